import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { AccountDefaults, RegionDefaults } from '../modules/account-defaults';
import { FailedJobs } from '../modules/backup';
import { BillingAlarms } from '../modules/billing-alarms';
import {
  AccessAnalyzer,
  ContinuousIntegration,
  FederatedPeople,
  PasswordPolicy,
  People,
  PermissionsBoundary,
  platformServices,
  SamlProvider,
  type PolicyRef,
  type RecordRef,
  type RoleRef,
} from '../modules/iam';
import { MigrationServiceRoles } from '../modules/migration';
import { inRegion } from '../modules/in-region';
import { Topic, type TopicRef } from '../modules/notifications';
import { RestApiLogs } from '../modules/rest-api';
import { EnvironmentStack, recordKeyAlias, stateKeyAlias } from './environment-stack';
import { hasMigrations } from './has-migrations';
import { pipeline } from './pipeline';
import { recoveryKeyAlias, vaultNameOf } from './backup-names';
import { otherRegionsOf } from './regions-in-use';
import { hasRotations, rotationRuleOf } from './service-secrets';
import { textOfFile } from './text-of-file';
import { addTraceEncryption } from './trace-encryption';
import { addVpnSignIn, type VpnSignIn } from './vpn-sign-in';

export interface AccountOutputs {
  /** Where alarms of the environment's region go. */
  readonly alarms: TopicRef;
  /** Where alarms go on what AWS keeps in us-east-1 for every region: names, certificates of CloudFront. */
  readonly globalAlarms: TopicRef;
  /** What bounds every role that a stack above makes. */
  readonly boundary: PolicyRef;
  /** The people who operate what the stacks above make. */
  readonly developer: RoleRef;
  /** Where people sign in to the VPN, where it has SAML. */
  readonly vpnSignIn?: VpnSignIn;
}

/** Who may do what in the account, and what it costs: changed with the team, not with the application. */
export class AccountStack extends EnvironmentStack<AccountOutputs> {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, 'account');
    const { name, account, identity, billing, notifications } = environment;

    new PasswordPolicy(this, 'password-policy', identity.passwordPolicy);
    const usEast1 = this.providerIn('us-east-1');
    new AccountDefaults(this, 'defaults');
    this.guardRegion(this);
    addTraceEncryption(this, environment);
    const others = new Map(otherRegionsOf(environment).map((region) => [region, new Construct(this, region)]));
    for (const [region, scope] of others) inRegion(this.guardRegion(scope), this.providerIn(region));
    const elsewhere = others.get('us-east-1');
    const { bucket, replica } = environment.state;
    const state = {
      ...{ bucket, keyAlias: stateKeyAlias(environment) },
      ...(replica !== 'none' && { replica: replica.bucket }),
    };
    const vpnSignIn = addVpnSignIn(this, environment);
    const samlProviders = (identity.saml !== 'none' || vpnSignIn !== undefined) && { samlProviders: true };
    const boundary = new PermissionsBoundary(this, 'boundary', {
      ...{ account, state, record: recordOf(environment), ...samlProviders, ...backupsOf(environment) },
      ...servicesOf(environment),
      ...receiversOf(environment),
    });
    if (hasMigrations(environment)) new MigrationServiceRoles(this, 'migration-roles', { account });
    if (hasRestApis(environment)) new RestApiLogs(this, 'rest-api-logs', { name: `${name}-api-gateway-logs` });
    const people = this.people(environment, boundary);
    new ContinuousIntegration(this, 'ci', {
      account,
      state,
      boundary,
      ...samlProviders,
      ...(environment.users !== 'none' && { userPools: true }),
      ...(hasAccelerators(environment) && { accelerators: true }),
      ...receiversOf(environment),
      ...pipeline(this, identity.ci),
    });

    const aboutAlarms = { name: `${name}-alarms`, account, subscribers: notifications.alarms };
    const alarms = new Topic(this, 'alarms', {
      ...aboutAlarms,
      region: environment.region,
      publishers: [
        ...['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'],
        ...(hasMigrations(environment) ? ['dms.amazonaws.com'] : []),
      ],
    });
    if (hasRotations(environment)) alarms.allowRule(rotationRuleOf(environment));
    if (environment.recovery !== 'none') {
      const rule = FailedJobs.ruleNameOf(name);
      alarms.allowRule({ ruleArn: `arn:aws:events:${environment.region}:${account}:rule/${rule}` });
    }
    const globalAlarms = elsewhere
      ? new Topic(elsewhere, 'alarms', {
          ...aboutAlarms,
          region: 'us-east-1',
          publishers: ['cloudwatch.amazonaws.com'],
        })
      : alarms;
    new BillingAlarms(this, 'billing-alarms', {
      name,
      account,
      monthlyBudgetUsd: billing.monthlyBudgetUsd,
      thresholdsPercent: billing.alarmThresholdsPercent,
      budgets: billing.budgets,
      anomalyThresholdUsd: billing.anomalyThresholdUsd,
      subscribers: notifications.billing,
      provider: usEast1,
    });

    const { roleName, roleArn } = people.roles.developer;
    this.publish({
      alarms: { topicArn: alarms.topicArn },
      globalAlarms: { topicArn: globalAlarms.topicArn },
      boundary: { policyArn: boundary.policyArn },
      developer: { roleName, roleArn },
      ...(vpnSignIn && { vpnSignIn }),
    });
  }

  /** The same roles, whether people are users with MFA or sign in at an identity provider. */
  private people({ name, account, identity }: Environment, boundary: PolicyRef): People | FederatedPeople {
    const { maxSessionHours, saml } = identity;
    if (saml === 'none') return new People(this, 'people', { account, boundary, maxSessionHours });
    const metadata = textOfFile(`environments/${name}.ts: identity.saml.metadataFile`, saml.metadataFile);
    const provider = new SamlProvider(this, 'saml', { name: saml.name, metadata });
    const { signInRegions } = saml;
    return new FederatedPeople(this, 'people', { account, boundary, maxSessionHours, provider, signInRegions });
  }

  private guardRegion(scope: Construct): Construct {
    new RegionDefaults(scope, 'region-defaults');
    new AccessAnalyzer(scope, 'access-analyzer');
    return scope;
  }
}

/** Made above, in the audit stack, by names that are decided here. */
function recordOf(environment: Environment): RecordRef {
  const { name, account, region, audit } = environment;
  const { bucket, unlockedBucket } = audit.archive;
  const buckets = [bucket, unlockedBucket].flatMap((one) => [`arn:aws:s3:::${one}`, `arn:aws:s3:::${one}/*`]);
  const of = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  return {
    arns: [
      ...buckets,
      of('logs', `log-group:/aws/cloudtrail/${name}-trail*`),
      ...[`${name}-trail-*`, `*-${name}-findings-*`].map((alarm) => of('cloudwatch', `alarm:${alarm}`)),
      of('sns', `${name}-security*`),
      ...[of('events', `rule/${name}-findings-*`), of('sqs', `${name}-findings-*`)],
    ],
    keyAlias: recordKeyAlias(environment),
  };
}

/** Beside those of every environment, what an environment decided for: CI has no rights to the others. */
function servicesOf(environment: Environment): { services?: readonly string[] } {
  const { users, mail, apis, pipes, fileSystems } = environment;
  const also = [
    ...(Object.keys(apis).length === 0 ? [] : ['apigateway']),
    ...(users === 'none' ? [] : ['cognito-idp']),
    ...(mail === 'none' ? [] : ['ses']),
    ...(hasAccelerators(environment) ? ['dax'] : []),
    ...(Object.keys(pipes).length === 0 ? [] : ['pipes']),
    ...(Object.keys(fileSystems).length === 0 ? [] : ['elasticfilesystem']),
    ...(hasMigrations(environment) ? ['dms'] : []),
    // AWS Backup finds by tag what it backs up.
    ...(environment.recovery === 'none' ? [] : ['tag']),
  ];
  return also.length === 0 ? {} : { services: [...platformServices, ...also] };
}

/** Backups that CI must not take away; those that are not protected go with their stack. */
function backupsOf(environment: Environment) {
  const { recovery } = environment;
  if (recovery === 'none' || recovery.deletionProtection !== 'on') return {};
  return { backups: { vaultName: vaultNameOf(environment), keyAlias: recoveryKeyAlias(environment) } };
}

/** Services that run as a role of the platform, likewise. */
function receiversOf(environment: Environment): { passesRolesTo?: readonly string[] } {
  const passesRolesTo = [
    ...(hasAccelerators(environment) ? ['dax.amazonaws.com'] : []),
    ...(Object.keys(environment.pipes).length === 0 ? [] : ['pipes.amazonaws.com']),
    // As AWS's own policy has it, beside Lambda (AWS managed policy reference, CloudWatchSyntheticsFullAccess).
    ...(Object.keys(environment.canaries).length === 0 ? [] : ['synthetics.amazonaws.com']),
    // DMS reads secrets under its regional name, and AWS does not document by which one IAM knows it.
    ...(hasMigrations(environment) ? ['dms.amazonaws.com', `dms.${environment.region}.amazonaws.com`] : []),
  ];
  return passesRolesTo.length === 0 ? {} : { passesRolesTo };
}

function hasRestApis({ apis }: Environment): boolean {
  return Object.values(apis).some(({ type }) => type === 'rest');
}

function hasAccelerators({ accelerators }: Environment): boolean {
  return Object.keys(accelerators).length > 0;
}
