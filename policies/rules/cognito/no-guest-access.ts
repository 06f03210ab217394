import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const noGuestAccess = defineRule({
  id: 'cognito/no-guest-access',
  aliases: ['COG-03'],
  title: 'Cognito identity pools should not allow unauthenticated identities',
  severity: 'medium',
  why: 'With guest access, anyone on the internet gets AWS credentials for the role of unauthenticated identities.',
  fix: 'Set allow_unauthenticated_identities = false.',
  resources: ['aws_cognito_identity_pool'],
  check: (pool) => attribute(pool, 'allow_unauthenticated_identities', { default: false }).is(false),
  examples: {
    good: {
      'users only': `
        resource "aws_cognito_identity_pool" "main" {
          allow_unauthenticated_identities = false
        }`,
      'the default': `
        resource "aws_cognito_identity_pool" "main" {
          identity_pool_name = "main"
        }`,
    },
    bad: {
      guests: `
        resource "aws_cognito_identity_pool" "main" {
          allow_unauthenticated_identities = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "guests" {}
        resource "aws_cognito_identity_pool" "main" {
          allow_unauthenticated_identities = var.guests
        }`,
    },
  },
});
