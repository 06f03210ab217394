import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';

const path = 'dead_letter_config.target_arn';
const expected = 'a dead-letter queue or a failure destination';

export const deadLetterQueue = defineRule({
  id: 'lambda/dead-letter-queue',
  aliases: ['LMB-06'],
  replaces: ['lambda/fails-visibly'],
  title: 'Lambda functions should have a dead-letter queue or a failure destination',
  severity: 'low',
  why: 'Without one, an asynchronous event that fails all its attempts is lost.',
  fix: 'Add dead_letter_config, or an aws_lambda_function_event_invoke_config with on_failure.',
  resources: ['aws_lambda_function'],
  check: (lambda, { graph }) => {
    const queue = attribute(lambda, path).isPresent(expected);
    if (queue.status !== 'fail') return queue;
    const type = 'aws_lambda_function_event_invoke_config';
    const { found, unknown } = graph.children(lambda, type, 'function_name', 'function_name');
    const targets = found.map((config) => config.at('destination_config.on_failure.destination'));
    if (targets.some((target) => target !== undefined && !(target instanceof Unknown))) return pass;
    const because = unknown ?? targets.find((target) => target instanceof Unknown);
    return because instanceof Unknown ? notKnown(path, expected, because) : failing(path, expected, 'neither');
  },
  examples: {
    good: {
      'a queue': `
        resource "aws_sqs_queue" "failed" {
          name = "failed"
        }
        resource "aws_lambda_function" "api" {
          dead_letter_config {
            target_arn = aws_sqs_queue.failed.arn
          }
        }`,
      'a destination': `
        resource "aws_lambda_function" "api" {
          function_name = "api"
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
      neither: `
        resource "aws_lambda_function" "api" {
          function_name = "api"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "queue" {}
        resource "aws_lambda_function" "main" {
          dead_letter_config {
            target_arn = var.queue
          }
        }`,
    },
  },
});
