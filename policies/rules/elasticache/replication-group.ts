import type { Resource } from '../../../review/model/resource';
import { textOfValue } from '../support/text';

/** A secondary of a global datastore has the encryption of its primary and cannot set its own. */
export function isSecondary(group: Resource): boolean {
  return group.at('global_replication_group_id') !== undefined;
}

/** The engine of a cache. The provider's default is Redis OSS. */
export function engineOf(cache: Resource): string {
  return textOfValue(cache.at('engine') ?? 'redis');
}

/** A cluster of a replication group has its settings from the group, which is judged. */
export function isMember(cache: Resource): boolean {
  return cache.type === 'aws_elasticache_cluster' && cache.at('replication_group_id') !== undefined;
}
