import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const mfa = defineRule({
  id: 'cognito/mfa',
  aliases: ['COG-02'],
  title: 'Cognito user pools should have MFA enabled',
  severity: 'medium',
  why: 'A password that leaked elsewhere may work here too. A second factor prevents this.',
  fix: 'Set mfa_configuration = "ON", or "OPTIONAL" with a way for users to choose it, and software_token_mfa_configuration { enabled = true }.',
  resources: ['aws_cognito_user_pool'],
  optOuts: ['mfa'],
  check: (pool) => attribute(pool, 'mfa_configuration', { default: 'OFF' }).isOneOf(['ON', 'OPTIONAL']),
  examples: {
    good: {
      required: `
        resource "aws_cognito_user_pool" "main" {
          mfa_configuration = "ON"
          software_token_mfa_configuration {
            enabled = true
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_cognito_user_pool" "main" {
          name = "main"
        }`,
      off: `
        resource "aws_cognito_user_pool" "main" {
          mfa_configuration = "OFF"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "mfa" {}
        resource "aws_cognito_user_pool" "main" {
          mfa_configuration = var.mfa
        }`,
    },
  },
});
