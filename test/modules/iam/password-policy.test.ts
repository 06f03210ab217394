import { PasswordPolicy, type PasswordPolicyProps } from '../../../modules/iam/password-policy';
import { synth } from '../../support/synth';

const policy = (props: Partial<PasswordPolicyProps> = {}) =>
  synth((stack) => new PasswordPolicy(stack, 'password-policy', { minimumLength: 16, maxAgeDays: 90, ...props })).one(
    'aws_iam_account_password_policy',
  );

describe('the password policy', () => {
  test('asks for every class of character', () => {
    expect(policy()).toMatchObject({
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
    });
  });

  test('takes length and age from its props, and forgets no password that AWS can remember', () => {
    expect(policy({ minimumLength: 20, maxAgeDays: 60 })).toMatchObject({
      minimum_password_length: 20,
      max_password_age: 60,
      password_reuse_prevention: 24,
    });
  });

  test('locks nobody out: users change their own password, also an expired one', () => {
    expect(policy()).toMatchObject({ allow_users_to_change_password: true, hard_expiry: false });
  });

  test.each<[string, Partial<PasswordPolicyProps>, string]>([
    [
      'a short password',
      { minimumLength: 13 },
      'minimumLength: expected a whole number of characters from 14 to 128, found 13',
    ],
    [
      'a length that AWS has not',
      { minimumLength: 129 },
      'minimumLength: expected a whole number of characters from 14 to 128, found 129',
    ],
    ['a password for ever', { maxAgeDays: 0 }, 'maxAgeDays: expected a whole number of days from 1 to 90, found 0'],
    ['a password for long', { maxAgeDays: 91 }, 'maxAgeDays: expected a whole number of days from 1 to 90, found 91'],
    ['an old password back', { reusePrevention: 5 }, 'reusePrevention: expected 24 passwords, found 5'],
  ])('refuses %s', (_, props, message) => {
    expect(() => policy(props)).toThrow(`stack/password-policy: ${message}`);
  });
});
