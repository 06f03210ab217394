import { Testing, TerraformStack, Token } from 'cdktf';
import { rmSync } from 'node:fs';
import { isKnown, PropsError, want, wantBetween, wantCidr, wantMatch, wantOneOf } from '../../modules/props';

const app = Testing.app();
const stack = new TerraformStack(app, 'stack');
afterAll(() => rmSync(app.outdir, { recursive: true, force: true }));

/** What Terraform will know, but not now. */
const later = { text: Token.asString({ resolve: () => 'x' }), number: Token.asNumber({ resolve: () => 1 }) };

describe('a refusal', () => {
  test.each<[string, () => void, string]>([
    [
      'what was expected and what came',
      () => want(stack, 'size', false, 'a size', 'big'),
      'expected a size, found "big"',
    ],
    ['that nothing came', () => want(stack, 'size', false, 'a size', undefined), 'expected a size, found nothing'],
    ['a list as it came', () => want(stack, 'size', false, 'a size', [1, 'a']), 'expected a size, found [1,"a"]'],
    [
      'that what came is not known yet',
      () => want(stack, 'size', false, 'a size', later.text),
      'expected a size, found a value known only after apply',
    ],
    ['a number too small', () => wantBetween(stack, 'size', 6, 7, 30), 'expected a whole number from 7 to 30, found 6'],
    [
      'a number too large',
      () => wantBetween(stack, 'size', 31, 7, 30),
      'expected a whole number from 7 to 30, found 31',
    ],
    ['half a number', () => wantBetween(stack, 'size', 7.5, 7, 30), 'expected a whole number from 7 to 30, found 7.5'],
    ['no choice', () => wantOneOf(stack, 'size', 'xl', ['s', 'm']), 'expected one of s, m, found "xl"'],
    [
      'the wrong shape',
      () => wantMatch(stack, 'size', 'S', /^[a-z]$/, 'a small letter'),
      'expected a small letter, found "S"',
    ],
    [
      'a range that does not start on its boundary',
      () => wantCidr(stack, 'size', '10.0.0.1/16', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "10.0.0.1/16"',
    ],
    [
      'a range too wide',
      () => wantCidr(stack, 'size', '10.0.0.0/8', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "10.0.0.0/8"',
    ],
    [
      'a range too narrow',
      () => wantCidr(stack, 'size', '10.0.0.0/28', 16, 24),
      'expected an IPv4 range, from /16 to /24, found "10.0.0.0/28"',
    ],
    [
      'no range',
      () => wantCidr(stack, 'size', 'office', 16, 24),
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
    ['a condition', () => want(stack, 'size', true, 'a size', 'm')],
    ['both ends of a range', () => [7, 30].forEach((size) => wantBetween(stack, 'size', size, 7, 30))],
    ['a choice', () => wantOneOf(stack, 'size', 'm', ['s', 'm'])],
    ['the right shape', () => wantMatch(stack, 'size', 's', /^[a-z]$/, 'a small letter')],
    ['a range on its boundary', () => wantCidr(stack, 'size', '10.16.0.0/16', 16, 24)],
  ])('%s', (_, passes) => {
    expect(passes).not.toThrow();
  });
});

describe('what is known only after apply', () => {
  test('is told apart', () => {
    expect([isKnown('x'), isKnown(1), isKnown(later.text), isKnown(later.number)]).toEqual([true, true, false, false]);
  });

  test.each<[string, () => void]>([
    ['a number', () => wantBetween(stack, 'size', later.number, 7, 30)],
    ['a choice', () => wantOneOf(stack, 'size', later.text, ['s', 'm'])],
    ['a shape', () => wantMatch(stack, 'size', later.text, /^[a-z]$/, 'a small letter')],
    ['a range', () => wantCidr(stack, 'size', later.text, 16, 24)],
  ])('passes as %s: neither right nor wrong', (_, passes) => {
    expect(passes).not.toThrow();
  });
});
