import { isList, isMap, Unknown, type Value } from '../value';

/** Deeper values, and larger ones, come from hostile input only: lists of lists of lists, each twice the last. */
const deepest = 200;
const largest = 20_000_000;
/** A string counts a thousandth of its length, so that a text of 50 MB is not refused. */
const perCharacter = 0.001;

interface Measure {
  readonly depth: number;
  readonly size: number;
}

const measures = new WeakMap<object, Measure>();
const leaf: Measure = { depth: 0, size: 1 };

/** The value, or `Unknown` where it is too deep or too large to be walked. Shared parts are measured once. */
export function measured<T>(value: T, label: string): T {
  if (typeof value !== 'object' || value === null) return value;
  if (!isList(value as Value) && !isMap(value as Value)) return value;
  const { depth, size } = measureOf(value as Value);
  if (depth > deepest) return new Unknown(`${label} is nested deeper than ${deepest} levels`) as T;
  return size > largest ? (new Unknown(`${label} has more than ${largest} elements`) as T) : value;
}

function measureOf(value: Value): Measure {
  if (typeof value === 'string') return { depth: 0, size: 1 + value.length * perCharacter };
  if (!isList(value) && !isMap(value)) return leaf;
  const known = measures.get(value);
  if (known) return known;
  let depth = 0;
  let size = 1;
  for (const part of isList(value) ? value : Object.values(value)) {
    const measure = measureOf(part);
    depth = Math.max(depth, measure.depth + 1);
    size += measure.size;
  }
  const measure = { depth, size };
  measures.set(value, measure);
  return measure;
}
