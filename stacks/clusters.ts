import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { databaseUser } from '../environments/store-users';
import { DatabaseCluster, type DatabaseClusterRef } from '../modules/aurora';
import { backUp } from '../modules/backup';
import { DatabaseProxy, type DatabaseProxyRef } from '../modules/database-proxy';
import { restoredFrom, type SharedByStores } from './databases';
import { openToVpn } from './vpn-to-store';

type Decided = Environment['clusters'][string];
type Proxied = Exclude<Decided['proxy'], 'none'>;

/** A proxy as its stack publishes it; who logs in through it, the environment says. */
export type PublishedProxy = Omit<DatabaseProxyRef, 'iamUsers'>;

export interface ClusterOutputs {
  readonly cluster: DatabaseClusterRef;
  readonly proxy: PublishedProxy | undefined;
}

/** A cluster as its environment decides it, open to operators on the bastion, with its proxy. */
export function addCluster(
  scope: Construct,
  environment: Environment,
  name: string,
  decided: Decided,
  shared: SharedByStores,
): ClusterOutputs {
  const { network, key, osMetrics, alarms, operators, bastion } = shared;
  const { account, region, logRetentionDays } = environment;
  const { backupRetentionDays, backupWindow, maintenanceWindow, applyImmediately, databaseInsights } = decided;
  const { deletionProtection } = decided;
  const about = { name: `${environment.name}-${name}`, account, region, network, key };
  const cluster = new DatabaseCluster(scope, `cluster-${name}`, {
    ...about,
    engine: engineOf(environment, decided),
    capacity: capacityOf(decided),
    upkeep: {
      ...{ backupRetentionDays, backupWindow, maintenanceWindow, logRetentionDays, applyImmediately },
      databaseInsights,
    },
    alarms: { topic: alarms },
    optOuts: deletionProtection === 'on' ? {} : { deletionProtection, finalSnapshot: deletionProtection },
  });
  backUp(cluster, decided.backupPlan);
  // Before the first instance, or RDS is quicker.
  for (const instance of Object.values(cluster.nodes.instances)) {
    instance.dependsOn = [...(instance.dependsOn ?? []), dependable(osMetrics.nodes.logGroup)];
  }
  operators.connections.allowTo(cluster, cluster.port, `Operators, to cluster ${name}`);
  openToVpn(environment, shared.vpn, 'clusters', name, cluster);
  cluster.grantConnect(bastion, 'operator');
  if (decided.proxy === 'none') return { cluster: cluster.ref, proxy: undefined };
  const { iamUsers: _, ...proxy } = addProxy(scope, environment, name, decided.proxy, {
    ...about,
    cluster,
    alarms,
  }).ref;
  return { cluster: cluster.ref, proxy };
}

/** The users of services that log in to a cluster through its proxy. */
export function usersOfProxy({ services }: Environment, cluster: string): string[] {
  return Object.entries(services).flatMap(([service, { clusters }]) =>
    clusters.includes(cluster) ? [databaseUser(service)] : [],
  );
}

interface ForProxy extends Pick<SharedByStores, 'network' | 'key' | 'alarms'> {
  readonly cluster: DatabaseCluster;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

function addProxy(
  scope: Construct,
  environment: Environment,
  name: string,
  { maxConnectionsPercent, idleClientSeconds, borrowTimeoutSeconds }: Proxied,
  { cluster: database, alarms, ...about }: ForProxy,
): DatabaseProxy {
  return new DatabaseProxy(scope, `proxy-${name}`, {
    ...about,
    ...{ database, logRetentionDays: environment.logRetentionDays, alarms: { topic: alarms } },
    users: Object.fromEntries(usersOfProxy(environment, name).map((user) => [user, {}])),
    pool: { maxConnectionsPercent, idleClientSeconds, borrowTimeoutSeconds },
  });
}

/** Its engine, version and parameters, and how it began. */
function engineOf(environment: Environment, decided: Decided) {
  const { engine, engineVersion, allowMajorVersionUpgrade, parameters, auditEvents, restoreFrom } = decided;
  return {
    ...{ name: engine, version: engineVersion, allowMajorVersionUpgrade, parameters },
    ...(auditEvents !== 'none' && { auditEvents }),
    ...(restoreFrom !== 'none' && { restoreFrom: restoredFrom(environment, restoreFrom) }),
  };
}

/** Its instances, each with a class of its own, and how they scale. */
function capacityOf({ instances, serverless, readerScaling, storage }: Decided) {
  const [first] = Object.values(instances);
  return {
    ...{ instanceClass: first?.instanceClass ?? '', instances, storage },
    ...(serverless !== 'none' && { serverless: rangeOf(serverless) }),
    ...(readerScaling !== 'none' && { readerScaling: scalingOf(readerScaling) }),
  };
}

function rangeOf({ minAcu, maxAcu, secondsUntilAutoPause: pause }: Exclude<Decided['serverless'], 'none'>) {
  return { minAcu, maxAcu, ...(pause !== 'never' && { secondsUntilAutoPause: pause }) };
}

function scalingOf({ maxReaders, cpuPercent, connections }: Exclude<Decided['readerScaling'], 'none'>) {
  return { maxReaders, cpuPercent, ...(connections !== 'none' && { connections }) };
}
