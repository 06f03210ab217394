import { defineRule } from '../../../review/engine/rule';
import { policiesOf } from '../support/policies';
import { deniesPlainText } from '../support/tls-only';

export const tlsOnly = defineRule({
  id: 'sqs/tls-only',
  aliases: ['SQS-03/2'],
  title: 'A queue refuses requests without TLS',
  severity: 'low',
  why: 'SQS answers plain HTTP too, where whoever is on the way reads and changes the messages.',
  fix: 'Add a Deny to the queue policy for Principal "*" and sqs:*, with Bool aws:SecureTransport "false".',
  resources: ['aws_sqs_queue'],
  check: (queue, { graph }) => {
    const apart = graph.children(queue, 'aws_sqs_queue_policy', 'queue_url');
    const policies = [...apart.found, queue].flatMap((resource) => policiesOf(resource));
    const denied = { actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'] };
    return deniesPlainText(policies, denied, policies.length === 0 ? apart.unknown : undefined);
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
      'senders alone': `
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
