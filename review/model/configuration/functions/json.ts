import { textOf } from '../../identity';
import { parseJson, toJsonText, valueOfText } from '../../text';
import type { Value } from '../../value';
import { refuse, text } from './arguments';

/** The nesting that `jsondecode` accepts: the result is traversed recursively. */
const deepest = 150;

/** JSON in which unknown values are holes, so that the rest of a policy is still read. */
export function encodeJson(value: Value): Value {
  return valueOfText(toJsonText(value, textOf));
}

export function decodeJson(value: Value | undefined): Value {
  const json = text(value);
  if (isDeep(typeof json === 'string' ? json : json.toString())) {
    return refuse(`the JSON is nested deeper than ${deepest} levels`);
  }
  return parseJson(json) ?? refuse('the text is not JSON');
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

/** The result of a parser library, in maps without a prototype. */
export function withoutPrototype(json: unknown): Value {
  if (Array.isArray(json)) return json.map(withoutPrototype);
  if (typeof json !== 'object' || json === null) return json as Value;
  const map: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(json)) map[key] = withoutPrototype(value);
  return map;
}
