import { Unknown } from '../model/value';
import type { Truth } from './truth';
import { covers, matches, overlaps } from './wildcard';

/** `{…}` that is no policy variable: something that the input does not tell. */
const hole = /(?<!\$)\{[^{}]*\}/g;

/** `{prod-data/aws_kms_key.data}`: AWS decides the text, but it is known whose it is, and nothing else has the same. */
const ofResource = /^\{[^{}]+\/[\w.[\]"-]+\}$/;

type Compare = typeof matches;

/** Whether a pattern of a policy matches a text, either of which may have parts that are not known. */
export function matchesText(pattern: string, text: string, ignoreCase = false): Truth {
  return compare(matches, pattern, text, ignoreCase);
}

/** Whether a pattern matches something that another pattern matches too. */
export function overlapsText(pattern: string, other: string, ignoreCase = false): Truth {
  return compare(overlaps, pattern, other, ignoreCase);
}

/** Whether a pattern matches everything that another one does. */
export function coversText(pattern: string, other: string, ignoreCase = false): Truth {
  return compare(covers, pattern, other, ignoreCase);
}

/** Whether two texts are the same. */
export function equalsText(one: string, other: string, ignoreCase = false): Truth {
  const [a, b] = ignoreCase ? [one.toLowerCase(), other.toLowerCase()] : [one, other];
  if (a === b) return true;
  const unknown = unknownPart(a) ?? unknownPart(b);
  return unknown && overlaps(open(quote(a)), open(quote(b))) ? unknown : false;
}

/** The first part of a text that is not known. */
export function unknownPart(text: string): Unknown | undefined {
  if (!text.includes('{')) return undefined;
  const part = text.match(hole)?.find((found) => !ofResource.test(found));
  return part === undefined ? undefined : new Unknown(part.slice(1, -1));
}

function compare(holds: Compare, pattern: string, text: string, ignoreCase: boolean): Truth {
  // The same unknown part on both sides is the same text.
  if (holds(pattern, text, ignoreCase)) return true;
  const unknown = unknownPart(pattern) ?? unknownPart(text);
  return unknown && overlaps(open(pattern), open(text), ignoreCase) ? unknown : false;
}

function open(text: string): string {
  return text.replace(hole, (part) => (ofResource.test(part) ? part : '*'));
}

/** Wildcards that are plain text here: one character each, whatever it is. */
function quote(text: string): string {
  return text.replaceAll('*', '?');
}
