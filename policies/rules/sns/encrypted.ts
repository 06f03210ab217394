import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { namesCustomerKey } from '../support/customer-key';
import { policiesOf, statementsOf } from '../support/policies';

export const encrypted = defineRule({
  id: 'sns/encrypted',
  aliases: ['SNS-01'],
  title: 'SNS topics should be encrypted with a KMS key that their publishers can use',
  severity: 'medium',
  why: 'Messages are stored on disk until they are delivered. Under alias/aws/sns, AWS services such as CloudWatch cannot publish, and alarms to the topic are lost.',
  fix: 'Set kms_master_key_id to a customer managed KMS key whose policy allows the publishing services to use it.',
  resources: ['aws_sns_topic'],
  check: (topic, { graph }) => {
    const key = attribute(topic, 'kms_master_key_id');
    const present = key.isPresent('a key');
    if (present.status !== 'pass' || !isForServices(topic, graph)) return present;
    const verdict = namesCustomerKey(key);
    const expected = 'a customer managed key, which the services that publish can use';
    return verdict.status === 'fail' ? failing('kms_master_key_id', expected, verdict.found) : verdict;
  },
  examples: {
    good: {
      'a customer managed key': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_sns_topic" "main" {
          kms_master_key_id = aws_kms_key.main.arn
        }`,
      'the AWS managed key, where only roles publish': `
        resource "aws_sns_topic" "main" {
          kms_master_key_id = "alias/aws/sns"
        }`,
    },
    bad: {
      'no key': `
        resource "aws_sns_topic" "main" {
          name = "orders"
        }`,
      'the AWS managed key, where CloudWatch publishes': `
        resource "aws_sns_topic" "main" {
          kms_master_key_id = "alias/aws/sns"
        }
        resource "aws_sns_topic_policy" "main" {
          arn    = aws_sns_topic.main.arn
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "cloudwatch.amazonaws.com" }, Action = "sns:Publish", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a key that is not known': `
        variable "key" {}
        resource "aws_sns_topic" "main" {
          kms_master_key_id = var.key
        }`,
    },
  },
});

function isForServices(topic: Resource, graph: Graph): boolean {
  const { found } = graph.children(topic, 'aws_sns_topic_policy', 'arn');
  return [topic, ...found]
    .flatMap((resource) => policiesOf(resource))
    .flatMap(statementsOf)
    .some(
      ({ statement }) => statement.effect === 'Allow' && statement.principals?.some(({ type }) => type === 'Service'),
    );
}
