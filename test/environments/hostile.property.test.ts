import * as environments from '../../environments';
import { EnvironmentProblems, loadEnvironments } from '../../environments/load';

// Every field of every environment, every hostile value: problems that name the file, or environments that are accepted.

const throwing = Object.defineProperty({}, 'name', {
  enumerable: true,
  get: () => {
    throw new RangeError('no');
  },
});
const hostile: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 10n, Symbol('a')],
  ...[
    '',
    '   ',
    'undefined',
    '${file("/etc/passwd")}',
    '%{ for x in y }',
    'a\u202eb',
    'a\u0000b',
    'x; drop table users',
  ],
  ...['*', '0.0.0.0/0', 'x'.repeat(100_000), '__proto__', 'constructor', new String('a'), new Date(0), () => 1],
  ...[{}, { 0: 'x' }, { length: 3 }, { constructor: {} }, Object.create(null), throwing, [], [undefined], [[]], [{}]],
  { off: false, reason: 'It is not off at all' },
];

function placesIn(value: unknown, place: readonly string[] = []): string[][] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => placesIn(part, [...place, name]))
      : [];
  return [[...place], ...inside];
}

function put(whole: object, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const copy: Record<string, unknown> = Array.isArray(whole) ? ([...whole] as never) : { ...whole };
  copy[first] = put(copy[first] as object, rest, value);
  return copy;
}

test.each(Object.entries(environments))(
  '%s: every hostile value in every field is refused, or accepted',
  (name, literal) => {
    const rawErrors = placesIn(literal).flatMap((place) =>
      hostile.flatMap((value) => {
        try {
          loadEnvironments({ ...environments, [name]: put(literal, place, value) });
          return [];
        } catch (error) {
          return error instanceof EnvironmentProblems ? [] : [`${place.join('.')}: ${String(error)}`];
        }
      }),
    );
    expect(rawErrors).toEqual([]);
  },
);

test('a read replica cannot have the name of a member of every object', () => {
  const main = { ...environments.dev.databases.main, readReplicas: ['constructor'] };
  expect(() => loadEnvironments({ dev: { ...environments.dev, databases: { main } } })).toThrow(
    'environments/dev.ts: databases.main.readReplicas[0]: expected a name of 1 to 20 of a-z and 0-9, a letter first, and not constructor',
  );
});
