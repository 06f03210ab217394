import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { backUp } from '../modules/backup';
import type { RoleRef } from '../modules/iam';
import type { Key } from '../modules/kms';
import type { LogGroup } from '../modules/log-group';
import type { NetworkRef } from '../modules/network';
import type { TopicRef } from '../modules/notifications';
import { Database } from '../modules/rds';
import type { Connectable } from '../modules/security-group';
import { networksTo } from './networks-to-store';
import { openToVpn } from './vpn-to-store';

/** What the databases and caches of an environment have in common. */
export interface SharedByStores {
  readonly network: NetworkRef;
  readonly key: Key;
  readonly osMetrics: LogGroup;
  readonly alarms: TopicRef;
  /** The people's way in. */
  readonly operators: Connectable;
  /** The role that they have there. */
  readonly bastion: RoleRef;
  /** Their devices, where the environment has a VPN. */
  readonly vpn: Connectable | undefined;
}

type Decided = Environment['databases'][string];

/** A database as its environment decides it, open to operators on the bastion and to the networks that are connected with it. */
export function addDatabase(
  scope: Construct,
  environment: Environment,
  name: string,
  decided: Decided,
  shared: SharedByStores,
): Database {
  const { network, key, osMetrics, alarms, operators, bastion } = shared;
  const { account, region, logRetentionDays } = environment;
  const { applyImmediately, deletionProtection, instanceClass, multiAz } = decided;
  const { readReplicas, retiringReplicas, backupRetentionDays, backupWindow, maintenanceWindow } = decided;
  const database = new Database(scope, `database-${name}`, {
    name: `${environment.name}-${name}`,
    account,
    region,
    network,
    key,
    engine: engineOf(environment, decided),
    capacity: { ...capacityOf(decided), instanceClass, multiAz, readReplicas, retiringReplicas },
    upkeep: { backupRetentionDays, backupWindow, maintenanceWindow, logRetentionDays, applyImmediately },
    alarms: { topic: alarms },
    optOuts: deletionProtection === 'on' ? {} : { deletionProtection, finalSnapshot: deletionProtection },
  });
  backUp(database, decided.backupPlan);
  // Before the first instance, or RDS is quicker. Replicas wait for their source.
  const { instance } = database.nodes;
  instance.dependsOn = [...(instance.dependsOn ?? []), dependable(osMetrics.nodes.logGroup)];
  operators.connections.allowTo(database, database.port, `Operators, to database ${name}`);
  for (const { peer, network } of networksTo(environment, 'databases', name)) {
    database.connections.allowFrom(peer, database.port, `Network ${network}, to database ${name}`);
  }
  openToVpn(environment, shared.vpn, 'databases', name, database);
  database.grantConnect(bastion, 'operator');
  return database;
}

/** Its storage, with numbers only where they are not what RDS gives by itself. */
function capacityOf({ allocatedStorageGb, maxAllocatedStorageGb, storageType, iops, throughputMibps }: Decided) {
  return {
    ...{ allocatedStorageGb, maxAllocatedStorageGb, storageType },
    ...(iops !== 'baseline' && { iops }),
    ...(throughputMibps !== 'baseline' && { throughputMibps }),
  };
}

/** Its engine, version and parameters, and how it began. */
function engineOf(environment: Environment, decided: Decided) {
  const { engine, engineVersion, allowMajorVersionUpgrade, parameters, auditLog, restoreFrom } = decided;
  return {
    ...{ name: engine, version: engineVersion, allowMajorVersionUpgrade, parameters },
    ...(auditLog !== 'none' && { auditLog: audited(auditLog) }),
    ...(restoreFrom !== 'none' && { restoreFrom: restoredFrom(environment, restoreFrom) }),
  };
}

function audited({ events, users, queryLogLimit }: Exclude<Decided['auditLog'], 'none'>) {
  return {
    ...{ events, queryLogLimit },
    ...(typeof users === 'object' &&
      ('included' in users ? { includedUsers: users.included } : { excludedUsers: users.excluded })),
  };
}

/** What a database or cluster is made from; another one of the environment has the name that AWS knows. */
export function restoredFrom({ name }: Environment, from: Exclude<Decided['restoreFrom'], 'none'>) {
  if ('snapshot' in from) return from;
  const { of, at } = from.pointInTime;
  return { pointInTime: { of: `${name}-${of}`, at } };
}
