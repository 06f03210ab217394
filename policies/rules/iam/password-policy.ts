import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing } from '../../../review/engine/verdict';
import { inAccount, managesAccount } from '../support/account-baseline';
import { textOfValue } from '../support/text';

const kinds = ['uppercase_characters', 'lowercase_characters', 'numbers', 'symbols'];

export const passwordPolicy = defineRule({
  id: 'iam/password-policy',
  aliases: ['IAM-14'],
  title: 'The IAM password policy should require long, complex passwords that are not reused',
  severity: 'medium',
  why: 'The default policy of AWS accepts passwords of eight characters, which are easier to guess or crack.',
  fix: 'Add an aws_iam_account_password_policy with minimum_password_length = 14, password_reuse_prevention = 24 and all four require_… = true.',
  resources: ['aws_iam_account_password_policy', '@account'],
  check: (resource, { graph }) => {
    if (resource.type === '@account') {
      const isMissing =
        managesAccount(resource, graph) && inAccount(resource, graph, 'aws_iam_account_password_policy').length === 0;
      return isMissing ? failing(undefined, 'an aws_iam_account_password_policy', 'none') : [];
    }
    return all([
      attribute(resource, 'minimum_password_length', { default: 6 }).isAtLeast(14, 'characters'),
      attribute(resource, 'password_reuse_prevention').satisfies('24', (value) => Number(textOfValue(value)) >= 24),
      ...kinds.map((kind) => attribute(resource, `require_${kind}`, { default: false }).is(true)),
    ]);
  },
  examples: {
    good: {
      'long, mixed and not reused': `
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length      = 14
          password_reuse_prevention    = 24
          require_lowercase_characters = true
          require_uppercase_characters = true
          require_numbers              = true
          require_symbols              = true
        }`,
    },
    bad: {
      'length only, where the rest defaults to not required': `
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length = 14
        }`,
      'password reuse allowed': `
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length      = 14
          password_reuse_prevention    = null
          require_lowercase_characters = true
          require_uppercase_characters = true
          require_numbers              = true
          require_symbols              = true
        }`,
      'an account whose other settings are managed, but not this': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_ebs_encryption_by_default" "main" {
          enabled = true
        }`,
    },
    unknown: {
      'a length that is not known': `
        variable "length" {}
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length      = var.length
          password_reuse_prevention    = 24
          require_lowercase_characters = true
          require_uppercase_characters = true
          require_numbers              = true
          require_symbols              = true
        }`,
    },
  },
});
