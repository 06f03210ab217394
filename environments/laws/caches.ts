import { refusalOf } from '../../modules/elasticache/parameters';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/**
 * Redis OSS takes a user group of engine redis alone.
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function userGroupsFitEngine({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, cache]) => {
    if (cache?.engine !== 'redis' || cache.userGroupEngine !== 'valkey') return [];
    return { path: ['caches', name, 'userGroupEngine'], expected: '"redis", which is all that Redis OSS takes' };
  });
}

/** Parameters are none of those that every cache has set, or keeps; see `refusalOf`. */
export function parametersOfCachesAreOwn({ caches = {} }: Part): Finding[] {
  return Object.entries(caches).flatMap(([name, { parameters = {} } = {}]) =>
    Object.keys(parameters).flatMap((parameter) => {
      const expected = refusalOf(parameter);
      return expected === undefined ? [] : { path: ['caches', name, 'parameters', parameter], expected };
    }),
  );
}
