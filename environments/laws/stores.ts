import { leastStandardIaDays, tooEarly, type BucketLifecycle } from '../../modules/bucket/storage-classes';
import { engineVersions } from '../aws/engine-versions';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { nearest } from '../schema/field';
import { overlap } from '../schema/window';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** The engine has that version. */
export function versionsExist(part: Part): Finding[] {
  return stores(part).flatMap(({ path, engine, engineVersion }) => {
    const versions = engine && engineVersions[engine];
    if (!versions || engineVersion === undefined || versions.includes(engineVersion)) return [];
    const expected = `a ${engine} version of environments/aws/engine-versions.ts${nearest(engineVersion, versions)}`;
    return { path: [...path, 'engineVersion'], expected };
  });
}

/** Backups are not taken while maintenance may run; AWS refuses such windows. */
export function windowsDoNotOverlap(part: Part): Finding[] {
  return stores(part).flatMap(({ path, windowField, window, maintenanceWindow }) => {
    if (!window || !maintenanceWindow || !overlap(window, maintenanceWindow)) return [];
    return {
      path: [...path, windowField],
      expected: `a window outside maintenance, ${maintenanceWindow}`,
    };
  });
}

/**
 * Storage can grow by 10 % or more, or RDS refuses the limit.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
export function storageGrows({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, database]) => {
    const { allocatedStorageGb: allocated, maxAllocatedStorageGb: max } = database ?? {};
    const least = Math.ceil(((allocated ?? 0) * 11) / 10);
    if (allocated === undefined || max === undefined || max >= least) return [];
    const expected = `${least} or more, 10 % above allocatedStorageGb`;
    return { path: ['databases', name, 'maxAllocatedStorageGb'], expected };
  });
}

/**
 * Every database has Performance Insights, which MySQL has not on the smallest classes.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
export function performanceInsights({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, database]) => {
    if (database?.engine !== 'mysql') return [];
    const { instanceClass, readReplicas = [], retiringReplicas = [] } = database;
    const path = ['databases', name];
    const ofReplicas = Object.entries({ readReplicas, retiringReplicas }).flatMap(([field, replicas]) =>
      replicas.map((replica, index) => ({
        path: [...path, field, index, 'instanceClass'],
        instanceClass: typeof replica === 'object' ? replica.instanceClass : undefined,
      })),
    );
    const expected = 'a class of medium or larger: RDS for MySQL has no Performance Insights on smaller ones';
    return [{ path: [...path, 'instanceClass'], instanceClass }, ...ofReplicas].flatMap(({ path, instanceClass }) =>
      instanceClass && /\.t\w+\.(micro|small)$/.test(instanceClass) ? { path, expected } : [],
    );
  });
}

/** A cache has 90 nodes at most, until AWS raises the quota. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
export function nodesOfCache({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, cache]) => {
    if (cache?.deployment !== 'nodes') return [];
    const { shards, replicasPerShard } = cache;
    if (shards === undefined || replicasPerShard === undefined || shards * (1 + replicasPerShard) <= 90) return [];
    const expected = `${Math.floor(90 / (1 + replicasPerShard))} or less, for 90 nodes with their replicas`;
    return { path: ['caches', name, 'shards'], expected };
  });
}

/** ElastiCache's ids have 40 characters at most; the longest is that of the operator, whom stacks/data.ts adds. */
export function roomForUsers({ name, caches = {} }: Part): Finding[] {
  if (name === undefined) return [];
  const most = 40 - `${name}--operator`.length;
  return Object.keys(caches).flatMap((cache) => {
    if (cache.length <= most) return [];
    const expected = `a name of ${most} characters or less, for ids of 40 such as ${name}-${cache}-operator`;
    return { path: ['caches', cache], expected, found: cache };
  });
}

/** Objects move to cheaper storage classes no earlier than S3 takes or charges for. */
export function objectsMoveInTime({ buckets = {} }: Part): Finding[] {
  return Object.entries(buckets).flatMap(([name, bucket]) => {
    const ages = agesOf(bucket ?? {});
    const path = (prop: keyof BucketLifecycle) => ['buckets', name, fieldOf[prop]];
    const { standardIaDays } = ages;
    if (standardIaDays !== undefined && standardIaDays < leastStandardIaDays) {
      const expected = `${leastStandardIaDays} days or more, or "never": S3 moves no object to Standard-IA sooner`;
      return [{ path: path('standardIaDays'), expected }];
    }
    return tooEarly(ages).map(({ prop, expected }) => ({ path: path(prop), expected }));
  });
}

const fieldOf = {
  standardIaDays: 'standardIaAfterDays',
  glacierInstantDays: 'glacierInstantAfterDays',
  glacierFlexibleDays: 'glacierFlexibleAfterDays',
  deepArchiveDays: 'deepArchiveAfterDays',
  expireDays: 'expireAfterDays',
} as const satisfies Record<keyof BucketLifecycle, string>;

function agesOf(bucket: Readonly<Partial<Record<string, unknown>>>): BucketLifecycle {
  const ages = Object.entries(fieldOf).map(([prop, field]) => [prop, bucket[field]]);
  return Object.fromEntries(ages.filter(([, value]) => typeof value === 'number'));
}

/** Databases, clusters and caches, as far as they are alike. */
function stores({ databases = {}, clusters = {}, caches = {} }: Part) {
  return [
    ...Object.entries(databases).map(([name, database]) => {
      return { ...database, path: ['databases', name], windowField: 'backupWindow', window: database?.backupWindow };
    }),
    ...Object.entries(clusters).map(([name, cluster]) => {
      return { ...cluster, path: ['clusters', name], windowField: 'backupWindow', window: cluster?.backupWindow };
    }),
    ...Object.entries(caches).flatMap(([name, cache]) => {
      // A serverless one has a major version alone, and no windows.
      if (cache?.deployment !== 'nodes') return [];
      return { ...cache, path: ['caches', name], windowField: 'snapshotWindow', window: cache?.snapshotWindow };
    }),
  ];
}
