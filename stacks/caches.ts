import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { cacheUser } from '../environments/store-users';
import { Cache, defaultUsers, ServerlessCache } from '../modules/elasticache';
import type { SharedByStores } from './databases';
import { networksTo } from './networks-to-store';
import { openToVpn } from './vpn-to-store';

type Decided = Environment['caches'][string];
type Nodes = Extract<Decided, { deployment: 'nodes' }>;
type Serverless = Extract<Decided, { deployment: 'serverless' }>;

/** A cache as its environment decides it, open to operators on the bastion and to the networks that are connected with it. */
export function addCache(
  scope: Construct,
  environment: Environment,
  name: string,
  decided: Decided,
  shared: SharedByStores,
): Cache | ServerlessCache {
  const { operators, bastion } = shared;
  const cache =
    decided.deployment === 'nodes'
      ? addNodes(scope, environment, name, decided, shared)
      : addServerless(scope, environment, name, decided, shared);
  operators.connections.allowTo(cache, cache.port, `Operators, to cache ${name}`);
  for (const { peer, network } of networksTo(environment, 'caches', name)) {
    cache.connections.allowFrom(peer, cache.port, `Network ${network}, to cache ${name}`);
  }
  openToVpn(environment, shared.vpn, 'caches', name, cache);
  cache.grantConnect(bastion, 'operator');
  return cache;
}

function addNodes(
  scope: Construct,
  environment: Environment,
  name: string,
  decided: Nodes,
  { network, key, alarms }: SharedByStores,
): Cache {
  const { engine, engineVersion, userGroupEngine, parameters, nodeType, shards, replicasPerShard } = decided;
  const { snapshotRetentionDays, snapshotWindow, maintenanceWindow, applyImmediately } = decided;
  const { restoreFrom, deletionProtection } = decided;
  return new Cache(scope, `cache-${name}`, {
    name: `${environment.name}-${name}`,
    network,
    key,
    engine: { name: engine, version: engineVersion, userGroup: userGroupEngine, parameters },
    capacity: { nodeType, shards, replicasPerShard },
    upkeep: {
      ...{ snapshotRetentionDays, snapshotWindow, maintenanceWindow, applyImmediately },
      logRetentionDays: environment.logRetentionDays,
    },
    alarms: { topic: alarms },
    users: usersOf(environment, name),
    ...(restoreFrom !== 'none' && { restoreFrom }),
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection, finalSnapshot: deletionProtection } }),
  });
}

function addServerless(
  scope: Construct,
  environment: Environment,
  name: string,
  decided: Serverless,
  { network, key, alarms }: SharedByStores,
): ServerlessCache {
  const { engine, majorEngineVersion, dataStorageGb, ecpuPerSecond } = decided;
  const { snapshotRetentionDays, snapshotTime, restoreFrom, deletionProtection } = decided;
  return new ServerlessCache(scope, `cache-${name}`, {
    name: `${environment.name}-${name}`,
    network,
    key,
    engine: { name: engine, majorVersion: majorEngineVersion },
    limits: { dataStorageGb: limitOf(dataStorageGb), ecpuPerSecond: limitOf(ecpuPerSecond) },
    snapshots: { retentionDays: snapshotRetentionDays, dailyTime: snapshotTime },
    alarms: { topic: alarms },
    users: usersOf(environment, name),
    ...(restoreFrom !== 'none' && { restoreFrom }),
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
}

function limitOf({ max, min }: Serverless['dataStorageGb']) {
  return { max, ...(min !== 'none' && { min }) };
}

/**
 * A user for each service that uses the cache, and one for the people who look after it from the bastion. Access that starts from nothing says so
 * (`-@all`): ElastiCache writes it in, and it would come back as a difference.
 */
function usersOf({ services }: Environment, cache: string): Record<string, string> {
  const users = Object.entries(services).filter(([, { caches }]) => caches.includes(cache));
  return {
    ...Object.fromEntries(users.map(([service]) => [cacheUser(service), defaultUsers.app])),
    operator: 'on ~* &* -@all +@read +info +slowlog +client',
  };
}
