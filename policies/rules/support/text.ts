import { textOf } from '../../../review/model/identity';
import { Reference, Unknown, type Value } from '../../../review/model/value';

/** A value as text: a reference as its placeholder, a list or map as JSON, absent as the empty text. */
export function textOfValue(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Reference) return textOf(value);
  if (value instanceof Unknown) return value.partial ?? '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value that has to be a string, number or boolean. A reference, a list or a map is `Unknown`. */
export function oneText(value: Value | undefined, path: string): string | Unknown | undefined {
  if (value === undefined || value === null || value instanceof Unknown) return value ?? undefined;
  if (value instanceof Reference) return new Unknown(`${value.toString()} is known after apply`);
  return typeof value === 'object' ? new Unknown(`${path} is not a string`) : String(value);
}
