import { withoutUnknowns, type Unknown } from '../../../cli/terraform/protocol/msgpack';
import type { Type } from '../../../cli/terraform/protocol/schema';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const unknown = 'd4 00 00';

test.each([
  ['a small number', 'number', '07'],
  ['a negative one', 'number', 'ff'],
  ['a large one', 'number', 'cf 0000000000000001'],
  ['a fraction', 'number', 'cb 3ff8000000000000'],
  ['nothing', 'string', 'c0'],
  ['a truth', 'bool', 'c3'],
  ['a short text', 'string', 'a2 6162'],
  ['a longer text', 'string', 'd9 02 6162'],
  ['bytes', 'string', 'c4 01 00'],
  ['a list', ['list', 'string'], '92 a1 61 a1 62'],
  ['a longer list', ['list', 'string'], 'dc 0001 a1 61'],
  ['an object', ['object', { a: 'string', b: ['map', 'bool'] }], '82 a1 61 c0 a1 62 81 a1 63 c2'],
  ['a longer object', ['object', { a: 'string' }], 'de 0001 a1 61 c0'],
] as [string, Type, string][])('%s stays as it is', (_, type, bytes) => {
  const never = () => {
    throw new Error('nothing is unknown');
  };
  expect(withoutUnknowns(hex(bytes), type, never)).toEqual(hex(bytes));
});

test('what is unknown is asked for with its place and type', () => {
  const asked: Unknown[] = [];
  const type: Type = ['object', { id: 'string', disks: ['list', ['object', { size: 'number' }]] }];
  const value = hex(`82 a2 6964 ${unknown} a5 6469736b73 91 81 a4 73697a65 ${unknown}`);
  const known = withoutUnknowns(value, type, (one) => {
    asked.push(one);
    return one.type === 'string' ? 'x' : null;
  });
  expect(asked).toEqual([
    { path: ['id'], type: 'string' },
    { path: ['disks', '0', 'size'], type: 'number' },
  ]);
  expect(known).toEqual(hex('82 a2 6964 da 0001 78 a5 6469736b73 91 81 a4 73697a65 c0'));
});

test.each([
  ['how a text begins', 'c7 06 0c 81 02 a3 61726e', 'string', { prefix: 'arn' }],
  ['how many elements there are at least', 'c7 03 0c 81 05 02', ['list', 'string'], { least: 2 }],
  ['that it is something', 'c7 03 0c 81 01 c2', 'string', {}],
] as [string, string, Type, object][])('what is known of it is told: %s', (_, bytes, type, refined) => {
  const asked: Unknown[] = [];
  withoutUnknowns(hex(bytes), type, (one) => void asked.push(one));
  expect(asked).toEqual([{ path: [], type, ...refined }]);
});

test.each<[unknown, string]>([
  [null, 'c0'],
  [true, 'c3'],
  [1, 'cb 3ff0000000000000'],
  ['ab', 'da 0002 6162'],
  [['a'], 'dc 0001 da 0001 61'],
  [{ a: false }, 'de 0001 da 0001 61 c2'],
])('%j takes its place', (value, bytes) => {
  expect(withoutUnknowns(hex(unknown), 'dynamic', () => value)).toEqual(hex(bytes));
});

test('a value that goes on after its end is refused', () => {
  expect(() => withoutUnknowns(hex('c0 c0'), 'string', () => null)).toThrow('goes on after its end');
});
