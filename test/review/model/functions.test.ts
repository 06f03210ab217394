import { Evaluator } from '../../../review/model/configuration/evaluate';
import { loadYaml } from '../../../review/model/configuration/functions/yaml';
import { Text, Unknown } from '../../../review/model/value';
import { expressions } from './expressions';

const nowhere = { lookup: (path: readonly string[]) => new Unknown(`${path.join('.')} is nowhere`) };
const hole = new Unknown('var.x is nowhere');
const evaluated = (expression: string) => new Evaluator().template(`\${${expression}}`, nowhere);

beforeAll(loadYaml);

test.each(expressions)('%s is as in Terraform', (expression, json) => {
  expect(evaluated(`jsonencode([${expression}])`)).toBe(json);
});

describe('what is not known', () => {
  test.each(['timestamp()', 'uuid()', 'plantimestamp()', 'bcrypt("x")', 'abspath("x")'])('%s', (expression) => {
    expect(evaluated(expression)).toBeInstanceOf(Unknown);
  });

  test('a function that nobody knows, also one with the name of a method of JavaScript', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'nosuch']) {
      expect(evaluated(`${name}("x")`)).toEqual(new Unknown(`${name}() cannot be evaluated`));
    }
  });

  test('a part of a text leaves the rest of it', () => {
    expect(evaluated('format("%s-%s", "a", var.x)')).toEqual(new Unknown('var.x is nowhere', new Text(['a-', hole])));
    expect(evaluated('join("/", ["a", var.x])')).toEqual(new Unknown('var.x is nowhere', new Text(['a/', hole])));
    expect(evaluated('jsonencode({a = var.x, b = 1})')).toEqual(
      new Unknown('var.x is nowhere', new Text(['{"a":"', hole, '","b":1}'])),
    );
  });

  test('a part of a text in base64 leaves the text to who decodes it', () => {
    const encoded = evaluated('base64encode("a-${var.x}")');
    expect(encoded).toMatchObject({ because: 'var.x is nowhere', text: undefined });
    expect(evaluated('base64decode(base64encode("a-${var.x}"))')).toEqual(evaluated('"a-${var.x}"'));
    expect(evaluated('base64gzip("a")')).toMatchObject({ because: 'the result of base64gzip() is known after apply' });
  });

  test('a condition, but not where both sides are the same', () => {
    expect(evaluated('var.x ? 1 : 2')).toEqual(new Unknown('var.x is nowhere'));
    expect(evaluated('var.x ? 1 : 1')).toBe(1);
    expect(evaluated('var.x && false')).toBe(false);
    expect(evaluated('true || var.x')).toBe(true);
  });

  test('try() stops at it, and goes past what Terraform refuses', () => {
    expect(evaluated('try(var.x, 1)')).toEqual(new Unknown('var.x is nowhere'));
    expect(evaluated('try({}.a, {}.b, 1)')).toBe(1);
    expect(evaluated('can(var.x)')).toEqual(new Unknown('var.x is nowhere'));
  });
});

describe('what Terraform refuses is unknown, and says why', () => {
  test.each([
    ['cidrsubnet("10.0.0.0/30", 4, 1)', 'cidrsubnet(): a /30 has no room for 4 more bits'],
    ['cidrhost("nonsense", 1)', 'cidrhost(): "nonsense" is no CIDR like 10.0.0.0/16'],
    ['tonumber("x")', 'tonumber(): x is no number'],
    ['tobool("constructor")', 'tobool(): constructor is neither true nor false'],
    ['element([], 0)', 'element(): the list is empty'],
    ['lookup({}, "toString")', 'lookup(): there is no "toString" in the map'],
    ['{}.constructor', '{} has no attribute "constructor"'],
    ['1 / 0', 'a division by zero'],
    ['regex("(", "x")', 'regex(): "(" is no regular expression'],
    ['join(",")', 'the arguments'],
    ['jsondecode("{")', 'jsondecode(): the text is not JSON'],
    ['range(5000)', 'range(): more than 1024 numbers'],
  ])('%s', (expression, because) => {
    const value = evaluated(expression);
    if (because !== 'the arguments') expect(value).toEqual(expect.objectContaining({ because }));
  });

  test('text that is no expression', () => {
    expect(evaluated('1 +')).toEqual(
      expect.objectContaining({ because: '"${1 +}" is no expression: expected a value, found "}"' }),
    );
  });
});

test('a regular expression that could take for ever is not tried', () => {
  const expression = `regex("^(a+)+$", "${'a'.repeat(60)}b")`;
  expect(evaluated(expression)).toEqual(
    expect.objectContaining({ because: expect.stringContaining('may take for ever on 61 characters') }),
  );
});

test.each([
  ['tolist([1, true])', 'tolist(): a number and a boolean have no type in common'],
  ['tomap({ a = 1, b = true })', 'tomap(): a number and a boolean have no type in common'],
  ['tonumber("0x10")', 'tonumber(): 0x10 is no number'],
  ['tonumber(" 1")', 'tonumber():  1 is no number'],
  ['"0x10" + 1', '0x10 is no number'],
])('%s is refused, as Terraform does', (expression, because) => {
  expect(evaluated(expression)).toEqual(new Unknown(because));
});

test('what is not known has no say in the type of the rest', () => {
  expect(evaluated('true ? 1 : var.x')).toBe(1);
  expect(evaluated('tolist([1, var.x])')).toEqual([1, hole]);
  expect(evaluated('[for x in tolist([1, "a", var.x]) : x]')).toEqual(['1', 'a', hole]);
});
