import { KnownValues } from '../../../cli/plan/known-values';
import { bytesOf, fieldsOf, withBytes } from '../../../cli/terraform/protocol/protobuf';
import { Schemas } from '../../../cli/terraform/protocol/schema';

const text = (number: number, value: string) => withBytes(number, Buffer.from(value));
const flag = (number: number) => Buffer.from([number * 8, 1]);
const attribute = (name: string, type: string, ...flags: Buffer[]) =>
  withBytes(2, Buffer.concat([text(1, name), text(2, type), ...flags]));
const optional = flag(5);
const computed = flag(6);
const nested = (name: string, nesting: number, ...of: Buffer[]) =>
  withBytes(3, Buffer.concat([text(1, name), withBytes(2, Buffer.concat(of)), Buffer.from([3 * 8, nesting])]));
const schema = (...of: Buffer[]) => withBytes(2, Buffer.concat(of));
const answer = withBytes(
  2,
  Buffer.concat([
    text(1, 'aws_x'),
    withBytes(
      2,
      schema(
        attribute('id', '"string"', optional, computed),
        attribute('arn', '"string"', computed),
        attribute('ids', '["set","string"]', optional, computed),
        nested('disk', 2, attribute('size', '"number"', optional, computed), attribute('name', '"string"', optional)),
        nested('single', 1, attribute('a', '"bool"')),
      ),
    ),
  ]),
);

describe('a schema', () => {
  const schemas = new Schemas(answer);

  test('has the type of each attribute and block', () => {
    const disk = ['object', { size: 'number', name: 'string' }];
    expect(schemas.of('aws_x').type).toEqual([
      'object',
      { id: 'string', arn: 'string', ids: ['set', 'string'], disk: ['list', disk], single: ['object', { a: 'bool' }] },
    ]);
  });

  test.each<[string[], boolean]>([
    [['id'], true],
    [['arn'], false],
    [['ids', '0'], true],
    [['disk', '0', 'size'], true],
    [['disk', '0', 'name'], false],
    [['nothing'], false],
  ])('says whether AWS chooses %j', (path, expected) => {
    expect(schemas.isChosenByAws('aws_x', path)).toBe(expected);
  });

  test('of what the provider does not have is an error, and chosen by nobody', () => {
    expect(() => schemas.of('aws_y')).toThrow('the provider has no schema of aws_y');
    expect(schemas.isChosenByAws('aws_y', ['id'])).toBe(false);
  });
});

test('a message that ends too early is refused', () => {
  expect(() => [...fieldsOf(Buffer.from([0x80]))]).toThrow('ends too early');
  expect(() => [...fieldsOf(Buffer.from([0x0b]))]).toThrow('a field of kind 3');
});

describe('a plan with every value known', () => {
  const unknown = Buffer.from([0xd4, 0, 0]);
  const key = (name: string) => Buffer.concat([Buffer.from([0xa0 + name.length]), Buffer.from(name)]);
  const planned = Buffer.concat([Buffer.from([0x83]), ...['id', 'arn', 'ids'].flatMap((name) => [key(name), unknown])]);
  const response = Buffer.concat([withBytes(1, withBytes(1, planned)), text(3, 'private'), flag(5)]);
  const rewritten = (...referred: string[]) => {
    const known = new KnownValues((_, name) => referred.includes(name));
    return known.rewrite(text(1, 'aws_x'), response, answer);
  };
  const state = (...referred: string[]) => bytesOf(bytesOf(rewritten(...referred), 1), 1).toString('latin1');

  test('has an id, what others refer to, and nothing else', () => {
    expect(state()).toMatch(/id.*terraceplaceholder1\xa3arn\xc0\xa3ids\xdc\0\0$/s);
    expect(state('arn', 'ids')).toMatch(
      /id.*terraceplaceholder1\xa3arn.*arn:aws:iam::000000000000:terraceplaceholder2.*terraceplaceholder3/s,
    );
  });

  test('has the rest of the answer as it is', () => {
    const rest = (message: Buffer) => [...fieldsOf(message)].slice(1).map(({ raw }) => raw.toString('hex'));
    expect(rest(rewritten())).toEqual(rest(response));
  });
});
