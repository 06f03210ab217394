import { groupBy } from '../../group-by';
import { isList, isMap, Text, Unknown, type Value, type ValueMap } from '../value';
import { Invalid } from './invalid';
import { asText } from './text';

/**
 * Values in the one type that Terraform finds for them, as it does for elements of a list, set or map and for the two
 * results of a conditional: `[1, "a"]` → `["1", "a"]`, in nested lists and objects too. What is not known has no say.
 *
 * @returns `Invalid` where they have no type in common
 */
export function unified(values: readonly Value[]): readonly Value[] | Invalid {
  const known = values.filter((value) => value !== null && !(value instanceof Unknown));
  if (known.length > 1 && known.every(isList)) return unifiedParts(values, known);
  if (known.length > 1 && known.every(isMap)) return unifiedParts(values, known);
  const has = (...kinds: readonly string[]) => known.some((value) => kinds.includes(typeof value));
  if (!has('number', 'boolean')) return values;
  if (known.some((value) => isList(value) || isMap(value))) return new Invalid('values have no type in common');
  // Of a reference, the type is not known.
  if (has('string') || known.some((value) => value instanceof Text)) {
    return values.map((value) => (isConverted(value) ? asText(value) : value));
  }
  return has('number') && has('boolean') ? new Invalid('a number and a boolean have no type in common') : values;
}

function isConverted(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Of lists of one length, or objects with the same keys, each part has a type of its own; else all parts have one. */
function unifiedParts(
  values: readonly Value[],
  collections: readonly (readonly Value[] | ValueMap)[],
): readonly Value[] | Invalid {
  const slots = collections.flatMap((one) =>
    Object.entries<Value>(one).map(([key, value]) => ({ of: one, key, value, unified: value })),
  );
  const byKey = groupBy(slots, ({ key }) => key);
  const isAlike = [...byKey.values()].every((same) => same.length === collections.length);
  for (const group of isAlike ? byKey.values() : [slots]) {
    const unifiedValues = unified(group.map(({ value }) => value));
    if (unifiedValues instanceof Invalid) return unifiedValues;
    group.forEach((slot, index) => (slot.unified = unifiedValues[index] as Value));
  }
  const parts = groupBy(slots, ({ of }) => of);
  return values.map((value) => {
    const own = parts.get(value as ValueMap);
    if (!own) return value;
    if (isList(value)) return own.slice(0, value.length).map((slot) => slot.unified);
    return Object.assign(
      Object.create(null) as Record<string, Value>,
      value,
      Object.fromEntries(own.map((slot) => [slot.key, slot.unified])),
    );
  });
}

/** The result of a conditional in the type that both results share, as far as that is known. */
export function inTypeOfBoth(value: Value, other: Value): Value {
  const both = unified([value, other]);
  return both instanceof Invalid ? value : (both[0] as Value);
}

/** Whether a conversion may change a value. */
export function holdsNumberOrBool(value: Value): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  if (isList(value)) return value.some(holdsNumberOrBool);
  return isMap(value) && Object.values(value).some(holdsNumberOrBool);
}
