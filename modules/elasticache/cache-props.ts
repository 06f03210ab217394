import type { IConstruct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import type { NetworkRef } from '../network/network-ref';
import { assertProp, assertBetween, assertMatch, assertOneOf } from '../props';
import { assertNoOverlap } from '../windows';
import type { CacheAlarmThresholds } from './cache-alarms';
import { cacheVersions, evictionPolicies, type CacheEngineName } from './cache-engine';

export interface CacheProps {
  /** The replication group's id, unique in its account and region, and the start of every other name: `prod-main`. */
  readonly name: string;
  /** The cache goes into the data tier, which has to have two zones or more where there are replicas. */
  readonly network: NetworkRef;
  /**
   * Encrypts data, snapshots and logs. It must allow ElastiCache (`key.allowViaService`) and CloudWatch Logs
   * (`key.allowLogs`).
   */
  readonly key: KeyRef;
  readonly engine: CacheEngineProps;
  readonly capacity: CacheCapacityProps;
  readonly upkeep: CacheUpkeepProps;
  readonly alarms: CacheAlarmThresholds;
  /**
   * Users by name, constant for their life, and what each may do, as the engine's ACL says it.
   * @default app: all keys, and all commands but the dangerous ones
   */
  readonly users?: Readonly<Record<string, string>>;
}

export interface CacheEngineProps {
  readonly name: CacheEngineName;
  /** Major and minor: `8.0`. */
  readonly version: string;
  /**
   * What happens when memory is full.
   * @default allkeys-lru: what was not used for the longest time goes
   */
  readonly evictionPolicy?: (typeof evictionPolicies)[number];
}

export interface CacheCapacityProps {
  /** `cache.r7g.large`. */
  readonly nodeType: string;
  /**
   * Parts that the keys are spread over, 1 to 500; with their replicas 500 nodes in all. With one, cluster mode is off; turning
   * it on replaces the cache.
   */
  readonly shards: number;
  /** 0 to 5. With one or more, each in another zone, a replica takes over when its primary fails. */
  readonly replicasPerShard: number;
}

export interface CacheUpkeepProps {
  /** Days that automatic snapshots are kept, 1 to 35. */
  readonly snapshotRetentionDays: number;
  /** Daily, UTC, an hour or more: `02:00-03:00`. */
  readonly snapshotWindow: string;
  /** Weekly, UTC, an hour or more, outside the snapshot window: `sun:04:00-sun:05:00`. */
  readonly maintenanceWindow: string;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
}

/** `info` is among the dangerous commands, and clients ask for it when they connect. `&*` is all channels. */
export const defaultUsers = { app: 'on ~* &* +@all -@dangerous +info' } satisfies Readonly<Record<string, string>>;

// ElastiCache API reference, CreateReplicationGroup, ReplicationGroupId; CreateUser, UserId.
const groupId = /^(?=.{1,40}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/;
const userName = /^[a-z][a-z0-9]*$/;
const longestId = 40;
const nodeType = /^cache\.[a-z]\d[a-z]*\.(micro|small|medium|large|([1-9]\d*)?xlarge)$/;

/** Throws a PropsError for the first prop that ElastiCache would refuse. */
export function assertCache(scope: IConstruct, props: CacheProps): void {
  const { engine, capacity, upkeep, network } = props;
  assertMatch(scope, 'name', props.name, groupId, 'up to 40 of a-z, 0-9 and single - between them, a letter first');
  assertOneOf(scope, 'engine.name', engine.name, Object.keys(cacheVersions) as CacheEngineName[]);
  assertOneOf(scope, 'engine.version', engine.version, cacheVersions[engine.name]);
  if (engine.evictionPolicy) assertOneOf(scope, 'engine.evictionPolicy', engine.evictionPolicy, evictionPolicies);
  assertMatch(scope, 'capacity.nodeType', capacity.nodeType, nodeType, 'a type such as cache.t4g.micro');
  assertBetween(scope, 'capacity.replicasPerShard', capacity.replicasPerShard, 0, 5);
  // ElastiCache user guide, quotas: nodes for each cluster.
  assertBetween(scope, 'capacity.shards', capacity.shards, 1, Math.floor(500 / (1 + capacity.replicasPerShard)));
  const zones = Object.keys(network.subnetIds.data);
  const least = capacity.replicasPerShard > 0 ? 2 : 1;
  assertProp(scope, 'network', zones.length >= least, `${least} zones or more with a data subnet`, zones);
  assertBetween(scope, 'upkeep.snapshotRetentionDays', upkeep.snapshotRetentionDays, 1, 35);
  assertNoOverlap(
    scope,
    { prop: 'upkeep.snapshotWindow', value: upkeep.snapshotWindow },
    { prop: 'upkeep.maintenanceWindow', value: upkeep.maintenanceWindow },
    60,
  );
  assertUsers(scope, props);
}

function assertUsers(scope: IConstruct, { name, engine, users = defaultUsers }: CacheProps): void {
  assertProp(scope, 'users', Object.keys(users).length > 0, 'one user or more', users);
  for (const [user, access] of Object.entries(users)) {
    const ok = userName.test(user) && user !== 'default';
    assertProp(scope, 'users', ok, 'names of a-z and 0-9, a letter first, and not "default"', user);
    assertMatch(scope, `users.${user}`, access, /^(on|off) /, 'an access string that starts with on or off');
  }
  const ids = [...Object.keys(users), ...(engine.name === 'redis' ? ['default'] : [])].map((user) => `${name}-${user}`);
  for (const id of ids) assertProp(scope, 'users', id.length <= longestId, `ids of up to ${longestId} characters`, id);
}
