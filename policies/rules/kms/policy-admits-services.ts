import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { asText } from '../../../review/model/configuration/text';
import { isAbsent, Unknown } from '../../../review/model/value';
import { admits } from '../support/service-access';
import { keyNamed, keyUsesOf, usingTypes, type KeyUse } from './services-that-use-keys';

export const policyAdmitsServices = defineRule({
  id: 'kms/policy-admits-services',
  aliases: [],
  title: 'KMS keys should have a policy that allows the services that use them',
  severity: 'high',
  why: 'CloudTrail, CloudWatch, EventBridge, S3, SNS, RDS and Route 53 use a key under their own name, not as a role of the account. Where the key policy does not allow them, an alarm or event is lost without an error, a trail or log group cannot be created, and a signed domain stops resolving within days.',
  fix: 'In the key policy, allow the service principal that is named the actions that are named, in the region of the resource. An AWS managed key, such as alias/aws/sns, allows no other service: use a customer managed key.',
  resources: usingTypes,
  check: (resource, { graph }) => {
    const verdicts = keyUsesOf(resource, graph).flatMap((use) => judge(resource, graph, use));
    return verdicts.length > 0 ? all(verdicts) : [];
  },
  examples: {
    good: {
      'an alarm whose topic has a key that allows CloudWatch': `
        resource "aws_kms_key" "alarms" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudwatch.amazonaws.com" }
              Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
              Resource  = "*"
            }]
          })
        }
        resource "aws_sns_topic" "alarms" {
          kms_master_key_id = aws_kms_key.alarms.arn
        }
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_actions = [aws_sns_topic.alarms.arn]
        }`,
      'a key that signs a zone, which allows Route 53': `
        resource "aws_kms_key" "dnssec" {
          key_usage                = "SIGN_VERIFY"
          customer_master_key_spec = "ECC_NIST_P256"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "dnssec-route53.amazonaws.com" }
              Action    = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"]
              Resource  = "*"
            }]
          })
        }
        resource "aws_route53_key_signing_key" "main" {
          hosted_zone_id             = "Z0123456789"
          key_management_service_arn = aws_kms_key.dnssec.arn
          name                       = "main"
        }`,
      'a rule of EventBridge, bound to the queue by the encryption context of SQS': `
        resource "aws_kms_key" "orders" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "events.amazonaws.com" }
              Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
              Resource  = "*"
              Condition = { ArnLike = { "kms:EncryptionContext:aws:sqs:arn" = "arn:aws:sqs:eu-west-1:111122223333:*" } }
            }]
          })
        }
        resource "aws_sqs_queue" "orders" {
          kms_master_key_id = aws_kms_key.orders.arn
        }
        resource "aws_cloudwatch_event_target" "orders" {
          rule = "orders"
          arn  = aws_sqs_queue.orders.arn
        }`,
      'a trail whose key allows CloudTrail for it': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_kms_key" "trail" {
          policy = jsonencode({
            Statement = [
              {
                Effect    = "Allow"
                Principal = { Service = "cloudtrail.amazonaws.com" }
                Action    = "kms:GenerateDataKey*"
                Resource  = "*"
                Condition = {
                  StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/account" }
                  StringLike   = { "kms:EncryptionContext:aws:cloudtrail:arn" = "arn:aws:cloudtrail:*:111122223333:trail/*" }
                }
              },
              { Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "kms:DescribeKey", Resource = "*" },
            ]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          kms_key_id     = aws_kms_key.trail.arn
        }`,
      'an event bus whose key allows EventBridge for the account': `
        resource "aws_kms_key" "events" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "events.amazonaws.com" }
              Action    = ["kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey*"]
              Resource  = "*"
              Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
            }]
          })
        }
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudwatch_event_bus" "shop" {
          name               = "shop"
          kms_key_identifier = aws_kms_key.events.arn
        }`,
      'an alarm whose topic is not encrypted': `
        resource "aws_sns_topic" "alarms" {}
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_actions = [aws_sns_topic.alarms.arn]
        }`,
    },
    bad: {
      'a topic that delivers to a queue whose key does not allow SNS': `
        resource "aws_kms_key" "orders" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "kms:*", Resource = "*" }]
          })
        }
        resource "aws_sqs_queue" "orders" {
          kms_master_key_id = aws_kms_key.orders.arn
        }
        resource "aws_sns_topic_subscription" "orders" {
          topic_arn = "arn:aws:sns:eu-west-1:111122223333:orders"
          protocol  = "sqs"
          endpoint  = aws_sqs_queue.orders.arn
        }`,
      'a trail whose key allows CloudTrail for a trail of another name': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_kms_key" "trail" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudtrail.amazonaws.com" }
              Action    = ["kms:GenerateDataKey*", "kms:DescribeKey"]
              Resource  = "*"
              Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/old" } }
            }]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          kms_key_id     = aws_kms_key.trail.arn
        }`,
      'a trail whose key CloudTrail may use and not describe': `
        resource "aws_kms_key" "trail" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "kms:GenerateDataKey*", Resource = "*" }]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          kms_key_id     = aws_kms_key.trail.arn
        }`,
      'an event bus whose key does not allow EventBridge': `
        resource "aws_kms_key" "events" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "kms:*", Resource = "*" }]
          })
        }
        resource "aws_cloudwatch_event_bus" "shop" {
          name               = "shop"
          kms_key_identifier = aws_kms_key.events.arn
        }`,
      'a dead-letter queue whose key does not allow EventBridge': `
        resource "aws_kms_key" "undelivered" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "kms:*", Resource = "*" }]
          })
        }
        resource "aws_sqs_queue" "undelivered" {
          kms_master_key_id = aws_kms_key.undelivered.arn
        }
        resource "aws_cloudwatch_event_target" "orders" {
          rule = "orders"
          arn  = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
          dead_letter_config {
            arn = aws_sqs_queue.undelivered.arn
          }
        }`,
      'an alarm whose topic has the AWS managed key': `
        resource "aws_sns_topic" "alarms" {
          kms_master_key_id = "alias/aws/sns"
        }
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_actions = [aws_sns_topic.alarms.arn]
        }`,
      'a key that signs a zone, with which Route 53 may not sign': `
        resource "aws_kms_key" "dnssec" {
          key_usage                = "SIGN_VERIFY"
          customer_master_key_spec = "ECC_NIST_P256"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "dnssec-route53.amazonaws.com" }
              Action    = ["kms:DescribeKey", "kms:GetPublicKey"]
              Resource  = "*"
            }]
          })
        }
        resource "aws_route53_key_signing_key" "main" {
          hosted_zone_id             = "Z0123456789"
          key_management_service_arn = aws_kms_key.dnssec.arn
          name                       = "main"
        }`,
      'a log group whose replica key has a policy of its own, without CloudWatch Logs': `
        resource "aws_kms_replica_key" "logs" {
          primary_key_arn = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }
        resource "aws_cloudwatch_log_group" "app" {
          name       = "/app"
          kms_key_id = aws_kms_replica_key.logs.arn
        }`,
      'a log group whose key allows CloudWatch Logs of another region': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_kms_key" "logs" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "logs.us-east-1.amazonaws.com" }
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }
        resource "aws_cloudwatch_log_group" "app" {
          name       = "/app"
          kms_key_id = aws_kms_key.logs.arn
        }`,
      'a queue of EventBridge whose key asks for a source account, which EventBridge does not send': `
        resource "aws_kms_key" "events" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "events.amazonaws.com" }
              Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
              Resource  = "*"
              Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
            }]
          })
        }
        resource "aws_sqs_queue" "events" {
          kms_master_key_id = aws_kms_key.events.id
        }
        resource "aws_cloudwatch_event_target" "queue" {
          rule = "orders"
          arn  = aws_sqs_queue.events.arn
        }`,
    },
    unknown: {
      'a key whose policy is not known': `
        variable "policy" {}
        resource "aws_kms_key" "logs" {
          policy = var.policy
        }
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = aws_kms_key.logs.arn
        }`,
    },
  },
});

/** Nothing for a key that is not in the input: its policy is judged in the review of the configuration that holds it. */
function judge(resource: Resource, graph: Graph, { attribute, through, key: named, request }: KeyUse): Verdict[] {
  if (isAbsent(named)) return [pass];
  const expected = `a key whose policy allows ${request.service} ${request.actions.join(', ')}`;
  const where = through ? ` of ${through.address}` : '';
  const text = String(asText(named));
  if (/(^|:)alias\/aws\//.test(text)) return [failing(attribute, expected, `${text}${where}, whose policy is AWS's`)];
  const key = keyNamed(graph, through ?? resource, named);
  if (!key) return [];
  const truth = admits(graph, key, request);
  if (truth instanceof Unknown) return [notKnown(attribute, expected, truth)];
  return [truth ? pass : failing(attribute, expected, `${key.address}${where}, whose policy does not`)];
}
