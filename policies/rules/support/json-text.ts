import { parseJson } from '../../../review/model/text';
import { Reference, Text, Unknown, type Value } from '../../../review/model/value';

/**
 * The value of a JSON text: a literal, `jsonencode` or a heredoc. A part that is not known is `Unknown` in its
 * place, so that the rest is still judged.
 *
 * @returns `Unknown` if it cannot be read; undefined if it is not set
 */
export function fromJson(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Reference) return new Unknown(`${value.toString()} is known after apply`);
  if (value instanceof Unknown && value.text === undefined) return value;
  const text = value instanceof Unknown ? value.text : value;
  if (typeof text !== 'string' && !(text instanceof Text)) return new Unknown('it is not JSON');
  return parseJson(text) ?? new Unknown(value instanceof Unknown ? value.because : 'it is not JSON');
}
