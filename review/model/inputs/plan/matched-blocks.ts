import { isList, isMap, type Value } from '../../value';
import type { Expressions } from './format';

/**
 * Which of the blocks of the configuration each planned block is. Blocks that Terraform takes as a set are planned in another order than they are written:
 * then each is the only one whose constants and nested blocks it has. What may be several is none.
 *
 * @returns for each planned block the expressions of its own
 */
export function matchedBlocks(written: readonly Expressions[], planned: readonly Value[]): readonly Expressions[] {
  const inOrder = planned.map((_, index) => written[Math.min(index, written.length - 1)]);
  if (planned.every((block, index) => agrees(inOrder[index], block))) return inOrder;
  const left = new Set(written);
  const found = new Map<number, Expressions>();
  // One that is decided leaves fewer for the others.
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const [index, block] of planned.entries()) {
      const candidates = found.has(index) ? [] : [...left].filter((one) => agrees(one, block));
      if (candidates.length !== 1) continue;
      found.set(index, candidates[0]);
      left.delete(candidates[0]);
      isNew = true;
    }
  }
  const isSound = planned.every((block) => written.some((one) => agrees(one, block)));
  return isSound ? planned.map((_, index) => found.get(index)) : inOrder;
}

/** Whether a planned block may be a written one: the same constants, and blocks where that has blocks. */
function agrees(written: Expressions, planned: Value): boolean {
  if (!isMap(planned) || typeof written !== 'object' || written === null || Array.isArray(written)) return true;
  const expressions = written as Record<string, unknown>;
  const constants = Object.entries(expressions).every(([name, one]) => {
    const value = planned[name];
    if (Array.isArray(one))
      return !isList(value) || (value.length > 0 && value.every((inner, at) => agrees(one[at], inner)));
    const constant = (one as { constant_value?: unknown } | null)?.constant_value;
    const isPlain = typeof constant === 'string' || typeof constant === 'number' || typeof constant === 'boolean';
    return !isPlain || typeof value !== typeof constant || value === constant;
  });
  const isWritten = (name: string) => Object.hasOwn(expressions, name);
  return constants && Object.entries(planned).every(([name, value]) => isWritten(name) || !holdsBlocks(value));
}

const holdsBlocks = (value: Value): boolean => isList(value) && value.some(isMap);
