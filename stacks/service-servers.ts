import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import type { Role } from '../modules/iam';
import { endpointOf } from '../modules/network/interface-endpoint';
import { SecurityGroup, type Connections } from '../modules/security-group';
import { ServerGroup, type ServerNetwork, type ServersProps } from '../modules/server-group';
import { Server } from '../modules/single-server';
import {
  allowBesideHttps,
  allowTables,
  deploymentAlarmsOf,
  grantMessages,
  letIn,
  pointerOf,
  requestsOf,
  variablesOf,
  type Behind,
  type ServiceOf,
  type SharedByServices,
} from './service-runtime';

/** A group of instances, each of which runs a container of the service. */
export function addInstances(
  scope: TerraformStack,
  environment: Environment,
  service: string,
  decided: ServiceOf<'instances'>,
  { behind, ...shared }: SharedByServices & { readonly behind: readonly Behind[] },
): ServerGroup {
  const { port, instanceTypes, minServers: min, maxServers: max, cpuPercent, requestsPerServer } = decided;
  const { onDemandServers, spotPercent, schedules } = decided;
  const scales = max > min || Object.keys(schedules).length > 0;
  const { logs, ...servers } = serversOf(scope, environment, service, decided, shared);
  const network = networkOf(scope, environment, `endpoints-of-${service}`, decided, shared);
  const group = new ServerGroup(scope, `service-${service}`, {
    ...{ ...aboutOf(environment, service, shared), network },
    servers: { ...servers, instanceTypes, agent: { logs } },
    scale: {
      ...{ min, max, schedules, cpuPercent: scales ? cpuPercent : 'none' },
      ...(scales && requestsOf(behind, requestsPerServer)),
      ...(spotPercent > 0 && { spot: { onDemandBase: onDemandServers, percentAbove: spotPercent } }),
    },
    ...(behind.length > 0 && { traffic: { targetGroups: behind.map(({ target }) => target) } }),
    replacement: { alarms: deploymentAlarmsOf(behind) },
  });
  letIn(service, behind, port, group);
  if (network.endpoints) {
    allowBesideHttps(scope, environment, service, group, network.endpoints);
    allowTables(service, decided, group, shared.endpoints);
  }
  connect(service, decided, group, shared);
  return group;
}

/** One server, which answers the internet for its hosts itself. */
export function addServer(
  scope: TerraformStack,
  environment: Environment,
  service: string,
  decided: ServiceOf<'server'>,
  shared: SharedByServices,
): Server {
  const { port, hosts, instanceType, zone, dataVolumeGb, keptSnapshots, deletionProtection } = decided;
  const server = new Server(scope, `service-${service}`, {
    ...aboutOf(environment, service, shared),
    network: { ...shared.network, s3PrefixListId: shared.endpoints.s3PrefixListId },
    server: {
      ...serversOf(scope, environment, service, decided, shared),
      ...{ instanceType, tls: { hosts: Object.keys(hosts), port } },
    },
    data: { zone, sizeGb: dataVolumeGb, keptSnapshots },
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  connect(service, decided, server, shared);
  return server;
}

function aboutOf({ name, account, region }: Environment, service: string, { alarms: topic }: SharedByServices) {
  return { name: `${name}-${service}`, account, region, alarms: { topic } };
}

/** What one server and one of many have in common: the container with its variables, and its lines beside those of the boot. */
function serversOf(
  scope: TerraformStack,
  environment: Environment,
  service: string,
  decided: ServiceOf<'instances' | 'server'>,
  shared: SharedByServices,
) {
  const image = pointerOf(scope, environment, service, decided);
  const { port } = decided;
  const container: ServersProps['container'] = {
    ...{ image, port, environment: variablesOf(environment, service, decided, shared) },
  };
  const files = ['/var/log/cloud-init-output.log'];
  const logs = { key: shared.key, retentionDays: environment.logRetentionDays, files };
  return { tags: shared.tags, container, logs };
}

/**
 * With the endpoints of the network, where servers go to nothing else.
 *
 * @param id of the endpoints in `scope`
 */
export function networkOf(
  scope: TerraformStack,
  { network: { interfaceEndpoints } }: Environment,
  id: string,
  { outbound }: Pick<ServiceOf<'instances'>, 'outbound'>,
  { network, endpoints: { securityGroup, s3PrefixListId } }: Pick<SharedByServices, 'network' | 'endpoints'>,
): ServerNetwork {
  if (outbound === 'internet' || !securityGroup) return { ...network, s3PrefixListId };
  return {
    ...{ ...network, s3PrefixListId },
    endpoints: SecurityGroup.import(scope, id, securityGroup),
    interfaceEndpoints: interfaceEndpoints.map((one) => endpointOf(one).service),
  };
}

/** Servers have one role for the application and for what starts it. */
function connect(
  service: string,
  decided: ServiceOf<'instances' | 'server'>,
  { role, connections }: { readonly role: Role; readonly connections: Connections },
  shared: SharedByServices,
): void {
  grantMessages(service, decided, role, shared);
  shared.stores.connect(service, decided, { connections, taskRole: role, executionRole: role });
}
