import { rmSync } from 'node:fs';
import { Testing, TerraformStack, Token } from 'cdktf';
import {
  accountId,
  amount,
  arn,
  bucketName,
  checkProps,
  either,
  flag,
  ipv4Range,
  list,
  map,
  matching,
  object,
  oneOf,
  oneOfNumbers,
  optional,
  PropsError,
  reference,
  assertProp,
  sentence,
  union,
  wholeNumber,
  type Prop,
} from '../../../modules/props';

const app = Testing.app();
const stack = new TerraformStack(app, 'stack');
afterAll(() => rmSync(app.outdir, { recursive: true, force: true }));

/** What Terraform will know, but not now. */
const later = {
  text: Token.asString({ resolve: () => 'x' }),
  number: Token.asNumber({ resolve: () => 1 }),
  list: Token.asList({ resolve: () => ['x'] }),
};
const structure = { structure: true };
const word = matching(/^[a-z]+$/, 'small letters');
const firm = matching(/^[a-z]+$/, 'small letters', structure);

/** What is reported of a value; nothing where it is what was expected. */
const messageOf = (prop: Prop<unknown>, found: unknown) => {
  try {
    checkProps<{ size: unknown }>(stack, { size: prop as Prop<unknown> as never }, { size: found });
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(PropsError);
    return (error as Error).message;
  }
};

describe('a refusal says where, which, what was expected and what was found', () => {
  test.each<[string, Prop<unknown>, unknown, string]>([
    ['text of another shape', word, 'S', 'size: expected small letters, found "S"'],
    ['nothing', word, undefined, 'size: expected small letters, found nothing'],
    ['null', word, null, 'size: expected small letters, found nothing'],
    ['the word undefined is text like any other', word, 'Undefined', 'size: expected small letters, found "Undefined"'],
    ['a number for text', word, 7, 'size: expected small letters, found 7'],
    ['an object for text', word, { toString: () => 'a' }, 'size: expected small letters, found {}'],
    ['a function', word, () => 'a', 'size: expected small letters, found a function'],
    ['a symbol', word, Symbol('a'), 'size: expected small letters, found a symbol'],
    [
      'a token where structure is asked',
      firm,
      later.text,
      'size: expected small letters, known at synthesis, found a value known only after apply',
    ],
    [
      'part of a token',
      firm,
      `a${later.text}`,
      'size: expected small letters, known at synthesis, found "a<known after apply>"',
    ],
    [
      'a template of Terraform',
      sentence('a purpose'),
      '${file("x")}',
      'size: expected text without ${, %{, control or bidirectional characters, found "${file(\\"x\\")}"',
    ],
    ['a directive of Terraform', sentence('a purpose'), '%{ for x in y }', 'expected text without ${'],
    ['a template beside a token', sentence('a purpose'), `${later.text} \${x}`, 'expected text without ${'],
    ['a bidirectional character', sentence('a purpose'), 'a\u202eb', 'found "a\\u202eb"'],
    ['a control character', sentence('a purpose'), 'a\u0007b', 'expected text without ${'],
    ['blanks', sentence('a purpose'), '  ', 'size: expected a purpose, 1 to 256 characters, found "  "'],
    ['no choice', oneOf(['s', 'm']), 'xl', 'size: expected one of s, m, found "xl"'],
    [
      'a number too small',
      wholeNumber('days', 7, 30),
      6,
      'size: expected a whole number of days from 7 to 30, found 6',
    ],
    ['half a number', wholeNumber('days', 7, 30), 7.5, 'size: expected a whole number of days from 7 to 30, found 7.5'],
    ['NaN', wholeNumber('days', 7, 30), Number.NaN, 'found NaN'],
    [
      'infinity',
      amount('USD', 0, 10),
      Number.POSITIVE_INFINITY,
      'size: expected more than 0 and at most 10 USD, found Infinity',
    ],
    ['a number as text', wholeNumber('days', 7, 30), '7', 'found "7"'],
    [
      'a number not known',
      wholeNumber('days', 7, 30, structure),
      later.number,
      'known at synthesis, found a value known only after apply',
    ],
    ['a number that is not offered', oneOfNumbers('days', [1, 3]), 2, 'size: expected one of 1, 3 days, found 2'],
    ['truth as text', flag(), 'false', 'size: expected true or false, found "false"'],
    ['no list', list('zones', word, { max: 2 }), { 0: 'a' }, 'size: expected 0 to 2 zones, each once, found {"0":"a"}'],
    [
      'a list not known',
      list('zones', word, { max: 2 }),
      later.list,
      'known at synthesis, found a value known only after apply',
    ],
    ['a list too long', list('zones', word, { max: 2 }), ['a', 'b', 'c'], 'expected 0 to 2 zones, each once'],
    [
      'an item twice',
      list('zones', word, { max: 2 }),
      ['a', 'a'],
      'size[1]: expected 0 to 2 zones, each once, found "a"',
    ],
    [
      'a hole in a list',
      list('zones', word, { max: 2 }),
      [undefined, 'a'],
      'size[0]: expected small letters, found nothing',
    ],
    [
      'a name that every object has',
      map('users', firm, word, { max: 2 }),
      { constructor: 'a' },
      'size: expected small letters, found "constructor"',
    ],
    [
      '__proto__ for a name',
      map('users', firm, word, { max: 2 }),
      JSON.parse('{"__proto__": "a"}'),
      'found "__proto__"',
    ],
    [
      'a wrong value by name',
      map('users', firm, word, { max: 2 }),
      { app: 1 },
      'size.app: expected small letters, found 1',
    ],
    ['a missing member', object<{ a: string }>({ a: word }), {}, 'size.a: expected small letters, found nothing'],
    [
      'a prop that there is not',
      object<{ a: string }>({ a: word }),
      { a: 'a', b: 1 },
      'size.b: expected one of the props a, found "b"',
    ],
    ['a list for an object', object<{ a: string }>({ a: word }), ['a'], 'size: expected an object with a, found ["a"]'],
    [
      'an empty reference',
      reference<{ keyArn: string }>('a key', { keyArn: word }),
      {},
      'size.keyArn: expected small letters, found nothing',
    ],
    [
      'a getter that throws',
      object<{ a: string }>({ a: word }),
      {
        get a() {
          throw new Error('no');
        },
      },
      'size.a: expected small letters, found "a getter that throws: Error: no"',
    ],
    [
      'two kinds at once',
      union<{ a?: string; b?: string }>('who', { a: object({ a: word }), b: object({ b: word }) } as never),
      { a: 'a', b: 'b' },
      'size: expected who: an object with one of a, b',
    ],
    [
      'neither',
      either(word, object<{ a: string }>({ a: word })),
      'A',
      'size: expected small letters, or an object with a, found "A"',
    ],
    [
      'the ARN of another service',
      arn('a key', 'kms', /^key\//),
      'arn:aws:sns:eu-west-1:111122223333:alarms',
      'size: expected the ARN of a key',
    ],
    ['an account with a space', accountId, '11112222333 ', 'size: expected an account id of twelve digits'],
    [
      'a range off its boundary',
      ipv4Range(16, 24),
      '10.0.0.1/16',
      'size: expected an IPv4 range from /16 to /24, found "10.0.0.1/16"',
    ],
    ['a bucket of a reserved name', bucketName, 'xn--logs', 'size: expected 3 to 63 of a-z, 0-9 and -'],
  ])('%s', (_, prop, found, message) => {
    expect(messageOf(prop, found)).toContain(message);
    expect(messageOf(prop, found)).toMatch(/^stack: size/);
  });

  test('of every prop at once', () => {
    const description = { a: word, b: wholeNumber('days', 1, 2) };
    expect(() => checkProps<{ a: string; b: number }>(stack, description, { a: 'A', b: 3 })).toThrow(
      'stack: a: expected small letters, found "A"\nstack: b: expected a whole number of days from 1 to 2, found 3',
    );
  });

  test('of props that are no object', () => {
    expect(() => checkProps<{ a: string }>(stack, { a: word }, undefined as never)).toThrow(
      'stack: props: expected an object with a, found nothing',
    );
  });

  test('of several props together', () => {
    expect(() => assertProp(stack, 'to', false, 'a rising range', [2, 1])).toThrow(
      'stack: to: expected a rising range, found [2,1]',
    );
  });
});

test.each<[string, Prop<unknown>, unknown]>([
  ['text', word, 'a'],
  ['text known only after apply', word, later.text],
  ['text of which a part is known', word, `A-${later.text}`],
  ['a number known only after apply', wholeNumber('days', 7, 30), later.number],
  ['both ends of a range', wholeNumber('days', 7, 30), 30],
  ['what may be left out', optional(word, 'none'), undefined],
  ['items known only after apply, in a list that is known', list('zones', word, { max: 2 }), [later.text]],
  [
    'a reference with more members than are used',
    reference<{ keyArn: string }>('a key', { keyArn: word }),
    { keyArn: 'a', other: 1 },
  ],
  ['an ARN of its service', arn('a key', 'kms', /^key\//), 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1'],
])('%s passes', (_, prop, found) => {
  expect(messageOf(prop, found)).toBe('');
});
