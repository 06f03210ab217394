import { createHash } from 'node:crypto';

/** How many rules a request may match, each more special than the one before. */
export const bands = 4;
/** Listeners take priorities from 1 to 50000 (Elastic Load Balancing API reference, CreateRule). */
const bandSize = 50_000 / bands;

/**
 * The priority of a rule: from its name, the same on every machine and in every version of Node, and in the band of its depth.
 *
 * @param depth 0 to 3: how many bands it is above the rules that come before none. The listener evaluates a higher one sooner.
 */
export function priorityOf(name: string, depth: number): number {
  const hash = createHash('sha256').update(name).digest().readUInt32BE();
  return (bands - 1 - depth) * bandSize + (hash % bandSize) + 1;
}
