import { z } from 'zod';
import { aParameter, parameterName } from '../../modules/elasticache/parameters';
import { cacheNodeTypes } from '../aws/instance-types';
import { byWord, fields, listed, matching, named, oneOf, protection, wholeNumber, yesOrNo } from './field';
import { parametersOf } from './parameters';
import { dailyWindow, timeOfDay, weeklyWindow } from './window';

// Which versions exist depends on the engine: environments/laws.
const cacheVersion = matching(/^\d{1,3}\.\d{1,3}$/, 'an engine version such as 8.0');

const restoreFrom = z.union(
  [
    z.literal('none'),
    fields({
      /** The name of a snapshot under the key of this environment; of an automatic one with `automatic.` in front. */
      snapshot: matching(/^(automatic\.)?[A-Za-z][A-Za-z\d]*(-[A-Za-z\d]+)*$/, 'the name of a snapshot'),
    }),
  ],
  { error: () => '"none" or an object of snapshot' },
);

const nodes = fields({
  /** Nodes of a type and number that you choose, in cluster mode. */
  deployment: z.literal('nodes'),
  /** ElastiCache for Valkey or for Redis OSS. */
  engine: oneOf(['valkey', 'redis']),
  /** Major and minor: `8.0`. */
  engineVersion: cacheVersion,
  /**
   * The engine of the cache's users and of their group: `redis` with Redis OSS, which takes no other; a cache upgraded from it keeps `redis`, which Valkey
   * takes too, and may change to `valkey` in a later apply, once it runs Valkey. A cache made with Valkey has `valkey`.
   * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
   */
  userGroupEngine: oneOf(['valkey', 'redis']),
  /**
   * Parameters of the engine by name: `{ timeout: '300' }`. Cluster mode and eviction are set for every cache.
   * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
   */
  parameters: parametersOf(parameterName, aParameter),
  /** What it began with: `none`, or a snapshot. To change it later does nothing. docs/guides/change-a-cache.md */
  restoreFrom,
  /** Node type: `cache.t4g.micro`. */
  nodeType: listed('a cache node type', cacheNodeTypes, 'instance-types.ts'),
  /**
   * Shards that the keys are spread over, 1 to 90. With replicas, 90 nodes in all: AWS's
   * quota, which it raises on request. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html
   */
  shards: wholeNumber('shards', 1, 90),
  /** Replicas of each shard, in other zones: 0 to 5. With one or more, ElastiCache fails over. */
  replicasPerShard: wholeNumber('replicas', 0, 5),
  /** Days that snapshots are kept: 1 to 35. AWS's 0 is refused: it means no snapshots. */
  snapshotRetentionDays: wholeNumber('days', 1, 35),
  /** When snapshots are taken, each day: `02:00-03:00` UTC, 60 minutes or longer, outside maintenance. */
  snapshotWindow: dailyWindow(60),
  /** When ElastiCache may patch, each week: `sun:04:00-sun:05:00` UTC, 60 minutes or longer. */
  maintenanceWindow: weeklyWindow(60),
  /**
   * Whether a change of engine, version or node type is made at once, with all that still waits for the maintenance window; `true` for the one apply.
   * Otherwise it waits, and shows as a difference in each plan until then. Another major version, and Valkey in place of Redis OSS, are made at once alone.
   */
  applyImmediately: yesOrNo(),
  /** Whether Terraform refuses to destroy or replace it; off only with a reason, which the review sees. It leaves no last snapshot then. */
  deletionProtection: protection(),
});

const snapshotArn =
  /^arn:aws[a-z-]*:elasticache:[a-z0-9-]+:\d{12}:(serverlesssnapshot|snapshot):[A-Za-z][A-Za-z\d.]*(-[A-Za-z\d.]+)*$/;

/** A maximum, and what is kept ready at least: a number, or `none`. */
function limit(unit: string, least: number, most: number) {
  const amount = wholeNumber(unit, least, most);
  const error = () => `"none" or a whole number of ${unit} from ${least} to ${most}`;
  return fields({ max: amount, min: z.union([z.literal('none'), amount], { error }) });
}

const serverless = fields({
  /** A cache that scales by itself, within limits. Its users are those of its engine; parameters and maintenance are ElastiCache's. */
  deployment: z.literal('serverless'),
  /** ElastiCache Serverless for Valkey or for Redis OSS. Another engine replaces it. */
  engine: oneOf(['valkey', 'redis']),
  /** `8`. Another replaces it; ElastiCache chooses the minor version. */
  majorEngineVersion: matching(/^\d{1,3}$/, 'a major version such as 8'),
  /** What it began with: `none`, or the ARN of a snapshot under the key of this environment, of either deployment. To change it later does nothing. */
  restoreFrom: z.union(
    [z.literal('none'), fields({ snapshotArn: matching(snapshotArn, 'the ARN of a snapshot of ElastiCache') })],
    { error: () => '"none" or an object of snapshotArn' },
  ),
  /**
   * Data stored, GB: 1 to 5000. At `max`, keys with an expiry are evicted, then writes fail; alarms come at 75 %. `min` is kept ready and paid for.
   * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html
   */
  dataStorageGb: limit('GB', 1, 5000),
  /** ElastiCache Processing Units a second: 1000 to 15000000. Above `max`, commands are throttled; alarms come at 75 %. `min` is kept ready and paid for. */
  ecpuPerSecond: limit('ECPU', 1000, 15_000_000),
  /** Days that daily snapshots are kept: 1 to 35. */
  snapshotRetentionDays: wholeNumber('days', 1, 35),
  /** When they are taken, UTC: `02:00`. */
  snapshotTime: timeOfDay,
  /** Whether Terraform refuses to destroy or replace it; off only with a reason, which the review sees. It leaves no last snapshot in any case. */
  deletionProtection: protection(),
});

/** Caches by name: 1 to 21 of a-z, 0-9 and single hyphens. `deployment` tells which fields each has. */
export const caches = named('caches', byWord('deployment', [nodes, serverless]));
