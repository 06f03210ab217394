/**
 * What steers a terminal beyond ASCII (DEL, C1), what a reader cannot see or that turns the order of letters
 * (bidirectional controls, zero width, tags), line and paragraph separators, halves of pairs, non-characters.
 */
const beyondAscii = [
  '[\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]',
  '[\\u{e0000}-\\u{e007f}]',
  '\\p{Surrogate}',
];
const unprintable = new RegExp(['[\\u0000-\\u001f]', ...beyondAscii].join('|'), 'gu');
/** Without what JSON escapes itself: in a report of 80 MB most matches would be its own new lines. */
const unprintableInJson = new RegExp(beyondAscii.join('|'), 'gu');

/** Text of the input as one line that shows what it is: an escape character reads `\u001b`, a new line `\n`. */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** JSON of two spaces that ends in a new line, and that is as safe to print as to read. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(unprintableInJson, (character) =>
    Array.from({ length: character.length }, (_, at) => unit(character, at)).join(''),
  );
  return `${text}\n`;
}

function unit(character: string, at: number): string {
  return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

/** At most `most` characters, the last one an ellipsis where something was cut. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Not within a pair.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 2)) ? most - 2 : most - 1;
  return `${text.slice(0, end)}…`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes of XML and HTML. */
export function markup(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
