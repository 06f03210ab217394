import { textOf } from '../identity';
import { concat, numberText, toJsonText, type AnyText } from '../text';
import { Reference, Text, Unknown, type Value } from '../value';

/** As Terraform writes a value inside a text. */
export function asText(value: Value | undefined): AnyText {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || value instanceof Text) return value;
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Reference) return textOf(value);
  if (value instanceof Unknown) return concat([value]);
  return typeof value === 'object' ? toJsonText(value, textOf) : String(value);
}

/** As Terraform counts; `NaN` for what is no number. */
export function asNumber(value: Value | undefined): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}

export function shortened(value: Value): string {
  const text = String(asText(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
