import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const traced = defineRule({
  id: 'lambda/traced',
  aliases: ['LMB-09'],
  replaces: ['lambda/fails-visibly'],
  title: 'Lambda functions should have X-Ray tracing enabled',
  severity: 'low',
  why: 'Without traces, a slow call cannot be followed through the services that it uses.',
  fix: 'Set tracing_config { mode = "Active" }.',
  resources: ['aws_lambda_function'],
  check: (lambda) => attribute(lambda, 'tracing_config.mode', { default: 'PassThrough' }).is('Active'),
  examples: {
    good: {
      active: `
        resource "aws_lambda_function" "main" {
          tracing_config {
            mode = "Active"
          }
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
        variable "mode" {}
        resource "aws_lambda_function" "main" {
          tracing_config {
            mode = var.mode
          }
        }`,
    },
  },
});
