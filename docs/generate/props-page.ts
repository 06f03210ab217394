import * as accelerator from '../../modules/accelerator';
import * as accountDefaults from '../../modules/account-defaults';
import * as alarm from '../../modules/alarm';
import * as applicationSecret from '../../modules/application-secret';
import * as aurora from '../../modules/aurora';
import * as backup from '../../modules/backup';
import * as bastion from '../../modules/bastion';
import * as billingAlarms from '../../modules/billing-alarms';
import * as bucket from '../../modules/bucket';
import * as canary from '../../modules/canary';
import * as certificate from '../../modules/certificate';
import * as clientVpn from '../../modules/client-vpn';
import * as connectedNetwork from '../../modules/connected-network';
import * as dashboard from '../../modules/dashboard';
import * as databaseProxy from '../../modules/database-proxy';
import * as detector from '../../modules/detector';
import * as discovery from '../../modules/discovery';
import * as distribution from '../../modules/distribution';
import * as ecs from '../../modules/ecs';
import * as elasticache from '../../modules/elasticache';
import * as eventBus from '../../modules/event-bus';
import * as fileSystem from '../../modules/file-system';
import * as firewall from '../../modules/firewall';
import * as lambdaFunction from '../../modules/function';
import * as httpApi from '../../modules/http-api';
import * as iam from '../../modules/iam';
import * as imageRepository from '../../modules/image-repository';
import * as inRegion from '../../modules/in-region';
import * as inspector from '../../modules/inspector';
import * as kms from '../../modules/kms';
import * as loadBalancer from '../../modules/load-balancer';
import * as logArchive from '../../modules/log-archive';
import * as logDataProtection from '../../modules/log-data-protection';
import * as logGroup from '../../modules/log-group';
import * as loggedErrors from '../../modules/logged-errors';
import * as macie from '../../modules/macie';
import * as mail from '../../modules/mail';
import * as messageTopic from '../../modules/message-topic';
import * as migration from '../../modules/migration';
import * as network from '../../modules/network';
import * as notifications from '../../modules/notifications';
import type { Prop } from '../../modules/props';
import * as pipe from '../../modules/pipe';
import * as queue from '../../modules/queue';
import * as rds from '../../modules/rds';
import * as recorder from '../../modules/recorder';
import * as restApi from '../../modules/rest-api';
import * as savedQuery from '../../modules/saved-query';
import * as schedule from '../../modules/schedule';
import * as securityFindings from '../../modules/security-findings';
import * as securityGroup from '../../modules/security-group';
import * as securityHub from '../../modules/security-hub';
import * as serviceLevel from '../../modules/service-level';
import * as serverGroup from '../../modules/server-group';
import * as singleServer from '../../modules/single-server';
import * as site from '../../modules/site';
import * as stateBucket from '../../modules/state-bucket';
import * as tables from '../../modules/table';
import * as targetGroup from '../../modules/target-group';
import * as tracing from '../../modules/tracing';
import * as trail from '../../modules/trail';
import * as userPool from '../../modules/user-pool';
import * as zone from '../../modules/zone';
import { prose } from '../../review/reports/markdown/escape';

/** By folder: a test finds one that is missing. */
const modules = {
  accelerator,
  'account-defaults': accountDefaults,
  alarm,
  'application-secret': applicationSecret,
  aurora,
  backup,
  bastion,
  'billing-alarms': billingAlarms,
  bucket,
  canary,
  certificate,
  'client-vpn': clientVpn,
  'connected-network': connectedNetwork,
  dashboard,
  'database-proxy': databaseProxy,
  detector,
  discovery,
  distribution,
  ecs,
  elasticache,
  'event-bus': eventBus,
  'file-system': fileSystem,
  firewall,
  function: lambdaFunction,
  'http-api': httpApi,
  iam,
  'image-repository': imageRepository,
  'in-region': inRegion,
  inspector,
  kms,
  'load-balancer': loadBalancer,
  'log-archive': logArchive,
  'log-data-protection': logDataProtection,
  'log-group': logGroup,
  'logged-errors': loggedErrors,
  macie,
  mail,
  'message-topic': messageTopic,
  migration,
  network,
  notifications,
  pipe,
  queue,
  rds,
  recorder,
  'rest-api': restApi,
  'saved-query': savedQuery,
  schedule,
  'security-findings': securityFindings,
  'security-group': securityGroup,
  'security-hub': securityHub,
  'server-group': serverGroup,
  'service-level': serviceLevel,
  'single-server': singleServer,
  site,
  'state-bucket': stateBucket,
  table: tables,
  'target-group': targetGroup,
  tracing,
  trail,
  'user-pool': userPool,
  zone,
};

export const propsPagePath = 'docs/props.md';

/** What each prop of each class accepts: a table a class, from the description that its constructor checks. */
export function propsPage(): string {
  const sections = Object.entries(modules).flatMap(([module, exported]) =>
    Object.entries(exported as Readonly<Record<string, unknown>>).flatMap(([name, made]) => {
      const props = describedBy(made);
      return props ? [`## ${name}`, '', `[modules/${module}](modules/${module}.md)`, '', ...table(props), ''] : [];
    }),
  );
  return [...introduction, ...sections].join('\n').trimEnd() + '\n';
}

const introduction = [
  '# Props',
  '',
  'What each prop accepts. A class checks its props before it creates anything, and reports every problem at once.',
  '',
  '- _structure_ decides what is created: it must be known at synthesis, and a token is refused.',
  '- _value_ may be a token, such as a variable or an output: Terraform knows it at apply.',
  '',
];

function describedBy(made: unknown): Readonly<Record<string, Prop<unknown>>> | undefined {
  return typeof made === 'function' && 'props' in made ? (made.props as Record<string, Prop<unknown>>) : undefined;
}

function table(props: Readonly<Record<string, Prop<unknown>>>): string[] {
  return ['| Prop | Expected | Known | Default | Source |', '| --- | --- | --- | --- | --- |', ...rowsOf(props, '')];
}

function rowsOf(props: Readonly<Record<string, Prop<unknown>>>, above: string): string[] {
  return Object.entries(props).flatMap(([name, prop]) => {
    const path = `${above}${name}`;
    const { expected, known, source = '' } = prop;
    const cells = [`\`${path}\``, prose(expected), known, prose(prop.default ?? 'required'), prose(source)];
    const inside = prop.members
      ? rowsOf(prop.members, `${path}.`)
      : prop.item
        ? rowsOf({ '': prop.item }, `${path}[]`)
        : [];
    return [`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`, ...inside];
  });
}
