import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';

export const encrypted = defineRule({
  id: 'sqs/encrypted',
  aliases: ['SQS-01'],
  title: 'A queue is encrypted',
  severity: 'medium',
  why: 'Messages rest in a queue for up to two weeks, often with names, addresses and order data in them.',
  fix: 'Set kms_master_key_id to a key of yours, or leave sqs_managed_sse_enabled on.',
  resources: ['aws_sqs_queue'],
  check: (queue) =>
    any([
      attribute(queue, 'kms_master_key_id').isPresent('a key'),
      // AWS encrypts new queues by itself since 2022.
      attribute(queue, 'sqs_managed_sse_enabled', { default: true }).is(true),
    ]),
  examples: {
    good: {
      'a key of its own': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_sqs_queue" "main" {
          kms_master_key_id       = aws_kms_key.main.arn
          sqs_managed_sse_enabled = null
        }`,
      'not said, which AWS takes as encrypted': `
        resource "aws_sqs_queue" "main" {
          name = "orders"
        }`,
    },
    bad: {
      'switched off': `
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
