import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';

export const encrypted = defineRule({
  id: 'sqs/encrypted',
  aliases: ['SQS-01'],
  title: 'SQS queues should be encrypted at rest',
  severity: 'medium',
  why: 'Messages are stored in a queue for up to two weeks and often contain names, addresses and orders.',
  fix: 'Set kms_master_key_id to a customer managed KMS key, or leave sqs_managed_sse_enabled at true.',
  resources: ['aws_sqs_queue'],
  check: (queue) =>
    any([
      attribute(queue, 'kms_master_key_id').isPresent('a key'),
      // AWS has encrypted new queues by default since 2022.
      attribute(queue, 'sqs_managed_sse_enabled', { default: true }).is(true),
    ]),
  examples: {
    good: {
      'a customer managed key': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_sqs_queue" "main" {
          kms_master_key_id       = aws_kms_key.main.arn
          sqs_managed_sse_enabled = null
        }`,
      'not set, which defaults to encrypted': `
        resource "aws_sqs_queue" "main" {
          name = "orders"
        }`,
    },
    bad: {
      disabled: `
        resource "aws_sqs_queue" "main" {
          sqs_managed_sse_enabled = false
        }`,
      'a key that is empty': `
        resource "aws_sqs_queue" "main" {
          kms_master_key_id       = ""
          sqs_managed_sse_enabled = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_sqs_queue" "main" {
          sqs_managed_sse_enabled = var.encrypted
        }`,
    },
  },
});
