import { eachBlock, type Block } from '../../../review/engine/attribute';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

/** The default behaviour of a distribution and those by path; `Unknown` when their number is. */
export function behavioursOf(distribution: Resource): readonly Block[] | Unknown {
  const byDefault = eachBlock(distribution, 'default_cache_behavior');
  const ordered = eachBlock(distribution, 'ordered_cache_behavior');
  if (byDefault instanceof Unknown) return byDefault;
  return ordered instanceof Unknown ? ordered : [...byDefault, ...ordered];
}
