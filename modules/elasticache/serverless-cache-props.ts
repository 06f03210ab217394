import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { arn, identifier, matching, object, oneOf, optional, wholeNumber, type Description } from '../props';
import { serverlessVersions, type CacheEngineName } from './cache-engine';
import { cacheProps } from './cache-props';

export interface ServerlessCacheProps {
  /** The cache's name, unique in its account and region, and the start of every other name: `prod-main`. */
  readonly name: string;
  /** The endpoint goes into the data tier, which has to have two zones or more. It stays where it was made: ElastiCache changes the subnets of no cache. */
  readonly network: NetworkRef;
  /** Encrypts data and snapshots. A `Key` is opened to ElastiCache; one that is only referred to must admit it. */
  readonly key: KeyRef;
  readonly engine: ServerlessCacheEngineProps;
  readonly limits: ServerlessCacheLimitsProps;
  readonly snapshots: ServerlessCacheSnapshotProps;
  readonly alarms: ServerlessCacheAlarmThresholds;
  /**
   * Users by name, constant for their life, and what each may do, as the engine's ACL says it.
   * @default app: all keys, and all commands but the dangerous ones
   */
  readonly users?: Readonly<Record<string, string>>;
  /**
   * @default none: Terraform refuses to destroy or replace it. Destroyed, it leaves no last snapshot: the provider takes none of a serverless cache
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
  /**
   * What it begins with: a snapshot under a key that ElastiCache may use, of a serverless cache or a replication group. To change it later does nothing.
   * @default nothing: it is empty
   */
  readonly restoreFrom?: { readonly snapshotArn: string };
}

export interface ServerlessCacheEngineProps {
  readonly name: CacheEngineName;
  /** `8`. ElastiCache installs minor versions and patches by itself. Another major version, or engine, replaces the cache: the provider changes neither in place. */
  readonly majorVersion: string;
}

/** What the cache may use at most, which is what it may cost; and what is kept ready, and paid for, at least. */
export interface ServerlessCacheLimitsProps {
  /** GB, 1 to 5000. At the maximum, keys with an expiry are evicted, then writes fail. */
  readonly dataStorageGb: { readonly max: number; readonly min?: number };
  /** ElastiCache Processing Units a second, 1000 to 15000000. Above the maximum, commands are throttled. */
  readonly ecpuPerSecond: { readonly max: number; readonly min?: number };
}

export interface ServerlessCacheSnapshotProps {
  /** Days that daily snapshots are kept, 1 to 35. */
  readonly retentionDays: number;
  /** When they are taken, UTC: `02:00`. */
  readonly dailyTime: string;
}

export interface ServerlessCacheAlarmThresholds {
  /** Told of alarms. */
  readonly topic: TopicRef;
  /**
   * Data stored, in percent of its maximum, over 15 minutes. The default is AWS's recommendation (ElastiCache user guide, "Scaling ElastiCache").
   * @default 75
   */
  readonly storagePercent?: number;
  /**
   * Processing units used, in percent of their maximum, over 5 minutes. The default is AWS's recommendation.
   * @default 75
   */
  readonly ecpuPercent?: number;
  /**
   * Commands throttled in 5 minutes.
   * @default 1
   */
  readonly throttledCommands?: number;
}

const source = 'ElastiCache API reference, CreateServerlessCache';
const limits =
  'ElastiCache API reference, CacheUsageLimits; CDK API reference, aws-elasticache-alpha, CacheUsageLimitsProperty';
const gigabytes = wholeNumber('GB', 1, 5000, { structure: true, source: limits });
const ecpu = wholeNumber('ECPU a second', 1000, 15_000_000, { structure: true, source: limits });
const percent = wholeNumber('percent', 1, 100, { structure: true });
const nothingReady = 'nothing is kept ready';

export const serverlessCacheProps: Description<ServerlessCacheProps> = {
  name: identifier(40, source),
  network: networkRef,
  key: keyRef,
  engine: object<ServerlessCacheEngineProps>({
    name: oneOf(Object.keys(serverlessVersions) as CacheEngineName[]),
    majorVersion: matching(/^\d+$/, 'a major version, such as 8', { structure: true }),
  }),
  limits: object<ServerlessCacheLimitsProps>({
    dataStorageGb: object<ServerlessCacheLimitsProps['dataStorageGb']>({
      max: gigabytes,
      min: optional(gigabytes, nothingReady),
    }),
    ecpuPerSecond: object<ServerlessCacheLimitsProps['ecpuPerSecond']>({
      max: ecpu,
      min: optional(ecpu, nothingReady),
    }),
  }),
  snapshots: object<ServerlessCacheSnapshotProps>({
    retentionDays: wholeNumber('days', 1, 35, { source }),
    dailyTime: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM, 00:00 to 23:59', { source }),
  }),
  alarms: object<ServerlessCacheAlarmThresholds>({
    topic: topicRef,
    storagePercent: optional(percent, '75'),
    ecpuPercent: optional(percent, '75'),
    throttledCommands: optional(wholeNumber('commands', 1, 1_000_000_000, { structure: true }), '1'),
  }),
  users: cacheProps.users,
  optOuts: optional(
    object({ deletionProtection: optional(optOut, 'Terraform refuses to destroy or replace it') }),
    'none',
  ),
  restoreFrom: optional(
    object({
      snapshotArn: arn(
        'a snapshot of ElastiCache',
        'elasticache',
        /^(serverlesssnapshot|snapshot):[A-Za-z0-9.-]{1,255}$/,
      ),
    }),
    'nothing: it is empty',
  ),
};
