import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown } from '../../../review/engine/verdict';
import { closedToEveryone, isOwnAccount } from '../support/exposure';
import { eachAllow } from '../support/policies';
import { unknownText } from '../support/text';
import { elided } from '../../../review/model/text';

const expected = 'named principals and actions';

export const notPublic = defineRule({
  id: 'sqs/not-public',
  aliases: ['SQS-02'],
  title: 'SQS queue policies should allow only named principals and actions',
  severity: 'high',
  why: 'Anyone who can send messages can make a trusted consumer do work. Anyone who can receive messages reads and removes them.',
  fix: 'Name the principals, or for a service add aws:SourceArn, and list the actions, such as sqs:SendMessage.',
  resources: ['aws_sqs_queue_policy', 'aws_sqs_queue'],
  check: (queue, { graph }) =>
    eachAllow(queue, graph, ['resource'], expected, (allow) => {
      const { actions = [], principals = [] } = allow.statement;
      const all = actions.find((action) => /^(sqs:)?\*+$/i.test(elided(action)));
      const isOwn = principals.length > 0 && principals.every(({ id }) => isOwnAccount(id, queue.provider.account));
      if (all && !isOwn) return failing(allow.path, expected, `Action ${String(all)}`);
      const verdict = closedToEveryone(allow, expected);
      const unknown = isOwn ? undefined : actions.map(unknownText).find((one) => one !== undefined);
      return verdict.status === 'pass' && unknown ? notKnown(allow.path, expected, unknown) : verdict;
    }),
  examples: {
    good: {
      'a topic sends': `
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
          policy    = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sqs:SendMessage"
              Resource  = "*"
              Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111122223333:orders" } }
            }]
          })
        }`,
    },
    bad: {
      'everyone sends': `
        resource "aws_sqs_queue" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] })
        }`,
      'everyone, but for a negative condition': `
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
          policy    = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sqs:ReceiveMessage"
              Resource  = "*"
              Condition = { StringNotEquals = { "aws:PrincipalAccount" = "999988887777" } }
            }]
          })
        }`,
      'a role, but every action': `
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
          policy    = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "SQS:*", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a principal that is not known': `
        variable "sender" {}
        resource "aws_sqs_queue" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = var.sender }, Action = "sqs:SendMessage", Resource = "*" }] })
        }`,
    },
  },
});
