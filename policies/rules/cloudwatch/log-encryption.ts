import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const logEncryption = defineRule({
  id: 'cloudwatch/log-encryption',
  aliases: ['CW-02'],
  title: 'CloudWatch log groups should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Logs often contain tokens, addresses and statements. With a customer managed key, reading them also requires permission to decrypt.',
  fix: 'Set kms_key_id to a customer managed KMS key. In its policy, allow logs.<region>.amazonaws.com kms:Encrypt*, kms:Decrypt*, kms:ReEncrypt*, kms:GenerateDataKey* and kms:Describe*.',
  resources: ['aws_cloudwatch_log_group'],
  check: (group) => namesCustomerKey(attribute(group, 'kms_key_id')),
  examples: {
    good: {
      'a key that allows the service': `
        resource "aws_kms_key" "logs" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [
              {
                Effect    = "Allow"
                Principal = { Service = "logs.eu-west-1.amazonaws.com" }
                Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
                Resource  = "*"
              },
            ]
          })
        }
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = aws_kms_key.logs.arn
        }`,
      'a key of another configuration': `
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0d9c1f1e-5b8a-4f3c-9c65-2f1a7d3e9b10"
        }`,
    },
    bad: {
      'no key': `
        resource "aws_cloudwatch_log_group" "app" {
          name = "/app"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = var.key
        }`,
    },
  },
});
