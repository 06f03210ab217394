import { memoized } from '../../../review/memoize';
import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import type { Graph } from '../../../review/model/graph';
import { arnOf } from '../../../review/model/identity';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, isMap, Unknown, type Value } from '../../../review/model/value';
import { notKnown } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { keyOf } from '../../../review/model/text';
import { fromJson } from '../support/json-text';

const expected = 'a dead-letter queue';

export const deadLetterQueue = defineRule({
  id: 'sqs/dead-letter-queue',
  aliases: ['SQS-03'],
  title: 'SQS queues should have a dead-letter queue',
  severity: 'low',
  why: 'A message that no consumer can process is received again until it expires. It blocks a FIFO queue, costs a retry each time, and is then lost unnoticed.',
  fix: 'Set redrive_policy with deadLetterTargetArn and maxReceiveCount, and add an alarm on the dead-letter queue.',
  resources: ['aws_sqs_queue'],
  check: (queue, { graph }) => {
    const targets = targetsIn(graph);
    if (targets.texts.has(keyOf(arnOf(queue))) || queue.at('redrive_allow_policy') !== undefined) return [];
    const separate = graph.children(queue, 'aws_sqs_queue_redrive_policy', 'queue_url');
    const verdict = attribute(queue, 'redrive_policy').isPresent(expected);
    if (verdict.status !== 'fail') return verdict;
    if (separate.found.length > 0) return { status: 'pass' };
    const unknown = separate.unknown ?? targets.unknown;
    return unknown ? notKnown('redrive_policy', expected, unknown) : verdict;
  },
  examples: {
    good: {
      'a queue and its dead-letter queue': `
        resource "aws_sqs_queue" "dead" {
          name = "orders-dead"
        }
        resource "aws_sqs_queue" "orders" {
          name           = "orders"
          redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
        }`,
      'in a separate resource, between queues whose names AWS chooses': `
        resource "aws_sqs_queue" "dead" {
          name_prefix = "orders-dead"
        }
        resource "aws_sqs_queue" "orders" {
          name_prefix = "orders"
        }
        resource "aws_sqs_queue_redrive_policy" "orders" {
          queue_url      = aws_sqs_queue.orders.id
          redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
        }`,
    },
    bad: {
      none: `
        resource "aws_sqs_queue" "orders" {
          name = "orders"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "redrive" {}
        resource "aws_sqs_queue" "orders" {
          redrive_policy = var.redrive
        }`,
    },
  },
});

interface Targets {
  readonly texts: ReadonlySet<string>;
  readonly unknown?: Unknown;
}

/** The ARNs of dead-letter queues, or the texts that stand for them. */
const targetsIn = memoized((graph: Graph): Targets => {
  const holders = graph.all('aws_sqs_queue', 'aws_sqs_queue_redrive_policy', 'aws_sns_topic_subscription');
  const policies = holders.map((holder: Resource) => holder.at('redrive_policy')).filter((one) => one !== undefined);
  const unknown = policies.find((one) => one instanceof Unknown && one.text === undefined);
  const texts = new Set(policies.flatMap((one) => targetOf(one) ?? []));
  for (const target of graph.all('aws_lambda_function')) {
    const arn = target.at('dead_letter_config.target_arn');
    const queue = graph.resolveFor(target, arn, 'aws_sqs_queue');
    if (queue && !(queue instanceof Unknown)) texts.add(keyOf(arnOf(queue)));
  }
  return unknown instanceof Unknown ? { texts, unknown } : { texts };
});

function targetOf(policy: Value): string | undefined {
  const parsed = fromJson(policy);
  return isMap(parsed) && !isAbsent(parsed.deadLetterTargetArn) ? keyOf(asText(parsed.deadLetterTargetArn)) : undefined;
}
