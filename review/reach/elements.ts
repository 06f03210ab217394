import type { Resource } from '../model/resource';
import { blocksOf, isAbsent, isList, Unknown, type Value } from '../model/value';

/** What a list holds, also when a single value is written. */
export function elements(value: Value | undefined): readonly Value[] {
  if (isAbsent(value) || value === '') return [];
  return isList(value) ? value.flatMap(elements) : [value as Value];
}

/** An attribute of each block at a path. */
export function inBlocks(resource: Resource, path: string, attribute: string): Value {
  const blocks = blocksOf(resource.at(path));
  return blocks instanceof Unknown ? blocks : blocks.flatMap((block) => elements(block[attribute]));
}
