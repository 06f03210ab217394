import { hasPlaceholder } from '../../../review/model/configuration/text';
import { isList, isMap, Reference, Unknown, type Value } from '../../../review/model/value';

/**
 * What a JSON text says: written as a literal, by `jsonencode` or in a heredoc. A part that is not known is `Unknown` in its
 * place, so that the rest is still judged.
 *
 * @returns `Unknown` where nothing of it can be read; nothing where nothing is written
 */
export function fromJson(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Reference) return new Unknown(`${value.toString()} is known after apply`);
  if (value instanceof Unknown && value.partial === undefined) return value;
  const text = value instanceof Unknown ? value.partial : value;
  if (typeof text !== 'string') return new Unknown('it is no JSON text');
  try {
    const json = JSON.parse(text) as Value;
    return value instanceof Unknown ? marked(json, value) : json;
  } catch {
    return new Unknown(value instanceof Unknown ? value.because : 'it is no JSON text');
  }
}

/** Texts with a part in braces that is no attribute of a resource are the ones that are not known. */
function marked(json: Value, source: Unknown): Value {
  if (typeof json === 'string') return isKnown(json) ? json : new Unknown(source.because, json);
  if (isList(json)) return json.map((entry) => marked(entry, source));
  if (!isMap(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, marked(entry, source)]));
}

function isKnown(text: string): boolean {
  return !/\{[^{}]*\}/.test(text) || (hasPlaceholder(text) && !/\{[^{}]*\s[^{}]*\}/.test(text));
}
