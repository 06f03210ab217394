import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const customerKey = defineRule({
  id: 'secrets-manager/customer-key',
  aliases: ['SEC-01'],
  title: 'Secrets Manager secrets should be encrypted with a customer managed key',
  severity: 'medium',
  why: 'Under aws/secretsmanager, every principal of the account that can read the secret can also decrypt it. A customer managed key requires a second permission, and its use is logged in CloudTrail.',
  fix: 'Set kms_key_id to a customer managed KMS key.',
  resources: ['aws_secretsmanager_secret'],
  check: (secret) => namesCustomerKey(attribute(secret, 'kms_key_id', { default: 'alias/aws/secretsmanager' })),
  examples: {
    good: {
      'a customer managed key': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_secretsmanager_secret" "main" {
          kms_key_id = aws_kms_key.main.arn
        }`,
    },
    bad: {
      'none, where AWS takes its own': `
        resource "aws_secretsmanager_secret" "main" {
          name = "shop"
        }`,
      'the AWS managed key by its alias': `
        resource "aws_secretsmanager_secret" "main" {
          kms_key_id = "alias/aws/secretsmanager"
        }`,
    },
    unknown: {
      'a key that is not known': `
        variable "key" {}
        resource "aws_secretsmanager_secret" "main" {
          kms_key_id = var.key
        }`,
    },
  },
});
