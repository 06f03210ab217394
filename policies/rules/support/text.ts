import { textOf } from '../../model/identity';
import { Reference, Unknown, type Value } from '../../model/value';

/** A value as one text: a reference as what stands for it, a list or map as JSON. Nothing is the empty text. */
export function textOfValue(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Reference) return textOf(value);
  if (value instanceof Unknown) return value.partial ?? '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
