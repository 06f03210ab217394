import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const reservedConcurrency = defineRule({
  id: 'lambda/reserved-concurrency',
  aliases: ['LMB-10'],
  replaces: ['lambda/fails-visibly'],
  title: 'Lambda functions should have reserved concurrency',
  severity: 'low',
  why: 'Without it, one function can use the concurrency of all others in the account.',
  fix: 'Set reserved_concurrent_executions.',
  resources: ['aws_lambda_function'],
  optOuts: ['reserved_concurrency'],
  check: (lambda) => attribute(lambda, 'reserved_concurrent_executions', { default: -1 }).isAtLeast(0),
  examples: {
    good: {
      reserved: `
        resource "aws_lambda_function" "main" {
          reserved_concurrent_executions = 20
        }`,
    },
    bad: {
      'the default': `
        resource "aws_lambda_function" "main" {
          function_name = "api"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "limit" {}
        resource "aws_lambda_function" "main" {
          reserved_concurrent_executions = var.limit
        }`,
    },
  },
});
