import { Attribute, attribute, attributeOf, eachBlock } from '../../../review/engine/attribute';
import { graphOfHcl } from '../../../review/model/load';
import { Reference, Unknown, type Value } from '../../../review/model/value';

const hcl = `
variable "untold" {}
resource "aws_kms_key" "data" {}
resource "aws_instance" "web" {
  list    = ["a"]
  map     = { a = { b = "c" } }
  nothing = null
  untold  = var.untold
  partly  = "x-\${var.untold}"
  key     = aws_kms_key.data.arn
  number  = 7
  text    = "7"
  truth   = "true"
  empty   = ""
  single { x = 1 }
  twice { x = 1 }
  twice { x = 2 }
}`;

async function web() {
  const [found] = (await graphOfHcl(hcl.replace(/\{ x = (\d) \}/g, '{\n x = $1\n }'))).all('aws_instance');
  if (!found) throw new Error('no instance');
  return found;
}

type Ask = (attribute: Attribute) => { readonly status: string };
const asks: Readonly<Record<string, Ask>> = {
  'is(7)': (one) => one.is(7),
  'is(true)': (one) => one.is(true),
  'isNot("a")': (one) => one.isNot('a'),
  'isOneOf(["7"])': (one) => one.isOneOf(['7']),
  'isAtLeast(7)': (one) => one.isAtLeast(7),
  'isPresent()': (one) => one.isPresent(),
  'isAbsent()': (one) => one.isAbsent(),
};

describe.each<[string, string, Record<keyof typeof asks, string>]>([
  ['a list is no text, and is there', 'list', verdicts('fail fail fail fail fail pass fail')],
  ['a map is no text, and is there', 'map', verdicts('fail fail fail fail fail pass fail')],
  ['a nested block is no text, and is there', 'single', verdicts('fail fail fail fail fail pass fail')],
  ['null is absent', 'nothing', verdicts('fail fail pass fail fail fail pass')],
  ['what nobody wrote is absent', 'unwritten', verdicts('fail fail pass fail fail fail pass')],
  ['a name of Object is absent', 'constructor', verdicts('fail fail pass fail fail fail pass')],
  [
    'an unknown is never fine and never wrong',
    'untold',
    verdicts('unknown unknown unknown unknown unknown unknown unknown'),
  ],
  [
    'nor is a text of which a part is known',
    'partly',
    verdicts('unknown unknown unknown unknown unknown unknown unknown'),
  ],
  [
    'a step into an unknown is unknown',
    'untold.deeper.still',
    verdicts('unknown unknown unknown unknown unknown unknown unknown'),
  ],
  [
    'what AWS decides has no text yet, and is there',
    'key',
    verdicts('unknown unknown unknown unknown unknown pass fail'),
  ],
  ['a step into what AWS decides is known after apply', 'key.deeper', verdicts(Array(7).fill('unknown').join(' '))],
  ['a number is its text', 'number', verdicts('pass fail pass pass pass pass fail')],
  ['a text is its number', 'text', verdicts('pass fail pass pass pass pass fail')],
  ['a text is its truth', 'truth', verdicts('fail pass pass fail fail pass fail')],
  ['an empty text says something, which is nothing of use', 'empty', verdicts('fail fail pass fail fail fail fail')],
  ['a step into a text finds nothing', 'text.length', verdicts('fail fail pass fail fail fail pass')],
])('%s', (_, path, expected) => {
  test.each(Object.entries(asks))('%s', async (name, ask) => {
    expect(ask(attribute(await web(), path)).status).toBe(expected[name]);
  });
});

function verdicts(line: string): Record<keyof typeof asks, string> {
  const outcomes = line.split(' ');
  return Object.fromEntries(Object.keys(asks).map((name, index) => [name, outcomes[index] ?? '']));
}

describe('a default', () => {
  test.each(['nothing', 'unwritten'])('stands for what is absent: %s', async (path) => {
    expect(attribute(await web(), path, { default: true }).is(true)).toEqual({ status: 'pass' });
  });

  test.each(['untold', 'list', 'key', 'empty'])('stands for nothing else: %s', async (path) => {
    expect(attribute(await web(), path, { default: true }).is(true).status).not.toBe('pass');
  });
});

describe('a verdict names the attribute, what was expected and what was found:', () => {
  test.each<[string, string, Ask, object]>([
    ['a list', 'list', (one) => one.is(7), { status: 'fail', attribute: 'list', expected: '7', found: '["a"]' }],
    [
      'a map',
      'map.a',
      (one) => one.is('x'),
      { status: 'fail', attribute: 'map.a', expected: '"x"', found: '{"b":"c"}' },
    ],
    [
      'nothing',
      'nothing',
      (one) => one.isPresent(),
      { status: 'fail', attribute: 'nothing', expected: 'a value', found: 'nothing' },
    ],
    [
      'an unknown',
      'untold',
      (one) => one.isAtLeast(7, 'days'),
      { status: 'unknown', attribute: 'untold', expected: 'at least 7 days', because: 'var.untold has no value' },
    ],
    [
      'a reference',
      'key',
      (one) => one.isOneOf(['a', 7]),
      {
        status: 'unknown',
        attribute: 'key',
        expected: '"a" or 7',
        because: 'aws_kms_key.data.arn is known after apply',
      },
    ],
    [
      'a reference where nothing is expected',
      'key',
      (one) => one.isAbsent(),
      { status: 'fail', attribute: 'key', expected: 'nothing', found: 'aws_kms_key.data.arn' },
    ],
  ])('%s', async (_, path, ask, verdict) => {
    expect(ask(attribute(await web(), path))).toEqual(verdict);
  });

  test('of a huge value the first 80 characters', () => {
    const { found } = new Attribute('x', 'y'.repeat(50_000_000)).is(1) as unknown as { found: string };
    expect(found).toBe(`"${'y'.repeat(78)}…`);
  });

  test.each<[string, Value]>([
    ['a list', [new Unknown('var.a has no value')]],
    ['a map', { a: { b: new Unknown('var.a has no value') } }],
  ])('%s that holds an unknown is a list or a map still', (_, value) => {
    expect(new Attribute('x', value).is(1).status).toBe('fail');
  });

  test('a list that holds a reference to a resource that refers back is shown by its address', async () => {
    const instance = await web();
    expect(new Attribute('x', [new Reference(instance, 'id')]).is(1)).toMatchObject({
      found: '["${aws_instance.web.id}"]',
    });
  });
});

describe('eachBlock', () => {
  test('tells the path of each, without an index where there is one', async () => {
    const instance = await web();
    const paths = ['single', 'twice'].map((name) => {
      const blocks = eachBlock(instance, name);
      return blocks instanceof Unknown
        ? []
        : blocks.map((block) => [attributeOf(block, 'x').path, attributeOf(block, 'x').value]);
    });
    expect(paths).toEqual([
      [['single.x', 1]],
      [
        ['twice.0.x', 1],
        ['twice.1.x', 2],
      ],
    ]);
  });

  test.each(['list', 'text', 'nothing', 'number'])('finds no block in %s', async (name) => {
    expect(eachBlock(await web(), name)).toEqual([]);
  });

  test.each(['untold', 'key'])('is unknown where the blocks are: %s', async (name) => {
    expect(eachBlock(await web(), name)).toBeInstanceOf(Unknown);
  });

  test('does not find what a block inherits', () => {
    expect(attributeOf({ path: 'b', values: {} }, 'toString').value).toBeUndefined();
  });
});
