import { isList, isMap, Reference, Unknown, unknownIn, type Value } from '../../value';
import { asText } from '../text';
import { compareTexts, plain, refuse } from './arguments';

/** Levels of JSON text that `jsondecode` reads: what comes out is walked by calls of calls. */
const deepest = 150;

/**
 * JSON as Terraform writes it: keys sorted, `<`, `>` and `&` escaped. What is not known is `{…}` inside, so that the rest
 * of a policy is still read.
 */
export function encodeJson(value: Value): Value {
  const unknown = unknownIn(value);
  const text = encoded(value);
  return unknown ? new Unknown(unknown.because, text) : text;
}

function encoded(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string' || value instanceof Reference) return quoted(asText(value));
  if (value instanceof Unknown) return quoted(value.partial ?? `{${value.because}}`);
  if (isList(value)) return `[${value.map(encoded).join(',')}]`;
  if (!isMap(value)) return asText(value);
  const keys = Object.keys(value).sort(compareTexts);
  return `{${keys.map((key) => `${quoted(key)}:${encoded(value[key] as Value)}`).join(',')}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function decodeJson(value: Value | undefined): Value {
  const text = plain(value);
  if (isDeep(text)) return refuse(`the JSON is nested deeper than ${deepest} levels`);
  try {
    return withoutPrototype(JSON.parse(text));
  } catch {
    return refuse('the text is no JSON');
  }
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (bracket === '[' || bracket === '{') depth++;
    else if (bracket === ']' || bracket === '}') depth--;
    if (depth > deepest) return true;
  }
  return false;
}

/** What a library parsed, in maps that know no names but their own. */
export function withoutPrototype(json: unknown): Value {
  if (Array.isArray(json)) return json.map(withoutPrototype);
  if (typeof json !== 'object' || json === null) return json as Value;
  const map: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(json)) map[key] = withoutPrototype(value);
  return map;
}
