/** Names as ElastiCache describes them: `maxmemory-samples`. The provider reads them back in lower case. */
export const parameterName = /^(?=.{1,100}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const aParameter =
  'a parameter as ElastiCache describes it, such as maxmemory-samples: a-z and 0-9, with - between them';

const onlyWithAnotherCache =
  'nothing: in cluster mode ElastiCache changes it with another cache alone, made from a snapshot';

/**
 * Parameters that are no one's to set, and what is expected of them.
 *
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Modifying.html (cluster mode), and
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html (reserved memory)
 */
const refusals: ReadonlyMap<string, string> = new Map([
  ['cluster-enabled', 'nothing: every cache is in cluster mode'],
  ['maxmemory-policy', "nothing: it is set to the cache's eviction policy"],
  ['activerehashing', onlyWithAnotherCache],
  ['databases', onlyWithAnotherCache],
  ['reserved-memory', 'nothing: reserved-memory-percent excludes it, and follows the node type'],
]);

/** What is expected of a parameter that the module decides, or that ElastiCache would not change. */
export function refusalOf(name: string): string | undefined {
  return refusals.get(name);
}
