import { defineRule } from '../../../review/engine/rule';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { refuses } from './unconstrained';

const expected = 'resource ARNs, or a condition on tags';

export const resourcesNamed = defineRule({
  id: 'iam/resources-named',
  aliases: ['IAM-03'],
  title: 'IAM policies should limit actions to named resources where the action supports it',
  severity: 'high',
  why: 'With Resource "*", one compromised workload can read or delete every queue, table and bucket of the account, including those of other teams.',
  fix: 'List ARNs in Resource, or add a condition such as aws:ResourceTag. Move actions without resource-level permissions, such as ec2:DescribeInstances, to a statement of their own.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) => refuses(allow, expected, () => true)),
  examples: {
    good: {
      'a resource by ARN': `
        resource "aws_sqs_queue" "orders" {
          name = "orders"
        }
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.orders.arn }] })
        }`,
      'actions without resource-level permissions': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "ecr:GetAuthorizationToken"], Resource = "*" }]
          })
        }`,
      'what has a tag': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "ec2:RebootInstances"
              Resource  = "*"
              Condition = { StringEquals = { "ec2:ResourceTag/team" = "shop" } }
            }]
          })
        }`,
      'text messages of Cognito, which go to phone numbers': `
        resource "aws_iam_role" "texts" {
          assume_role_policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Principal = { Service = "cognito-idp.amazonaws.com" }, Action = "sts:AssumeRole" }]
          })
        }
        resource "aws_iam_role_policy" "texts" {
          role   = aws_iam_role.texts.id
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "*" }] })
        }`,
      'an action that needs no permission': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Resource = "*" }] })
        }`,
    },
    bad: {
      'one action of two could be limited': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "sqs:SendMessage"], Resource = "*" }] })
        }`,
      'a condition that holds without its key': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "ec2:RebootInstances"
              Resource  = "*"
              Condition = { StringEqualsIfExists = { "ec2:ResourceTag/team" = "shop" } }
            }]
          })
        }`,
      'every bucket, as an ARN, in an inline policy behind jsonencode': `
        resource "aws_iam_role" "main" {
          assume_role_policy = "{}"
          inline_policy {
            policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "arn:aws:s3:::*" }] })
          }
        }`,
      'messages to any topic, of an application': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "*" }] })
        }`,
    },
    unknown: {
      'a resource that is not known': `
        variable "queue" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = var.queue }] })
        }`,
    },
  },
});
