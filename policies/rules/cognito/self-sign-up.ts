import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { isDeclaredPublic } from '../support/declared-public';

export const selfSignUp = defineRule({
  id: 'cognito/self-sign-up',
  aliases: ['COG-04'],
  title: 'Cognito user pools should let administrators alone create users unless they are tagged as public',
  severity: 'medium',
  why: 'Self sign-up is the default: anyone on the internet makes an account, also in a pool for employees or a test environment, and has the access that users have.',
  fix: 'Set admin_create_user_config { allow_admin_create_user_only = true }. If anyone is meant to sign up, tag the pool exposure = "public".',
  resources: ['aws_cognito_user_pool'],
  check: (pool) =>
    isDeclaredPublic(pool)
      ? pass
      : attribute(pool, 'admin_create_user_config.allow_admin_create_user_only', { default: false }).is(true),
  examples: {
    good: {
      'administrators only, and public explicitly': `
        resource "aws_cognito_user_pool" "staff" {
          admin_create_user_config {
            allow_admin_create_user_only = true
          }
        }
        resource "aws_cognito_user_pool" "shop" {
          tags = { exposure = "public" }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_cognito_user_pool" "staff" {}`,
      'explicitly, with another value of the tag': `
        resource "aws_cognito_user_pool" "staff" {
          tags = { exposure = "internal" }
          admin_create_user_config {
            allow_admin_create_user_only = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "invited" {}
        resource "aws_cognito_user_pool" "staff" {
          admin_create_user_config {
            allow_admin_create_user_only = var.invited
          }
        }`,
    },
  },
});
