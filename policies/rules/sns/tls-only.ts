import { defineRule } from '../../../review/engine/rule';
import { policiesOf } from '../support/policies';
import { deniesPlainText } from '../support/tls-only';

export const tlsOnly = defineRule({
  id: 'sns/tls-only',
  aliases: ['SNS-03'],
  title: 'SNS topic policies should deny publishing without TLS',
  severity: 'low',
  why: 'SNS also accepts messages over plain HTTP, where anyone on the network path can read and change them.',
  fix: 'Add a Deny to the topic policy for Principal "*" and sns:Publish, with Bool aws:SecureTransport "false".',
  resources: ['aws_sns_topic'],
  check: (topic, { graph }) => {
    const separate = graph.children(topic, 'aws_sns_topic_policy', 'arn');
    const policies = [...separate.found, topic].flatMap((resource) => policiesOf(resource));
    return deniesPlainText(
      policies,
      { actions: ['sns:Publish'] },
      policies.length === 0 ? separate.unknown : undefined,
    );
  },
  examples: {
    good: {
      'a Deny in a separate policy': `
        resource "aws_sns_topic" "main" {
          name = "orders"
        }
        resource "aws_sns_topic_policy" "main" {
          arn    = aws_sns_topic.main.arn
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = ["sns:Subscribe", "sns:Publish"]
              Resource  = aws_sns_topic.main.arn
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_sns_topic" "main" {
          name = "orders"
        }`,
      'a Deny of something else': `
        resource "aws_sns_topic" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "sns:Subscribe"
              Resource  = "*"
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_sns_topic" "main" {
          policy = var.policy
        }`,
    },
  },
});
