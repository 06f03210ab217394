import { defineRule } from '../../../review/engine/rule';
import { closedToEveryone, closedToForeignAccounts } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'named principals of known accounts';

export const notPublic = defineRule({
  id: 'sns/not-public',
  aliases: ['SNS-02'],
  title: 'SNS topic policies should allow only named principals',
  severity: 'high',
  why: 'Anyone who can subscribe reads every message. Anyone who can publish can send false alarms or commands to all subscribers.',
  fix: 'Name the principals, or for a service add aws:SourceAccount. Add other accounts to the known accounts of the environment.',
  resources: ['aws_sns_topic_policy', 'aws_sns_topic'],
  check: (topic, context) =>
    eachAllow(topic, context.graph, ['resource'], expected, (allow) => {
      const open = closedToEveryone(allow, expected);
      return open.status === 'pass' ? closedToForeignAccounts(allow, topic, context, expected) : open;
    }),
  examples: {
    good: {
      'the ACL that AWS creates: the owner': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_sns_topic_policy" "main" {
          arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "*" }
              Action    = ["sns:Publish", "sns:Subscribe"]
              Resource  = "*"
              Condition = { StringEquals = { "AWS:SourceOwner" = "111122223333" } }
            }]
          })
        }`,
      'a known account': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_sns_topic" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "222233334444" }, Action = "sns:Subscribe", Resource = "*" }]
          })
        }`,
    },
    bad: {
      'everyone subscribes by email': `
        resource "aws_sns_topic_policy" "main" {
          arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sns:Subscribe"
              Resource  = "*"
              Condition = { StringEquals = { "sns:Protocol" = "email" } }
            }]
          })
        }`,
      'an account that is not listed': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_sns_topic_policy" "main" {
          arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Action = "sns:Publish", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_sns_topic_policy" "main" {
          arn    = "arn:aws:sns:eu-west-1:111122223333:orders"
          policy = var.policy
        }`,
    },
    environment: { knownAccounts: ['222233334444'] },
  },
});
