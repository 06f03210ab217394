import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { all, pass } from '../../../review/engine/verdict';

const classes = ['require_lowercase', 'require_uppercase', 'require_numbers', 'require_symbols'];

export const passwordPolicy = defineRule({
  id: 'cognito/password-policy',
  aliases: ['COG-01'],
  title: 'Cognito user pools should have a strong password policy',
  severity: 'medium',
  why: 'A user pool answers anyone on the internet, so short or simple passwords are guessed.',
  fix: 'Set password_policy with minimum_length of 8 or more and require_lowercase, require_uppercase, require_numbers and require_symbols true, or remove it: AWS requires that by default.',
  resources: ['aws_cognito_user_pool'],
  check: (pool) => {
    // Without a policy AWS requires all of it: Cognito developer guide, "Password requirements".
    if (pool.at('password_policy') === undefined) return pass;
    return all([
      attribute(pool, 'password_policy.minimum_length').isAtLeast(8, 'characters'),
      ...classes.map((name) => attribute(pool, `password_policy.${name}`, { default: false }).is(true)),
    ]);
  },
  examples: {
    good: {
      'all classes': `
        resource "aws_cognito_user_pool" "main" {
          password_policy {
            minimum_length    = 12
            require_lowercase = true
            require_uppercase = true
            require_numbers   = true
            require_symbols   = true
          }
        }`,
      'the default': `
        resource "aws_cognito_user_pool" "main" {
          name = "main"
        }`,
    },
    bad: {
      'too short': `
        resource "aws_cognito_user_pool" "main" {
          password_policy {
            minimum_length    = 6
            require_lowercase = true
            require_uppercase = true
            require_numbers   = true
            require_symbols   = true
          }
        }`,
      'no symbols': `
        resource "aws_cognito_user_pool" "main" {
          password_policy {
            minimum_length    = 12
            require_lowercase = true
            require_uppercase = true
            require_numbers   = true
            require_symbols   = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "length" {}
        resource "aws_cognito_user_pool" "main" {
          password_policy {
            minimum_length    = var.length
            require_lowercase = true
            require_uppercase = true
            require_numbers   = true
            require_symbols   = true
          }
        }`,
    },
  },
});
