import { isOwn, Marked, startOf, unknownPart, type AnyText } from '../model/text';
import { OfProvider, Unknown } from '../model/value';
import type { Truth } from './three-valued-logic';
import { covers, digit, matches, overlaps } from './wildcard';

export { unknownPart };

type Compare = typeof matches;

/** Whether a pattern of a policy matches a text, either of which may have parts that are not known. */
export function matchesText(pattern: AnyText, text: AnyText, ignoreCase = false): Truth {
  return compare(matches, pattern, text, ignoreCase);
}

/** Whether a pattern matches something that another pattern matches too. */
export function overlapsText(pattern: AnyText, other: AnyText, ignoreCase = false): Truth {
  return compare(overlaps, pattern, other, ignoreCase);
}

/** Whether a pattern matches everything that another one does. */
export function coversText(pattern: AnyText, other: AnyText, ignoreCase = false): Truth {
  return compare(covers, pattern, other, ignoreCase);
}

/** Whether two texts are the same. */
export function equalsText(one: AnyText, other: AnyText, ignoreCase = false): Truth {
  if (typeof one === 'string' && typeof other === 'string') {
    return one === other || (ignoreCase && one.toLowerCase() === other.toLowerCase());
  }
  const marked = new Marked([one, other]);
  const [a = '', b = ''] = marked.strings.map((text) => (ignoreCase ? text.toLowerCase() : text));
  if (a === b) return true;
  const unknown = unknownPart(one) ?? unknownPart(other);
  return unknown && overlaps(open(quote(a), marked), open(quote(b), marked)) ? unknown : false;
}

function compare(holds: Compare, pattern: AnyText, text: AnyText, ignoreCase: boolean): Truth {
  if (typeof pattern === 'string' && typeof text === 'string') return holds(pattern, text, ignoreCase);
  if (pattern === '*') return true;
  if (!mayMeet(pattern, text, ignoreCase)) return false;
  const marked = new Marked([pattern, text]);
  const [a = '', b = ''] = marked.strings;
  // The same hole on both sides is the same text. A `?` is one character, which a hole seldom is.
  const whole = (one: string) => marked.replaced(one, (_, character) => character.repeat(9));
  if (holds(whole(a), whole(b), ignoreCase)) return true;
  const unknown = unknownPart(pattern) ?? unknownPart(text);
  return unknown && overlaps(open(a, marked), open(b, marked), ignoreCase) ? unknown : false;
}

/** Whether the literal beginnings of two texts agree: a quick no for most pairs. */
function mayMeet(pattern: AnyText, text: AnyText, ignoreCase: boolean): boolean {
  const [a, b] = [pattern, text].map((one) => (ignoreCase ? startOf(one).toLowerCase() : startOf(one))) as [
    string,
    string,
  ];
  const end = Math.min(a.search(/[*?]|$/), b.search(/[*?]|$/));
  return a.slice(0, end) === b.slice(0, end);
}

/** What is not known may be any text; an account ID is of twelve digits. */
function open(text: string, marked: Marked): string {
  return marked.replaced(text, (hole, character) => {
    if (hole instanceof OfProvider && hole.name === 'account') return digit.repeat(12);
    return isOwn(hole) ? character : '*';
  });
}

/** Wildcards that are plain text here: one character each, whatever it is. */
function quote(text: string): string {
  return text.replaceAll('*', '?');
}

/** Whether it has wildcards: `*`, `?`. */
export function hasWildcard(text: AnyText): boolean {
  return typeof text === 'string'
    ? /[*?]/.test(text)
    : text.parts.some((part) => typeof part === 'string' && /[*?]/.test(part));
}

/** Whether a text may stand for several: it has wildcards, or is not wholly known. */
export function isPattern(text: AnyText): boolean {
  return hasWildcard(text) || unknownPart(text) instanceof Unknown;
}
