import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const customerKey = defineRule({
  id: 'secrets-manager/customer-key',
  aliases: ['SEC-01'],
  title: 'A secret is encrypted with a customer managed key',
  severity: 'medium',
  why: 'Under aws/secretsmanager every principal of the account that may read the secret may also decrypt it. A key of its own is a second lock, and its use shows in CloudTrail.',
  fix: 'Set kms_key_id to a key of yours.',
  resources: ['aws_secretsmanager_secret'],
  check: (secret) => namesCustomerKey(attribute(secret, 'kms_key_id', { default: 'alias/aws/secretsmanager' })),
  examples: {
    good: {
      'a key of its own': `
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
      'the key of AWS by its alias': `
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
