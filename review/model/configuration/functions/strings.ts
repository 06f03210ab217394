import { changed, endOf, join, Marked, startOf, valueOfText, type AnyText } from '../../text';
import { Text, Unknown, type Value } from '../../value';
import { type Functions, knownList, list, number, plain, refuse, text, whole } from './arguments';
import { regularExpression, matchOf } from './regular-expression';

/** Functions that only move text about see a hole as one strange character. */
function around(texts: readonly AnyText[], change: (...texts: string[]) => string | string[]): Value {
  const marked = new Marked(texts);
  const found = change(...marked.strings);
  return typeof found === 'string'
    ? valueOfText(marked.text(found))
    : found.map((one) => valueOfText(marked.text(one)));
}

function joined(separator: Value | undefined, ...lists: readonly Value[]): Value {
  const all = lists.flatMap((one) => list(one));
  const texts = all.map((one) => (one instanceof Unknown ? (one.text ?? new Text([one])) : text(one)));
  return valueOfText(join(texts, text(separator)));
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
    return pattern.replaceAll(plain(given), plain(by).replace(/\$(?:\{(\w+)\}|(\w+))/g, '$<$1$2>'));
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
  ['chomp', (given) => valueOfText(changed(text(given), (all) => all.replace(/[\r\n]+$/, '')))],
  ['endswith', endsWith],
  [
    'indent',
    (count, given) => {
      const indent = `\n${' '.repeat(Math.min(Math.max(number(count), 0), 1000))}`;
      return valueOfText(changed(text(given), (all) => all.replaceAll('\n', indent)));
    },
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
  ['trimspace', (given) => valueOfText(changed(text(given), (all) => all.trim()))],
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
        .map((one) => plain(one))
        .sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
  ],
];

/** `startswith("arn:aws:…{id}", "arn:aws:")` is known, since what is known comes first. */
function startsWith(given: Value | undefined, start: Value | undefined): Value {
  const expected = plain(start);
  const known = startOf(text(given));
  return known.length >= expected.length ? known.startsWith(expected) : plain(given).startsWith(expected);
}

function endsWith(given: Value | undefined, end: Value | undefined): Value {
  const expected = plain(end);
  const known = endOf(text(given));
  return known.length >= expected.length ? known.endsWith(expected) : plain(given).endsWith(expected);
}
