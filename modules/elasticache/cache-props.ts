import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { aParameterValue, parameterValue } from '../parameter-value';
import { flag, identifier, map, matching, object, oneOf, optional, wholeNumber, type Description } from '../props';
import { dailyWindow, weeklyWindow } from '../windows';
import type { CacheAlarmThresholds } from './cache-alarms';
import { aParameter, parameterName } from './parameters';
import { cacheVersions, evictionPolicies, type CacheEngineName } from './cache-engine';

export interface CacheProps {
  /** The replication group's id, unique in its account and region, and the start of every other name: `prod-main`. */
  readonly name: string;
  /** The cache goes into the data tier, which has to have two zones or more where there are replicas. */
  readonly network: NetworkRef;
  /**
   * Encrypts data, snapshots and logs. A `Key` is opened to ElastiCache and CloudWatch Logs; one that is only referred to
   * must admit them.
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
  /**
   * @default none: Terraform refuses to destroy or replace it, and what is destroyed leaves a last snapshot, `<name>-final-<id of its security group>`
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly finalSnapshot?: OptOut };
  /**
   * What it begins with: a snapshot under a key that ElastiCache may use, of the same number of shards or fewer. To change it later does nothing.
   * @default nothing: it is empty
   */
  readonly restoreFrom?: { readonly snapshot: string };
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
  /**
   * Parameters of the engine, in ElastiCache's names: `{ timeout: '300' }`; `databases`, `activerehashing` and those that the module sets are refused.
   * @default cluster mode and the eviction policy alone
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * The engine of the users and of their group. Redis OSS takes a group of engine redis alone, Valkey takes either: a cache that is upgraded
   * from Redis OSS keeps `redis`, and changes to `valkey` in a later apply, once it runs Valkey (ElastiCache user guide, "Role-Based Access Control").
   * @default the cache's engine
   */
  readonly userGroup?: CacheEngineName;
}

export interface CacheCapacityProps {
  /** `cache.r7g.large`. */
  readonly nodeType: string;
  /** Parts that the keys are spread over, 1 to 500; with their replicas 500 nodes in all. Another number changes the cache in place. */
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
  /**
   * Whether a change of engine, version, parameter group or node type is made at once, together with all that waits for the maintenance window.
   * A change of the parameter group's family is made at once alone.
   * @default false: it waits for the window
   */
  readonly applyImmediately?: boolean;
}

/** `info` is among the dangerous commands, and clients ask for it when they connect. `&*` is all channels. */
export const defaultUsers = { app: 'on ~* &* +@all -@dangerous +info' } satisfies Readonly<Record<string, string>>;

const source = 'ElastiCache API reference, CreateReplicationGroup';
const snapshotName = matching(
  /^(?=.{1,255}$)(automatic\.)?[A-Za-z][A-Za-z\d]*(-[A-Za-z\d]+)*$/,
  'the name of a snapshot',
  { source: 'ElastiCache API reference, CreateSnapshot' },
);
const known = { structure: true };
const percent = wholeNumber('percent', 1, 100, { structure: true });

export const cacheProps: Description<CacheProps> = {
  name: identifier(40, source),
  network: networkRef,
  key: keyRef,
  engine: object<CacheEngineProps>({
    name: oneOf(Object.keys(cacheVersions) as CacheEngineName[]),
    version: matching(/^\d+\.\d+$/, 'a major and minor version, such as 8.0', { structure: true }),
    evictionPolicy: optional(oneOf(evictionPolicies, {}), 'allkeys-lru'),
    parameters: optional(
      map('parameters', matching(parameterName, aParameter, known), matching(parameterValue, aParameterValue), {
        max: 100,
      }),
      'cluster mode and the eviction policy alone',
    ),
    userGroup: optional(oneOf(Object.keys(cacheVersions) as CacheEngineName[]), "the cache's engine"),
  }),
  capacity: object<CacheCapacityProps>({
    nodeType: matching(
      /^cache\.[a-z]\d[a-z]*\.(micro|small|medium|large|([1-9]\d*)?xlarge)$/,
      'a type such as cache.t4g.micro',
    ),
    shards: wholeNumber('shards', 1, 500, { structure: true, source: 'ElastiCache user guide, Quotas' }),
    replicasPerShard: wholeNumber('replicas', 0, 5, { structure: true, source }),
  }),
  upkeep: object<CacheUpkeepProps>({
    snapshotRetentionDays: wholeNumber('days', 1, 35, { source }),
    snapshotWindow: dailyWindow(60),
    maintenanceWindow: weeklyWindow(60),
    logRetentionDays: logRetention,
    applyImmediately: optional(flag(), 'false: it waits for the window'),
  }),
  alarms: object<CacheAlarmThresholds>({
    topic: topicRef,
    engineCpuPercent: optional(percent, '80'),
    memoryPercent: optional(percent, '90'),
    evictionsPerMinute: optional(wholeNumber('keys', 1, 1_000_000_000, { structure: true }), '1000'),
    connections: optional(wholeNumber('clients', 1, 65_000, { structure: true }), '10000'),
    replicationLagSeconds: optional(wholeNumber('seconds', 1, 604_800, { structure: true }), '30'),
  }),
  users: optional(
    map(
      'users',
      matching(/^(?!default$)[a-z][a-z0-9]{0,38}$/, 'a-z and 0-9, a letter first, and not "default"', {
        structure: true,
        source: 'ElastiCache API reference, CreateUser, UserId',
      }),
      matching(/^(on|off) \S/, 'an access string that starts with on or off'),
      { min: 1, max: 100 },
    ),
    'app: all keys, and all commands but the dangerous ones',
  ),
  optOuts: optional(
    object({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy or replace it'),
      finalSnapshot: optional(optOut, 'a last snapshot is kept, <name>-final-<id of its security group>'),
    }),
    'none',
  ),
  restoreFrom: optional(object({ snapshot: snapshotName }), 'nothing: it is empty'),
};
