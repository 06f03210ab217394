import { defineRule } from '../../../review/engine/rule';
import { policiesOf } from '../support/policies';
import { deniesPlainText } from '../support/tls-only';

export const tlsOnly = defineRule({
  id: 'sqs/tls-only',
  aliases: ['SQS-03/2'],
  title: 'SQS queue policies should deny requests without TLS',
  severity: 'low',
  why: 'SQS also accepts plain HTTP, where anyone on the network path can read and change messages.',
  fix: 'Add a Deny to the queue policy for Principal "*" and sqs:*, with Bool aws:SecureTransport "false".',
  resources: ['aws_sqs_queue'],
  check: (queue, { graph }) => {
    const separate = graph.children(queue, 'aws_sqs_queue_policy', 'queue_url');
    const policies = [...separate.found, queue].flatMap((resource) => policiesOf(resource));
    const denied = { actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'] };
    return deniesPlainText(policies, denied, policies.length === 0 ? separate.unknown : undefined);
  },
  examples: {
    good: {
      'a Deny': `
        resource "aws_sqs_queue" "main" {
          name = "orders"
        }
        resource "aws_sqs_queue_policy" "main" {
          queue_url = aws_sqs_queue.main.id
          policy    = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "sqs:*"
              Resource  = aws_sqs_queue.main.arn
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_sqs_queue" "main" {
          name = "orders"
        }`,
      'senders only': `
        resource "aws_sqs_queue" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "sqs:SendMessage"
              Resource  = "*"
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_sqs_queue" "main" {
          policy = var.policy
        }`,
    },
  },
});
