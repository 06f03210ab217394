export type CacheEngineName = 'valkey' | 'redis';

/** The port of every cache. */
export const cachePort = 6379;

/** Where a serverless cache answers reads that may be eventually consistent (ElastiCache user guide, "Setting up ElastiCache", network access). */
export const readerPort = 6380;

/**
 * Versions that authenticate with IAM (ElastiCache user guide: Redis OSS 7.0, Valkey 7.2 and later), as Terraform writes
 * them: major and minor. ElastiCache installs patches by itself.
 */
export const cacheVersions: Readonly<Record<CacheEngineName, readonly string[]>> = {
  valkey: ['7.2', '8.0', '8.1', '8.2'],
  redis: ['7.0', '7.1'],
};

/** What happens when memory is full (`maxmemory-policy`). */
export const evictionPolicies = [
  'allkeys-lfu',
  'allkeys-lru',
  'allkeys-random',
  'noeviction',
  'volatile-lfu',
  'volatile-lru',
  'volatile-random',
  'volatile-ttl',
] as const;

/** `valkey8` for Valkey 8.0. */
export function parameterGroupFamily(engine: CacheEngineName, version: string): string {
  return `${engine}${version.split('.')[0]}`;
}

/**
 * Major versions of serverless caches that authenticate with IAM, and that have users.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
export const serverlessVersions: Readonly<Record<CacheEngineName, readonly string[]>> = {
  valkey: ['7', '8'],
  redis: ['7'],
};
