import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

const expected = 'a dead-letter queue or an on_failure destination';

export const failsVisibly = defineRule({
  id: 'lambda/fails-visibly',
  aliases: ['LMB-06'],
  title: 'Lambda functions should have a dead-letter queue, tracing and reserved concurrency',
  severity: 'low',
  why: 'Without a dead-letter queue, an asynchronous event that fails all its attempts is lost. Without tracing, slow calls cannot be followed. Without reserved concurrency, one function can use the concurrency of all others.',
  fix: 'Add dead_letter_config, tracing_config { mode = "Active" } and reserved_concurrent_executions.',
  resources: ['aws_lambda_function'],
  check: (lambda, context) =>
    all([
      keepsFailures(lambda, context),
      attribute(lambda, 'tracing_config.mode', { default: 'PassThrough' }).is('Active'),
      attribute(lambda, 'reserved_concurrent_executions', { default: -1 }).isAtLeast(0),
    ]),
  examples: {
    good: {
      'with a queue': `
        resource "aws_sqs_queue" "failed" {}
        resource "aws_lambda_function" "api" {
          reserved_concurrent_executions = 20
          dead_letter_config {
            target_arn = aws_sqs_queue.failed.arn
          }
          tracing_config {
            mode = "Active"
          }
        }`,
      'with a destination': `
        resource "aws_lambda_function" "api" {
          function_name                  = "api"
          reserved_concurrent_executions = 20
          tracing_config {
            mode = "Active"
          }
        }
        resource "aws_lambda_function_event_invoke_config" "api" {
          function_name = aws_lambda_function.api.function_name
          destination_config {
            on_failure {
              destination = "arn:aws:sqs:eu-west-1:111122223333:failed"
            }
          }
        }`,
    },
    bad: {
      'none of it': `
        resource "aws_lambda_function" "api" {
          function_name = "api"
        }`,
      'no limit': `
        resource "aws_lambda_function" "api" {
          dead_letter_config {
            target_arn = "arn:aws:sqs:eu-west-1:111122223333:failed"
          }
          tracing_config {
            mode = "Active"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "mode" {}
        resource "aws_lambda_function" "api" {
          reserved_concurrent_executions = 20
          dead_letter_config {
            target_arn = "arn:aws:sqs:eu-west-1:111122223333:failed"
          }
          tracing_config {
            mode = var.mode
          }
        }`,
    },
  },
});

function keepsFailures(lambda: Resource, { graph }: Context): Verdict {
  const queue = attribute(lambda, 'dead_letter_config.target_arn').isPresent(expected);
  if (queue.status !== 'fail') return queue;
  const { found, unknown } = graph.children(
    lambda,
    'aws_lambda_function_event_invoke_config',
    'function_name',
    'function_name',
  );
  const targets = found.map((config) => config.at('destination_config.on_failure.destination'));
  if (targets.some((target) => target !== undefined && !(target instanceof Unknown))) return pass;
  const unsure = unknown ?? targets.find((target) => target instanceof Unknown);
  return unsure instanceof Unknown
    ? notKnown('dead_letter_config', expected, unsure)
    : failing('dead_letter_config', expected, 'neither');
}
