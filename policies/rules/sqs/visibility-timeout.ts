import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';

/** Lambda developer guide, Creating and configuring an Amazon SQS event source mapping. */
const factor = 6;
/** The defaults of AWS, in seconds: SQS API reference, CreateQueue; Lambda API reference, CreateFunction. */
const defaults = { visibility: 30, timeout: 3 };
const path = 'event_source_arn';

export const visibilityTimeout = defineRule({
  id: 'sqs/visibility-timeout',
  aliases: [],
  title: 'SQS queues should hide a message for six times the timeout of the function that consumes it',
  severity: 'low',
  why: 'A message that is visible again while the function still works on it, or waits to be tried again after it was throttled, is processed twice, and goes to the dead-letter queue although nothing is wrong with it.',
  fix: 'Set visibility_timeout_seconds of the queue to six times the timeout of the function, or more.',
  resources: ['aws_lambda_event_source_mapping'],
  check: (mapping, { graph }) => {
    const queue = graph.resolveFor(mapping, mapping.at(path), 'aws_sqs_queue');
    const lambda = functionOf(mapping, graph);
    // Of a function or queue that is not in the input, the other one's configuration tells nothing.
    if (!(queue instanceof Resource) || queue.type !== 'aws_sqs_queue' || !(lambda instanceof Resource)) return [];
    const timeout = seconds(lambda.at('timeout'), defaults.timeout);
    const expected = `a queue that hides messages for ${factor} times the timeout of ${lambda.address}`;
    if (timeout instanceof Unknown) return notKnown(path, expected, timeout);
    const visibility = seconds(queue.at('visibility_timeout_seconds'), defaults.visibility);
    if (visibility instanceof Unknown) return notKnown(path, expected, visibility);
    const least = factor * timeout;
    const verdict = attribute(queue, 'visibility_timeout_seconds', { default: defaults.visibility }).isAtLeast(least);
    return verdict.status === 'fail'
      ? failing(path, `${expected}, ${least} seconds`, `${visibility} seconds of ${queue.address}`)
      : verdict;
  },
  examples: {
    good: {
      'six times the timeout': `
        resource "aws_sqs_queue" "orders" {
          visibility_timeout_seconds = 180
        }
        resource "aws_lambda_function" "orders" {
          timeout = 30
        }
        resource "aws_lambda_event_source_mapping" "orders" {
          event_source_arn = aws_sqs_queue.orders.arn
          function_name    = aws_lambda_function.orders.arn
        }`,
      'the defaults of both': `
        resource "aws_sqs_queue" "orders" {
          name = "orders"
        }
        resource "aws_lambda_function" "orders" {
          function_name = "orders"
        }
        resource "aws_lambda_event_source_mapping" "orders" {
          event_source_arn = aws_sqs_queue.orders.arn
          function_name    = aws_lambda_function.orders.function_name
        }`,
    },
    bad: {
      'the default, and a function that runs as long': `
        resource "aws_sqs_queue" "orders" {
          name = "orders"
        }
        resource "aws_lambda_function" "orders" {
          timeout = 30
        }
        resource "aws_lambda_event_source_mapping" "orders" {
          event_source_arn = aws_sqs_queue.orders.arn
          function_name    = aws_lambda_function.orders.arn
        }`,
      'through an alias': `
        resource "aws_sqs_queue" "orders" {
          visibility_timeout_seconds = 60
        }
        resource "aws_lambda_function" "orders" {
          timeout = 30
        }
        resource "aws_lambda_alias" "live" {
          name             = "live"
          function_name    = aws_lambda_function.orders.function_name
          function_version = "1"
        }
        resource "aws_lambda_event_source_mapping" "orders" {
          event_source_arn = aws_sqs_queue.orders.arn
          function_name    = aws_lambda_alias.live.arn
        }`,
    },
    unknown: {
      'a timeout without a value': `
        variable "seconds" {}
        resource "aws_sqs_queue" "orders" {
          visibility_timeout_seconds = 60
        }
        resource "aws_lambda_function" "orders" {
          timeout = var.seconds
        }
        resource "aws_lambda_event_source_mapping" "orders" {
          event_source_arn = aws_sqs_queue.orders.arn
          function_name    = aws_lambda_function.orders.arn
        }`,
    },
  },
});

function functionOf(mapping: Resource, graph: Graph): Resource | Unknown | undefined {
  const found = graph.resolveFor(mapping, mapping.at('function_name'), 'aws_lambda_function', 'aws_lambda_alias');
  if (!(found instanceof Resource) || found.type !== 'aws_lambda_alias') return found;
  return graph.resolveFor(found, found.at('function_name'), 'aws_lambda_function');
}

function seconds(value: Value | undefined, otherwise: number): number | Unknown {
  if (value instanceof Unknown) return value;
  const found = Number(value ?? otherwise);
  return Number.isFinite(found) ? found : new Unknown('a number of seconds');
}
