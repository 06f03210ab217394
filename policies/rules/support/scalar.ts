import type { Attribute } from '../../engine/attribute';
import { fail, notKnown, pass, type Verdict } from '../../engine/verdict';
import { isAbsent, isList, isMap, Reference, Unknown } from '../../model/value';

/**
 * A verdict on an attribute that is one text, number or truth: `undefined` where nothing is written. What a resource decides
 * is not known, and a list or a map is never fine.
 */
export function scalar(
  { path, value }: Attribute,
  wanted: string,
  holds: (text: string | undefined) => boolean,
): Verdict {
  if (value instanceof Unknown) return notKnown(path, wanted, value);
  if (value instanceof Reference) return notKnown(path, wanted, `${value.toString()} is known after apply`);
  if (isMap(value) || isList(value)) return fail(path, wanted, value);
  return holds(isAbsent(value) ? undefined : String(value)) ? pass : fail(path, wanted, value);
}
