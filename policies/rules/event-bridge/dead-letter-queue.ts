import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';

const expected = 'a dead-letter queue';
/** Where each type names it. A pipe has one of its own for a stream; a queue that it reads has its own. */
const streams = ['dynamodb_stream_parameters', 'kinesis_stream_parameters'].map((one) => `source_parameters.${one}`);

export const deadLetterQueue = defineRule({
  id: 'event-bridge/dead-letter-queue',
  aliases: [],
  title: 'EventBridge targets, schedules and pipes from streams should have a dead-letter queue',
  severity: 'low',
  why: 'Without one, an event, a scheduled call or a record that could not be delivered is lost when its retries end, and nobody is told.',
  fix: 'Add dead_letter_config with the ARN of a standard SQS queue that lets EventBridge send, and an alarm on that queue.',
  resources: ['aws_cloudwatch_event_target', 'aws_pipes_pipe', 'aws_scheduler_schedule'],
  check: (resource) => {
    if (resource.type === 'aws_scheduler_schedule') return present('target.dead_letter_config.arn');
    if (resource.type !== 'aws_pipes_pipe') return present('dead_letter_config.arn');
    const parameters = resource.at('source_parameters');
    if (parameters instanceof Unknown) return notKnown('source_parameters', expected, parameters);
    return streams
      .filter((path) => !isAbsent(resource.at(path)))
      .map((path) => present(`${path}.dead_letter_config.arn`));

    function present(path: string) {
      return attribute(resource, path).isPresent(expected);
    }
  },
  examples: {
    good: {
      'a target with a queue': `
        resource "aws_sqs_queue" "undelivered" {
          name = "undelivered"
        }
        resource "aws_cloudwatch_event_target" "orders" {
          rule = "orders"
          arn  = "arn:aws:sqs:eu-west-1:111122223333:orders"
          dead_letter_config {
            arn = aws_sqs_queue.undelivered.arn
          }
        }`,
      'a schedule with a queue': `
        resource "aws_scheduler_schedule" "nightly" {
          schedule_expression = "rate(1 day)"
          target {
            arn      = "arn:aws:sqs:eu-west-1:111122223333:reports"
            role_arn = "arn:aws:iam::111122223333:role/schedule"
            dead_letter_config {
              arn = "arn:aws:sqs:eu-west-1:111122223333:undelivered"
            }
          }
        }`,
      'a pipe from a stream, with a queue': `
        resource "aws_pipes_pipe" "changes" {
          source = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000"
          target = "arn:aws:sqs:eu-west-1:111122223333:changes"
          source_parameters {
            dynamodb_stream_parameters {
              starting_position = "TRIM_HORIZON"
              dead_letter_config {
                arn = "arn:aws:sqs:eu-west-1:111122223333:undelivered"
              }
            }
          }
        }`,
    },
    bad: {
      'a target without': `
        resource "aws_cloudwatch_event_target" "orders" {
          rule = "orders"
          arn  = "arn:aws:sqs:eu-west-1:111122223333:orders"
        }`,
      'a schedule without': `
        resource "aws_scheduler_schedule" "nightly" {
          schedule_expression = "rate(1 day)"
          target {
            arn      = "arn:aws:sqs:eu-west-1:111122223333:reports"
            role_arn = "arn:aws:iam::111122223333:role/schedule"
          }
        }`,
      'a pipe from a stream, without': `
        resource "aws_pipes_pipe" "changes" {
          source = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
          target = "arn:aws:sqs:eu-west-1:111122223333:changes"
          source_parameters {
            kinesis_stream_parameters {
              starting_position = "TRIM_HORIZON"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "queue" {}
        resource "aws_cloudwatch_event_target" "orders" {
          rule = "orders"
          arn  = "arn:aws:sqs:eu-west-1:111122223333:orders"
          dead_letter_config {
            arn = var.queue
          }
        }`,
    },
  },
});
