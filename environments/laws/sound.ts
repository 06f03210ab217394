import type { Environment } from '../schema';

/** A value of which any field, and any entry of a list, may be missing. */
export type Sound<Whole> = Whole extends readonly (infer Entry)[]
  ? readonly (Sound<Entry> | undefined)[]
  : Whole extends object
    ? { readonly [Key in keyof Whole]?: Sound<Whole[Key]> }
    : Whole;

/** The part of an environment that the schema finds no fault with, so that laws are checked whatever else is wrong. */
export function soundPart(value: unknown, faults: readonly (readonly PropertyKey[])[]): Sound<Environment> {
  return (without(value, faults) ?? {}) as Sound<Environment>;
}

function without(value: unknown, faults: readonly (readonly PropertyKey[])[]): unknown {
  if (faults.length === 0) return value;
  if (typeof value !== 'object' || value === null || faults.some((path) => path.length === 0)) return undefined;
  const part = (key: PropertyKey, entry: unknown) =>
    without(
      entry,
      faults.filter(([head]) => head === key).map(([, ...rest]) => rest),
    );
  return Array.isArray(value)
    ? value.map((entry, index) => part(index, entry))
    : Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, part(key, entry)]));
}
