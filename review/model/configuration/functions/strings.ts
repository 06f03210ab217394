import { Unknown, type Value } from '../../value';
import { placeholder } from '../text';
import { type Functions, knownList, list, number, plain, refuse, text, whole } from './arguments';
import { regularExpression, matchOf } from './regular-expression';

/** Functions that only move text about see a part that AWS decides as one strange character. */
function around(texts: readonly string[], change: (...texts: string[]) => string | string[]): Value {
  const held: string[] = [];
  const hide = (given: string) =>
    given.replace(placeholder, (part) => {
      const known = held.indexOf(part);
      return String.fromCharCode(0xe000 + (known < 0 ? held.push(part) - 1 : known));
    });
  const show = (made: string) =>
    held.length === 0 ? made : made.replace(/[\ue000-\uf8ff]/g, (mark) => held[mark.charCodeAt(0) - 0xe000] ?? mark);
  const made = change(...texts.map(hide));
  return typeof made === 'string' ? show(made) : made.map(show);
}

function joined(separator: Value | undefined, ...lists: readonly Value[]): Value {
  const all = lists.flatMap((one) => list(one));
  const made = all.map((one) => (one instanceof Unknown ? (one.partial ?? `{${one.because}}`) : text(one)));
  const whole = made.join(text(separator));
  const unknown = all.find((one): one is Unknown => one instanceof Unknown);
  return unknown ? new Unknown(unknown.because, whole) : whole;
}

function trimmed(given: string, characters: string, atStart: boolean, atEnd: boolean): string {
  const cut = new Set(characters);
  const points = [...given];
  let [from, to] = [0, points.length];
  while (atStart && from < to && cut.has(points[from] as string)) from++;
  while (atEnd && to > from && cut.has(points[to - 1] as string)) to--;
  return points.slice(from, to).join('');
}

function replaced(given: Value | undefined, expected: Value | undefined, by: Value | undefined): Value {
  const search = plain(expected);
  if (search.length > 1 && search.startsWith('/') && search.endsWith('/')) {
    const pattern = regularExpression(search.slice(1, -1));
    return pattern.replaceAll(plain(given), text(by).replace(/\$(?:\{(\w+)\}|(\w+))/g, '$<$1$2>'));
  }
  return around([text(given), search, text(by)], (whole = '', part = '', next = '') => whole.split(part).join(next));
}

function substring(given: Value | undefined, offset: Value | undefined, length: Value | undefined): Value {
  const points = [...plain(given)];
  const from = whole(offset) < 0 ? Math.max(points.length + whole(offset), 0) : whole(offset);
  const count = whole(length);
  return points.slice(from, count < 0 ? points.length : from + count).join('');
}

export const strings: Functions = [
  ['chomp', (given) => text(given).replace(/[\r\n]+$/, '')],
  ['endswith', (given, end) => plain(given).endsWith(plain(end))],
  [
    'indent',
    (count, given) => text(given).replaceAll('\n', `\n${' '.repeat(Math.min(Math.max(number(count), 0), 1000))}`),
  ],
  ['join', joined],
  // Ids and ARNs that AWS makes are in lower case as it is.
  ['lower', (given) => around([text(given)], (whole = '') => whole.toLowerCase())],
  ['upper', (given) => plain(given).toUpperCase()],
  [
    'title',
    (given) =>
      plain(given).replace(
        /(^|[^\p{L}\p{N}_])(\p{L})/gu,
        (_, before: string, letter: string) => before + letter.toUpperCase(),
      ),
  ],
  ['regex', (pattern, given) => matchOf(plain(pattern), plain(given))[0] ?? refuse('the pattern matches nothing')],
  ['regexall', (pattern, given) => matchOf(plain(pattern), plain(given))],
  ['replace', replaced],
  [
    'split',
    (separator, given) =>
      around([text(given), text(separator)], (whole = '', by = '') => (whole === '' ? [''] : whole.split(by))),
  ],
  ['startswith', startsWith],
  ['strcontains', (given, part) => plain(given).includes(plain(part))],
  ['strrev', (given) => [...plain(given)].reverse().join('')],
  ['substr', substring],
  [
    'trim',
    (given, characters) =>
      around([text(given), text(characters)], (whole = '', cut = '') => trimmed(whole, cut, true, true)),
  ],
  [
    'trimprefix',
    (given, start) =>
      around([text(given), text(start)], (whole = '', cut = '') =>
        cut !== '' && whole.startsWith(cut) ? whole.slice(cut.length) : whole,
      ),
  ],
  ['trimspace', (given) => text(given).trim()],
  [
    'trimsuffix',
    (given, end) =>
      around([text(given), text(end)], (whole = '', cut = '') =>
        cut !== '' && whole.endsWith(cut) ? whole.slice(0, -cut.length) : whole,
      ),
  ],
  [
    'sort',
    (given) =>
      knownList(given)
        .map((one) => text(one))
        .sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
  ],
];

/** `startswith("arn:aws:…{id}", "arn:aws:")` is known, since what is known comes first. */
function startsWith(given: Value | undefined, start: Value | undefined): Value {
  const expected = plain(start);
  const known = text(given).split(placeholder)[0] ?? '';
  if (known.length >= expected.length) return known.startsWith(expected);
  return plain(given).startsWith(expected);
}
