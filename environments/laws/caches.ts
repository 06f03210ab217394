import { serverlessVersions } from '../../modules/elasticache/cache-engine';
import { refusalOf } from '../../modules/elasticache/parameters';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { nearest } from '../schema/field';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/**
 * Redis OSS takes a user group of engine redis alone.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function userGroupsFitEngine({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, cache]) => {
    if (cache?.deployment !== 'nodes' || cache.engine !== 'redis' || cache.userGroupEngine !== 'valkey') return [];
    return { path: ['caches', name, 'userGroupEngine'], expected: '"redis", which is all that Redis OSS takes' };
  });
}

/** Parameters are none of those that every cache has set, or keeps; see `refusalOf`. */
export function parametersOfCachesAreOwn({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, cache]) =>
    Object.keys(cache?.deployment === 'nodes' ? (cache.parameters ?? {}) : {}).flatMap((parameter) => {
      const expected = refusalOf(parameter);
      return expected === undefined ? [] : { path: ['caches', name, 'parameters', parameter], expected };
    }),
  );
}

/** A serverless cache has a major version of its engine, in which users log in by IAM. */
export function serverlessVersionsExist({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, cache]) => {
    if (cache?.deployment !== 'serverless' || !cache.engine || cache.majorEngineVersion === undefined) return [];
    const versions = serverlessVersions[cache.engine];
    if (versions.includes(cache.majorEngineVersion)) return [];
    const expected = `one of ${versions.join(', ')}, of ${cache.engine}${nearest(cache.majorEngineVersion, versions)}`;
    return { path: ['caches', name, 'majorEngineVersion'], expected };
  });
}

/** What a serverless cache keeps ready is no more than it may use. */
export function limitsInOrder({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, cache]) => {
    if (cache?.deployment !== 'serverless') return [];
    const { dataStorageGb, ecpuPerSecond } = cache;
    return Object.entries({ dataStorageGb, ecpuPerSecond }).flatMap(([field, { min, max } = {}]) =>
      typeof min !== 'number' || max === undefined || min <= max
        ? []
        : { path: ['caches', name, field, 'min'], expected: `"none", or up to the maximum, ${max}` },
    );
  });
}
