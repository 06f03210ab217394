import { hasPlaceholder } from '../../../review/model/configuration/text';
import { isList, isMap, Reference, Unknown, type Value } from '../../../review/model/value';

/**
 * The value of a JSON text: a literal, `jsonencode` or a heredoc. A part that is not known is `Unknown` in its
 * place, so that the rest is still judged.
 *
 * @returns `Unknown` if it cannot be read; undefined if it is not set
 */
export function fromJson(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Reference) return new Unknown(`${value.toString()} is known after apply`);
  if (value instanceof Unknown && value.partial === undefined) return value;
  const text = value instanceof Unknown ? value.partial : value;
  if (typeof text !== 'string') return new Unknown('it is not JSON');
  try {
    const json = JSON.parse(text) as Value;
    return value instanceof Unknown ? marked(json, value) : json;
  } catch {
    return new Unknown(value instanceof Unknown ? value.because : 'it is not JSON');
  }
}

/** A text is unknown if it has a part in braces that is not an attribute of a resource. */
function marked(json: Value, source: Unknown): Value {
  if (typeof json === 'string') return isKnown(json) ? json : new Unknown(source.because, json);
  if (isList(json)) return json.map((entry) => marked(entry, source));
  if (!isMap(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, marked(entry, source)]));
}

function isKnown(text: string): boolean {
  return !/\{[^{}]*\}/.test(text) || (hasPlaceholder(text) && !/\{[^{}]*\s[^{}]*\}/.test(text));
}
