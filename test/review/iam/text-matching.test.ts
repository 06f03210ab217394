import { matchesText, overlapsText } from '../../../review/iam/text-matching';
import { concat } from '../../../review/model/text';
import { OfProvider, Unknown } from '../../../review/model/value';

const arn = (resource: string) => concat(['arn:aws:iam::', new OfProvider('account', undefined), `:${resource}`]);

describe('an account ID that is not known', () => {
  test.each([
    ['another name in any account', 'arn:aws:iam::*:role/app-*'],
    ['another name in an account', 'arn:aws:iam::111122223333:role/app'],
    ['an alias in its place', 'arn:aws:iam::acme:role/deploy'],
    ['a name with two wildcards', 'arn:aws:iam::*:role/*/deploy'],
  ])('holds no text but digits: %s does not match', (_, pattern) => {
    expect(matchesText(pattern, arn('role/deploy'))).toBe(false);
    expect(overlapsText(pattern, arn('role/deploy'))).toBe(false);
  });

  test.each([
    ['any account', 'arn:aws:iam::*:role/dep*', true],
    ['any text', '*', true],
  ])('is one of %s', (_, pattern, expected) => {
    expect(matchesText(pattern, arn('role/deploy'))).toBe(expected);
  });

  test('may be a known one', () => {
    expect(matchesText('arn:aws:iam::111122223333:role/deploy', arn('role/deploy'))).toBeInstanceOf(Unknown);
    expect(matchesText('arn:aws:iam::1111*:role/d?ploy', arn('role/deploy'))).toBeInstanceOf(Unknown);
  });
});
