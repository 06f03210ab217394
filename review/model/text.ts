import {
  isList,
  isMap,
  keyTexts,
  OfProvider,
  Reference,
  Text,
  Unknown,
  type Hole,
  type Value,
  type ValueMap,
} from './value';

/** Text, with holes or without. */
export type AnyText = string | Text;

/** Parts as one text: texts within each other are one, and text without holes is a string. */
export function concat(parts: Iterable<AnyText | Hole>): AnyText {
  const flat: (string | Hole)[] = [];
  const add = (part: string | Hole): void => {
    const last = flat.at(-1);
    if (typeof part === 'string' && typeof last === 'string') flat[flat.length - 1] = last + part;
    else if (part !== '') flat.push(part);
  };
  for (const part of parts) {
    if (part instanceof Text) part.parts.forEach(add);
    else if (part instanceof Unknown && part.text) part.text.parts.forEach(add);
    else add(part);
  }
  const [first = ''] = flat;
  return flat.length <= 1 && typeof first === 'string' ? first : new Text(flat);
}

/** Text as a value: one that has an unknown part is unknown, and has the text. */
export function valueOfText(text: AnyText): string | Text | Reference | Unknown {
  if (typeof text === 'string') return text;
  const [only] = text.parts;
  if (text.parts.length === 1 && only instanceof Reference) return only;
  const unknown = text.holes.find((hole): hole is Unknown => hole instanceof Unknown);
  if (!unknown) return text;
  return text.parts.length === 1 ? unknown : new Unknown(unknown.because, text);
}

/** The text up to its first hole. */
export function startOf(text: AnyText): string {
  if (typeof text === 'string') return text;
  const [first = ''] = text.parts;
  return typeof first === 'string' ? first : '';
}

/** The text after its last hole. */
export function endOf(text: AnyText): string {
  if (typeof text === 'string') return text;
  const last = text.parts.at(-1) ?? '';
  return typeof last === 'string' ? last : '';
}

/** The first hole that is not known, not even as an attribute of a resource of the input. */
export function unknownPart(text: AnyText): Unknown | undefined {
  if (typeof text === 'string') return undefined;
  for (const hole of text.holes) {
    if (hole instanceof Unknown) return hole;
    if (hole instanceof OfProvider) return hole.name === 'account' ? unknownAccount : unknownRegion;
    if (!isOwn(hole)) return new Unknown(`${hole.toString()} is known after apply`);
  }
  return undefined;
}

const unknownAccount = new Unknown('the account ID: the provider has no allowed_account_ids');
const unknownRegion = new Unknown('the region of the provider');

/** Whether AWS decides it for a resource of the input: no other text is the same. What a data source reads may be any. */
export function isOwn(hole: Hole): boolean {
  return hole instanceof Reference && hole.resource.mode === 'managed';
}

/** Replaces a hole when strings are compared; no text of AWS or Terraform contains this character. */
const mark = '\u0000';

const keys = new WeakMap<Text, string>();

/** The same string for the same text, another for any other: to look a text up. */
export function keyOf(text: AnyText): string {
  if (typeof text === 'string') return text;
  let key = keys.get(text);
  if (key === undefined) {
    key = text.parts.map((part) => (typeof part === 'string' ? part : `${mark}${nameOf(part)}${mark}`)).join('');
    keys.set(text, key);
  }
  return key;
}

function nameOf(hole: Hole): string {
  if (hole instanceof Reference) return `${hole.resource.key}.${hole.attribute}`;
  return hole instanceof OfProvider ? `@${hole.name} ${hole.by ?? ''}` : hole.identity;
}

/** As `keyOf`, of any value. */
export function identityOf(value: Value): string {
  if (value instanceof Unknown) return value.text ? keyOf(value.text) : value.identity;
  if (value instanceof Text) return keyOf(value);
  if (value instanceof Reference) return nameOf(value);
  if (isList(value)) return `[${value.map(identityOf).join(', ')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}: ${identityOf(one)}`)
    .join(', ')}}`;
}

export function isSameText(one: AnyText, other: AnyText): boolean {
  return one === other || keyOf(one) === keyOf(other);
}

/** Private characters of Unicode, each of which stands for one hole for a while. */
const firstPrivate = 0xe000;
const lastPrivate = 0xf8ff;

/** Texts as strings in which each hole is one strange character, the same for the same hole. */
export class Marked {
  readonly strings: readonly string[];
  private readonly holes = new Map<string, Hole>();
  private readonly marks = new Map<string, string>();

  constructor(texts: readonly AnyText[]) {
    const known = texts.flatMap((text) => (typeof text === 'string' ? [text] : text.parts.filter(isString)));
    const taken = new Set(known.flatMap((part) => part.match(/[\ue000-\uf8ff]/g) ?? []));
    let next = firstPrivate;
    const markOf = (hole: Hole): string => {
      const name = nameOf(hole);
      let found = this.marks.get(name);
      if (found !== undefined) return found;
      while (next < lastPrivate && taken.has(String.fromCharCode(next))) next++;
      found = String.fromCharCode(next);
      this.marks.set(name, found);
      this.holes.set(found, next < lastPrivate ? hole : new Unknown('a string has thousands of unknown parts'));
      if (next < lastPrivate) next++;
      return found;
    };
    this.strings = texts.map((text) =>
      typeof text === 'string' ? text : text.parts.map((part) => (isString(part) ? part : markOf(part))).join(''),
    );
  }

  get hasHoles(): boolean {
    return this.holes.size > 0;
  }

  hole(character: string): Hole | undefined {
    return this.holes.get(character);
  }

  /** A string that consists of the strings, with its holes. */
  text(string: string): AnyText {
    if (!this.hasHoles) return string;
    const parts: (string | Hole)[] = [];
    let from = 0;
    for (let at = 0; at < string.length; at++) {
      const hole = this.holes.get(string.charAt(at));
      if (!hole) continue;
      parts.push(string.slice(from, at), hole);
      from = at + 1;
    }
    return concat([...parts, string.slice(from)]);
  }

  /** Each hole by itself as another character, or several. */
  replaced(string: string, by: (hole: Hole, character: string) => string): string {
    if (!this.hasHoles) return string;
    return [...string].map((one) => (this.holes.has(one) ? by(this.holes.get(one) as Hole, one) : one)).join('');
  }
}

function isString(part: string | Hole): part is string {
  return typeof part === 'string';
}

/** A change that only moves text about: it sees a hole as one strange character. */
export function changed(text: AnyText, change: (text: string) => string): AnyText {
  if (typeof text === 'string') return change(text);
  const marked = new Marked([text]);
  return marked.text(change(marked.strings[0] as string));
}

/** As `split` of a string. */
export function split(text: AnyText, separator: string): AnyText[] {
  if (typeof text === 'string') return text.split(separator);
  const marked = new Marked([text, separator]);
  return (marked.strings[0] as string).split(separator).map((part) => marked.text(part));
}

export function join(texts: readonly AnyText[], separator: AnyText): AnyText {
  return concat(texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])));
}

/**
 * JSON with holes: one inside a string stays in that string, one outside is the value itself.
 *
 * @returns nothing where the text is not JSON
 */
export function parseJson(text: AnyText): Value | undefined {
  try {
    if (typeof text === 'string') return withHoles(JSON.parse(text), undefined);
    const marked = new Marked([text]);
    return withHoles(JSON.parse(quotedHoles(marked.strings[0] as string, marked)), marked);
  } catch {
    return undefined;
  }
}

/** Puts a hole that stands outside of strings into quotes, with what marks it as a value. */
function quotedHoles(json: string, marked: Marked): string {
  let isInside = false;
  let made = '';
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (isInside && character === '\\') made += character + json.charAt(++at);
    else if (character === '"') {
      isInside = !isInside;
      made += character;
    } else made += !isInside && marked.hole(character) ? `"\\u0000${character}"` : character;
  }
  return made;
}

/** Maps that know no names but their own, and texts with their holes. */
function withHoles(json: unknown, marked: Marked | undefined): Value {
  if (typeof json === 'string') {
    const hole = json.startsWith(mark) ? marked?.hole(json.slice(1)) : undefined;
    if (hole) return hole instanceof OfProvider ? new Text([hole]) : hole;
    return marked ? valueOfText(marked.text(json)) : json;
  }
  if (Array.isArray(json)) return json.map((one) => withHoles(one, marked));
  if (typeof json !== 'object' || json === null) return json as Value;
  return mapOf(
    Object.entries(json).map(([key, value]) => [marked ? marked.text(key) : key, withHoles(value, marked)] as const),
  );
}

/** A map without a prototype; keys may be text with holes. */
export function mapOf(entries: Iterable<readonly [AnyText, Value]>): ValueMap {
  const map: Record<string, Value> = Object.create(null);
  const texts = new Map<string, Text>();
  for (const [key, value] of entries) {
    const name = String(key);
    if (key instanceof Text) texts.set(name, key);
    map[name] = value;
  }
  return texts.size > 0 ? Object.assign(map, { [keyTexts]: texts }) : map;
}

/** A key of a map as it was written. */
export function keyIn(map: ValueMap, key: string): AnyText {
  return map[keyTexts]?.get(key) ?? key;
}

/** JSON as Terraform writes it: keys sorted, `<`, `>` and `&` escaped. What is not known is a hole inside a string. */
export function toJsonText(value: Value, textOf: (reference: Reference) => AnyText): AnyText {
  const parts: (AnyText | Hole)[] = [];
  const write = (one: Value): void => {
    if (one === null) parts.push('null');
    else if (typeof one === 'string') parts.push(quoted(one));
    else if (one instanceof Unknown) parts.push(quotedText(one.text ?? new Text([one])));
    else if (one instanceof Text) parts.push(quotedText(one));
    else if (one instanceof Reference) parts.push(quotedText(textOf(one)));
    else if (isList(one)) {
      parts.push('[');
      one.forEach((entry, index) => (index > 0 && parts.push(','), write(entry)));
      parts.push(']');
    } else if (isMap(one)) {
      parts.push('{');
      Object.keys(one)
        .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        .forEach((key, index) => {
          parts.push(index > 0 ? ',' : '', quotedText(keyIn(one, key)), ':');
          write(one[key] as Value);
        });
      parts.push('}');
    } else parts.push(typeof one === 'number' ? numberText(one) : String(one));
  };
  write(value);
  return concat(parts);
}

/** Never with an exponent, and `0.3` for `0.1 + 0.2`: Terraform counts in decimals. */
export function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}

function quotedText(text: AnyText): AnyText {
  if (typeof text === 'string') return quoted(text);
  const inner = text.parts.map((part) => (typeof part === 'string' ? quoted(part).slice(1, -1) : part));
  return concat(['"', ...inner, '"']);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What a hole is where only the rest of a text matters. */
const ellipsis = '${…}';

/** The text with all holes alike. */
export function elided(text: AnyText): string {
  return typeof text === 'string' ? text : text.parts.map((part) => (isString(part) ? part : ellipsis)).join('');
}

/** Why a text is not known at all. */
export function whollyUnknown(text: AnyText): Unknown | undefined {
  const [only] = typeof text === 'string' ? [] : text.parts;
  return typeof text !== 'string' && text.parts.length === 1 && only instanceof Unknown ? only : undefined;
}

/** Why the start of a text is not known, which with an ARN is all that tells whose it is. */
export function unknownStart(text: AnyText): Unknown | undefined {
  const [first] = typeof text === 'string' ? [] : text.parts;
  return first instanceof Unknown ? first : undefined;
}
