import { textOf } from '../identity';
import { Reference, Unknown, type Value } from '../value';

/** As Terraform writes a value inside a text. */
export function asText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Reference) return textOf(value);
  if (value instanceof Unknown) return value.toString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** As Terraform counts; `NaN` for what is no number. */
export function asNumber(value: Value | undefined): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}

/** Never with an exponent, and `0.3` for `0.1 + 0.2`: Terraform counts in decimals. */
export function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}

/** What `textOf` writes for a part that AWS decides: `{prod-data/aws_kms_key.main.id}`, `{region}`. */
export const placeholder = /\{(?:[^{}"\n:]*\/[^{}\n]*\.[\w.[\]"-]+|[^{}"\n:]*\/[^{}\n:]+\.[^{}\n]+|region|account)\}/g;

/** Whether a text holds a part that AWS decides. */
export function hasPlaceholder(text: string): boolean {
  if (!text.includes('{')) return false;
  placeholder.lastIndex = 0;
  return placeholder.test(text);
}

export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
