import { asText } from '../../../review/model/configuration/text';
import { whollyUnknown, type AnyText } from '../../../review/model/text';
import { isAbsent, Reference, Text, Unknown, type Value } from '../../../review/model/value';

/** A value as text: a reference as the text that it stands for, a list or map as JSON, absent as the empty text. */
export function textOfValue(value: Value | undefined): string {
  return value instanceof Unknown && !value.text ? '' : String(asText(value));
}

/** A value that has to be a string, number or boolean. A reference, a list or a map is `Unknown`. */
export function oneText(value: Value | undefined, path: string): string | Unknown | undefined {
  if (isAbsent(value)) return undefined;
  if (value instanceof Unknown) return value;
  if (value instanceof Reference || value instanceof Text) return new Unknown(`${String(value)} is known after apply`);
  return typeof value === 'object' ? new Unknown(`${path} is not a string`) : String(value);
}

/** Why a text of a statement is not known at all: `var.role has no value`. A text with a known part is not a wildcard. */
export function unknownText(text: AnyText): Unknown | undefined {
  return whollyUnknown(text);
}
