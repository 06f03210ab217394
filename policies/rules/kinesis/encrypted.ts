import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const encrypted = defineRule({
  id: 'kinesis/encrypted',
  aliases: ['KIN-01'],
  title: 'Kinesis streams should be encrypted at rest',
  severity: 'medium',
  why: 'Without it, records are stored in plaintext for up to a year.',
  fix: 'Set encryption_type = "KMS" and kms_key_id.',
  resources: ['aws_kinesis_stream'],
  check: (stream) => attribute(stream, 'encryption_type', { default: 'NONE' }).is('KMS'),
  examples: {
    good: {
      'a key': `
        resource "aws_kinesis_stream" "main" {
          encryption_type = "KMS"
          kms_key_id      = "alias/aws/kinesis"
        }`,
    },
    bad: {
      'the default': `
        resource "aws_kinesis_stream" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "type" {}
        resource "aws_kinesis_stream" "main" {
          encryption_type = var.type
        }`,
    },
  },
});
