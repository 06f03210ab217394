import { concat, numberText, toJsonText, valueOfText, type AnyText } from '../../text';
import { textOf } from '../../identity';
import { isList, isMap, Reference, Unknown, type Value } from '../../value';
import { asText } from '../text';
import { type Functions, list, number, plain, refuse, text, whole } from './arguments';

/** `%[2]#-08.3f` */
const verb = /%(?:%|(?:\[(\d+)\])?([+\-# 0]*)(\d+)?(?:\.(\d+))?(.))/gsu;

/** `format`: what is not known is a hole in its place. */
function formatted(pattern: Value | undefined, ...given: readonly Value[]): Value {
  const known = plain(pattern);
  const parts: (AnyText | Unknown)[] = [];
  let next = 0;
  let from = 0;
  for (const found of known.matchAll(verb)) {
    const [whole, at, flags = '', width, precision, letter = ''] = found;
    parts.push(known.slice(from, found.index));
    from = found.index + whole.length;
    if (at !== undefined) next = Number(at) - 1;
    const value = whole === '%%' ? '%' : given[next++];
    if (value === undefined) return refuse(`there is no argument for ${whole}`);
    if (whole === '%%' || value instanceof Unknown) parts.push(whole === '%%' ? '%' : (value as Unknown));
    else parts.push(padded(show(letter, value, flags, precision), flags, Math.min(Number(width ?? 0), 1000)));
  }
  return valueOfText(concat([...parts, known.slice(from)]));
}

function padded(shown: AnyText, flags: string, size: number): AnyText {
  if (typeof shown !== 'string') return shown;
  if (flags.includes('-')) return shown.padEnd(size);
  if (!flags.includes('0') || !/^-?\d/.test(shown)) return shown.padStart(size);
  return shown.startsWith('-') ? `-${shown.slice(1).padStart(size - 1, '0')}` : shown.padStart(size, '0');
}

function show(letter: string, value: Value, flags: string, precision: string | undefined): AnyText {
  const sign = (shown: string) => (flags.includes('+') && !shown.startsWith('-') ? `+${shown}` : shown);
  switch (letter) {
    case 'v':
      if (flags.includes('#') || value === null || isList(value) || isMap(value)) return toJsonText(value, textOf);
      return asText(value);
    case 's':
      return precision === undefined ? text(value) : [...plain(value)].slice(0, Number(precision)).join('');
    case 'q':
      return JSON.stringify(plain(value));
    case 't':
      return text(value);
    case 'd':
      return sign(numberText(Math.trunc(number(value))));
    case 'f':
      return sign(number(value).toFixed(Math.min(Number(precision ?? 6), 50)));
    case 'g':
      return sign(numberText(number(value)));
    case 'e':
      return sign(
        number(value)
          .toExponential(Number(precision ?? 6))
          .replace(/e([+-])(\d)$/, 'e$10$2'),
      );
    case 'b':
      return whole(value).toString(2);
    case 'o':
      return whole(value).toString(8);
    case 'x':
    case 'X': {
      const hex = typeof value === 'number' ? whole(value).toString(16) : Buffer.from(plain(value)).toString('hex');
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    default:
      return refuse(`%${letter} is no verb of format`);
  }
}

/** `formatlist`: once for each element; what is no list is the same each time. */
function formattedList(pattern: Value | undefined, ...given: readonly Value[]): Value {
  const lists = given.filter((one): one is readonly Value[] => isList(one));
  for (const one of given) if (one instanceof Unknown || (one instanceof Reference && lists.length === 0)) list(one);
  const lengths = new Set(lists.map(({ length }) => length));
  if (lengths.size > 1) return refuse('the lists are not equally long');
  const [length = 1] = lengths;
  return Array.from({ length }, (_, index) =>
    formatted(pattern, ...given.map((one) => (isList(one) ? (one[index] as Value) : one))),
  );
}

export const formats: Functions = [
  ['format', formatted],
  ['formatlist', formattedList],
];
