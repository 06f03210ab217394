import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { ImagePointer } from '../modules/ecs';
import type { RoleRef } from '../modules/iam';
import type { LoadBalancer } from '../modules/load-balancer';
import { portsOfEndpoints } from '../modules/network';
import { SecurityGroup, type Connectable } from '../modules/security-group';
import type { ServiceLevel } from '../modules/service-level';
import type { TargetGroup } from '../modules/target-group';
import type { NetworkOutputs } from './network';
import type { Front, FrontProps } from './service-front';
import type { ServiceCalls } from './service-calls';
import type { ServiceMessages } from './service-messages';
import type { ServicePeople } from './service-people';
import type { ServiceSecrets } from './service-secrets';
import type { ServiceStores } from './service-stores';

export type DecidedService = Environment['services'][string];
/** The runtimes whose containers listen on a port. */
type Listening = Exclude<DecidedService['runtime'], 'function'>;
export type ServiceOf<Runtime extends DecidedService['runtime']> = Extract<DecidedService, { runtime: Runtime }>;

/** What every service of an environment is made with, whatever it runs on. */
export interface SharedByServices extends FrontProps {
  readonly endpoints: NetworkOutputs['endpoints'];
  readonly calls: ServiceCalls;
  readonly stores: ServiceStores;
  readonly secrets: ServiceSecrets;
  readonly messages: ServiceMessages;
  readonly people: ServicePeople;
  readonly front: Front | undefined;
  /** Tags of what a group launches, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}

type Uses = Pick<SharedByServices, 'stores' | 'secrets' | 'messages' | 'people' | 'front'>;

export interface Behind {
  readonly balancer: LoadBalancer;
  readonly target: TargetGroup;
  /** The objectives for what it answers there. */
  readonly level?: ServiceLevel | undefined;
}

/** The balancer of the environment and the targets of a service that answers behind it. */
export function behindOf(front: Front | undefined, target: TargetGroup | undefined, level?: ServiceLevel): Behind[] {
  return front && target ? [{ balancer: front.balancer, target, level }] : [];
}

/** Lets the balancers that a service is behind reach it. */
export function letIn(service: string, behind: readonly Behind[], port: number, running: Connectable): void {
  for (const { balancer } of behind) {
    balancer.connections.allowTo(running, port, `Requests and health checks, to ${service}`);
  }
}

/** What a deployment of a service watches, of each balancer that it is behind: the alarm on its errors, or those that say that it is down. */
export function deploymentAlarmsOf(behind: readonly Behind[]): string[] {
  return behind
    .flatMap(({ level, target: { errorAlarm } }) => level?.deploymentAlarms ?? errorAlarm ?? [])
    .map(({ alarmName }) => alarmName);
}

/** The pointer to the image that a service runs. */
export function pointerOf(
  scope: TerraformStack,
  { account, region, name }: Environment,
  service: string,
  { image }: ServiceOf<Listening>,
): ImagePointer {
  return new ImagePointer(scope, `image-${service}`, {
    name: `/${name}/${service}/image`,
    // Pushed by hand once, before this stack is applied: no image of others ever has the roles of a service.
    firstImage: `${account}.dkr.ecr.${region}.amazonaws.com/${name}/${image}:first`,
  });
}

/** Its own variables, and how it reaches what it uses. */
export function variablesOfUses(
  service: string,
  decided: DecidedService,
  { stores, secrets, messages, people, front }: Uses,
): Record<string, string> {
  return {
    ...decided.environment,
    ...stores.variablesOf(service, decided),
    ...secrets.variablesOf(decided),
    ...messages.variablesOf(decided),
    ...people.variablesOf(decided, front?.balancer),
  };
}

/** Lets a service send and take messages and mail, and read its secrets. */
export function grantMessages(
  service: string,
  decided: DecidedService,
  role: RoleRef,
  { secrets, messages, people }: Pick<Uses, 'secrets' | 'messages' | 'people'>,
) {
  secrets.grant(service, decided, role);
  messages.connect(service, decided, role);
  people.connect(service, decided, role);
}

/** The variables of a container, the same whatever it runs on. */
export function variablesOf(
  { region }: Environment,
  service: string,
  decided: ServiceOf<Listening>,
  shared: SharedByServices,
): Record<string, string> {
  return {
    ...variablesOfUses(service, decided, shared),
    ...shared.calls.variablesOf(service),
    AWS_REGION: region,
    PORT: String(decided.port),
  };
}

/** Lets a service reach the ports of interface endpoints beside HTTPS. */
export function allowBesideHttps(
  scope: Construct,
  { network }: Environment,
  service: string,
  { connections }: Connectable,
  endpoints: Connectable,
): void {
  for (const port of portsOfEndpoints(scope, network.interfaceEndpoints)) {
    connections.allowTo(endpoints, port, `AWS services beside HTTPS, for ${service}`);
  }
}

/** Lets what is in the private tier reach AWS services, to pull an image or to write a log, and the internet where it may. */
export function letOut(
  scope: Construct,
  environment: Environment,
  service: string,
  decided: Pick<DecidedService, 'outbound' | 'tables'>,
  inside: Connectable,
  endpoints: NetworkOutputs['endpoints'],
): void {
  if (decided.outbound === 'internet') {
    inside.connections.allowToInternet(443, `AWS services and others, for ${service}`);
    return;
  }
  const { securityGroup, s3PrefixListId } = endpoints;
  const layers = { name: 's3', prefixListId: s3PrefixListId };
  inside.connections.allowTo(layers, 443, `Layers of images, and buckets, for ${service}`);
  allowTables(service, decided, inside, endpoints);
  if (!securityGroup) return;
  const interfaceEndpoints = SecurityGroup.import(scope, `endpoints-of-${service}`, securityGroup);
  inside.connections.allowTo(interfaceEndpoints, 443, `AWS services, for ${service}`);
  allowBesideHttps(scope, environment, service, inside, interfaceEndpoints);
}

/** Lets a service that goes to endpoints alone reach its tables by the gateway endpoint of DynamoDB. */
export function allowTables(
  service: string,
  { tables }: Pick<DecidedService, 'tables'>,
  { connections }: Connectable,
  { dynamodbPrefixListId: prefixListId }: NetworkOutputs['endpoints'],
): void {
  if (Object.keys(tables).length > 0)
    connections.allowTo({ name: 'dynamodb', prefixListId }, 443, `Tables, for ${service}`);
}

/** What scales by requests: so many a minute, of one target. Those of the first balancer count; CPU and memory tell of the others. */
export function requestsOf([first]: readonly Behind[], perMinute: number) {
  if (!first) return {};
  const { balancer, target } = first;
  return { requests: { perMinute, resourceLabel: `${balancer.arnSuffix}/${target.arnSuffix}` } };
}
