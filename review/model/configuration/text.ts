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

/** A string that Terraform converts to a number: decimal, with or without an exponent. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** `"1e3"` → 1000; nothing where Terraform does not convert the text. */
export function numberOfText(text: string): number | undefined {
  return decimal.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** `"true"`, `"1"` → true; nothing where Terraform does not convert the text. */
export function boolOfText(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** `NaN` for what Terraform does not convert to a number. */
export function asNumber(value: Value | undefined): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? (numberOfText(value) ?? NaN) : NaN;
}

export function shortened(value: Value): string {
  const text = String(asText(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
