/** What a terminal or a reviewer does not show as it is: control, zero-width and bidirectional characters. */
// eslint-disable-next-line no-control-regex -- that is what it is for
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Names that are also members of every object: a look-up by name would find them, and no construct can have them for an id. */
export const inherited: ReadonlySet<unknown> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** What a text that cannot have been meant should be without: Terraform would evaluate it, a terminal would hide it, or a value was missing. */
export function unsafeIn(value: string): string | undefined {
  if (/[$%]\{/.test(value) || invisible.test(value)) return 'without ${, %{, control or bidirectional characters';
  const isMissing = /(^|[^A-Za-z])(undefined|NaN)([^A-Za-z]|$)|\[object \w+\]/.test(value);
  return isMissing ? 'without undefined, NaN or [object …], which JavaScript writes for a missing value' : undefined;
}

/** A text in which everything is seen: `\u202e` for a character that is not. */
export function withVisible(text: string): string {
  return text.replace(new RegExp(invisible, 'g'), (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
