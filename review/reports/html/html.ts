import { markup } from '../escape';

const brand = Symbol('html');

/** Text that is HTML already: only `html` and `trusted` make it. */
export interface Html {
  readonly [brand]: true;
  readonly text: string;
}

/** What may stand in a template. Text and numbers are escaped; nothing, `false` and `null` leave nothing. */
export type Part = Html | string | number | false | null | undefined | readonly Part[];

/** A template whose parts are escaped, in text as in quoted attributes: `` html`<b title="${name}">${name}</b>` ``. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return trusted(compact(strings).reduce((text, string, index) => text + textOf(parts[index - 1]) + string));
}

const compacted = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Without the indentation of the source, which is half of a page: once for each template. */
function compact(strings: TemplateStringsArray): readonly string[] {
  const known = compacted.get(strings);
  if (known) return known;
  const compactStrings = strings.map((string) => string.replace(/\n\s*/g, '\n'));
  compacted.set(strings, compactStrings);
  return compactStrings;
}

/** HTML of our own that no input is part of: styles, the script, drawn icons. */
export function trusted(text: string): Html {
  return { [brand]: true, text };
}

function isHtml(part: unknown): part is Html {
  return typeof part === 'object' && part !== null && brand in part;
}

function textOf(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (isHtml(part)) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  return markup(String(part));
}

/** Parts with something between them. */
export function joined(parts: readonly Part[], between: Part): readonly Part[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

/** A link to a ticket or document. Text that is not an `https:` URL stays text. */
export function linked(text: string): Html {
  if (!/^https:\/\/[^\s/@]+(\/\S*)?$/.test(text)) return html`${text}`;
  return html`<a href="${text}" rel="noopener noreferrer">${text.replace(/^https:\/\//, '')}</a>`;
}
