import type { Statement } from '../../../review/iam/document';
import { elided, type AnyText } from '../../../review/model/text';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { actionsOf } from '../support/exposure';
import { narrowsSource, someNarrow } from '../../../review/iam/narrowing';
import { every, or, type Truth } from '../../../review/iam/three-valued-logic';
import { unknownText } from '../support/text';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';

const expected = 'a condition on aws:SourceArn or aws:SourceAccount';

/** Who writes the logs of Application Load Balancers. */
const balancerLogs = /^logdelivery\.elasticloadbalancing\.amazonaws\.com(\.cn)?$/;

/**
 * Whether the objects that a service may write are of one account by their path, which it takes from the account that it acts for: all that AWS offers for logs of
 * Application Load Balancers (user guide, Enable access logs).
 */
function namesAccount(service: AnyText, { resources = [] }: Statement): Truth {
  if (!balancerLogs.test(elided(service)) || resources.length === 0) return false;
  return every(resources, (one) => unknownText(one) ?? /\/AWSLogs\/\d{12}\/\*$/.test(elided(one)));
}

export const servicePrincipalsHaveSource = defineRule({
  id: 'iam/service-principals-have-source',
  aliases: ['IAM-16'],
  title: 'Resource policies should limit AWS service principals to a source account or ARN',
  severity: 'high',
  why: 'An AWS service acts for all its customers. If a bucket, topic or key trusts a service without a source condition, any account can use it through that service (the confused deputy problem).',
  fix: 'Add ArnLike on aws:SourceArn or StringEquals on aws:SourceAccount. In the policy of a key for CloudWatch Logs, use kms:EncryptionContext:aws:logs:arn.',
  resources: carriersOf('resource'),
  optOuts: ['source_account'],
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['resource'], expected, ({ path, statement }) => {
      const services = (statement.principals ?? []).filter(({ type }) => type === 'Service').map(({ id }) => id);
      const narrowed = or(
        every(services, (id) => namesAccount(id, statement)),
        someNarrow(statement.conditions, narrowsSource),
      );
      if (narrowed instanceof Unknown) return notKnown(path, expected, narrowed);
      return narrowed
        ? pass
        : failing(path, expected, `${actionsOf(statement)} for ${services.join(', ')} of any account`);
    }),
  examples: {
    good: {
      'a topic for the alarms of an account': `
        resource "aws_sns_topic_policy" "main" {
          arn    = "arn:aws:sns:eu-west-1:111122223333:alarms"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudwatch.amazonaws.com" }
              Action    = "sns:Publish"
              Resource  = "*"
              Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
            }]
          })
        }`,
      'a key for the log groups of an account': `
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "logs.eu-west-1.amazonaws.com" }
              Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
              Resource  = "*"
              Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-west-1:111122223333:log-group:*" } }
            }]
          })
        }`,
      'logs of the load balancers of an account, by their path': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-logs"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = "arn:aws:s3:::shop-logs/access/AWSLogs/111122223333/*"
            }]
          })
        }`,
    },
    bad: {
      'logs of the load balancers of any account': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-logs"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = ["arn:aws:s3:::shop-logs/AWSLogs/111122223333/*", "arn:aws:s3:::shop-logs/*"]
            }]
          })
        }`,
      'any bucket of any account': `
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/uploads"
          policy    = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sqs:SendMessage", Resource = "*" }]
          })
        }`,
      'a source with wildcards for every account': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-logs"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudtrail.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = "arn:aws:s3:::shop-logs/*"
              Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:cloudtrail:*:*:trail/*" } }
            }]
          })
        }`,
      'a condition on something else': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-logs"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "delivery.logs.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = "arn:aws:s3:::shop-logs/*"
              Condition = { StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" } }
            }]
          })
        }`,
    },
    unknown: {
      'an account that is not known': `
        variable "account" {}
        resource "aws_sns_topic_policy" "main" {
          arn    = "arn:aws:sns:eu-west-1:111122223333:alarms"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "events.amazonaws.com" }
              Action    = "sns:Publish"
              Resource  = "*"
              Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
            }]
          })
        }`,
    },
  },
});
