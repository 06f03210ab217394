import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { worst } from '../../../review/engine/verdict';
import { namesCustomerKey } from '../support/customer-key';

export const customerKey = defineRule({
  id: 'xray/customer-key',
  aliases: [],
  title: 'X-Ray should encrypt traces with a customer managed key',
  severity: 'low',
  why: 'Traces have addresses, statements and whatever an application adds to them. Under the default encryption, or aws/xray, nobody decides who decrypts them, or ends it.',
  fix: 'Set type to "KMS", and key_id to a customer managed KMS key. It is a setting of the whole account in a region.',
  resources: ['aws_xray_encryption_config'],
  check: (config) =>
    worst([
      attribute(config, 'type').is('KMS'),
      namesCustomerKey(attribute(config, 'key_id', { default: 'alias/aws/xray' })),
    ]),
  examples: {
    good: {
      'a customer managed key': `
        resource "aws_kms_key" "traces" {
          enable_key_rotation = true
        }
        resource "aws_xray_encryption_config" "main" {
          type   = "KMS"
          key_id = aws_kms_key.traces.arn
        }`,
    },
    bad: {
      'the default encryption': `
        resource "aws_xray_encryption_config" "main" {
          type = "NONE"
        }`,
      'the AWS managed key': `
        resource "aws_xray_encryption_config" "main" {
          type   = "KMS"
          key_id = "alias/aws/xray"
        }`,
    },
    unknown: {
      'a key that is not known': `
        variable "key" {}
        resource "aws_xray_encryption_config" "main" {
          type   = "KMS"
          key_id = var.key
        }`,
    },
  },
});
