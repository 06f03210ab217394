import { Testing, TerraformStack, Token } from 'cdktf';
import { rmSync } from 'node:fs';
import {
  isKnown,
  PropsError,
  assertProp,
  assertBetween,
  assertCidr,
  assertMatch,
  assertOneOf,
} from '../../modules/props';

const app = Testing.app();
const stack = new TerraformStack(app, 'stack');
afterAll(() => rmSync(app.outdir, { recursive: true, force: true }));

/** What Terraform will know, but not now. */
const later = { text: Token.asString({ resolve: () => 'x' }), number: Token.asNumber({ resolve: () => 1 }) };

describe('a refusal', () => {
  test.each<[string, () => void, string]>([
    [
      'the expected and the found value',
      () => assertProp(stack, 'size', false, 'a size', 'big'),
      'expected a size, found "big"',
    ],
    [
      'that the value is missing',
      () => assertProp(stack, 'size', false, 'a size', undefined),
      'expected a size, found nothing',
    ],
    ['a list', () => assertProp(stack, 'size', false, 'a size', [1, 'a']), 'expected a size, found [1,"a"]'],
    [
      'that the value is not known yet',
      () => assertProp(stack, 'size', false, 'a size', later.text),
      'expected a size, found a value known only after apply',
    ],
    [
      'a number too small',
      () => assertBetween(stack, 'size', 6, 7, 30),
      'expected a whole number from 7 to 30, found 6',
    ],
    [
      'a number too large',
      () => assertBetween(stack, 'size', 31, 7, 30),
      'expected a whole number from 7 to 30, found 31',
    ],
    [
      'half a number',
      () => assertBetween(stack, 'size', 7.5, 7, 30),
      'expected a whole number from 7 to 30, found 7.5',
    ],
    ['no choice', () => assertOneOf(stack, 'size', 'xl', ['s', 'm']), 'expected one of s, m, found "xl"'],
    [
      'the wrong shape',
      () => assertMatch(stack, 'size', 'S', /^[a-z]$/, 'a small letter'),
      'expected a small letter, found "S"',
    ],
    [
      'a range that does not start on its boundary',
      () => assertCidr(stack, 'size', '10.0.0.1/16', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "10.0.0.1/16"',
    ],
    [
      'a range too wide',
      () => assertCidr(stack, 'size', '10.0.0.0/8', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "10.0.0.0/8"',
    ],
    [
      'a range too narrow',
      () => assertCidr(stack, 'size', '10.0.0.0/28', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "10.0.0.0/28"',
    ],
    [
      'no range',
      () => assertCidr(stack, 'size', 'office', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "office"',
    ],
  ])('says %s, after where and which', (_, refused, message) => {
    expect(refused).toThrow(PropsError);
    expect(refused).toThrow(`stack: size: ${message}`);
  });

  test('has a name of its own, for whoever catches it', () => {
    expect(new PropsError(stack, 'size', 'a size', 1).name).toBe('PropsError');
  });
});

describe('what is expected passes', () => {
  test.each<[string, () => void]>([
    ['a condition', () => assertProp(stack, 'size', true, 'a size', 'm')],
    ['both ends of a range', () => [7, 30].forEach((size) => assertBetween(stack, 'size', size, 7, 30))],
    ['a choice', () => assertOneOf(stack, 'size', 'm', ['s', 'm'])],
    ['the right shape', () => assertMatch(stack, 'size', 's', /^[a-z]$/, 'a small letter')],
    ['a range on its boundary', () => assertCidr(stack, 'size', '10.16.0.0/16', 16, 24)],
  ])('%s', (_, passes) => {
    expect(passes).not.toThrow();
  });
});

describe('what is known only after apply', () => {
  test('is distinguished', () => {
    expect([isKnown('x'), isKnown(1), isKnown(later.text), isKnown(later.number)]).toEqual([true, true, false, false]);
  });

  test.each<[string, () => void]>([
    ['a number', () => assertBetween(stack, 'size', later.number, 7, 30)],
    ['a choice', () => assertOneOf(stack, 'size', later.text, ['s', 'm'])],
    ['a shape', () => assertMatch(stack, 'size', later.text, /^[a-z]$/, 'a small letter')],
    ['a range', () => assertCidr(stack, 'size', later.text, 16, 24)],
  ])('passes as %s: neither right nor wrong', (_, passes) => {
    expect(passes).not.toThrow();
  });
});
