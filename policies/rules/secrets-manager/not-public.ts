import { defineRule } from '../../../review/engine/rule';
import { closedToEveryone, closedToForeignAccounts } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'named principals of known accounts';

export const notPublic = defineRule({
  id: 'secrets-manager/not-public',
  aliases: ['SEC-01/2'],
  title: 'Secrets Manager secret policies should allow only named principals',
  severity: 'high',
  why: 'A resource policy with "*" gives the secret to every AWS account that learns its ARN.',
  fix: 'Name the roles in Principal, or remove the policy and leave access to IAM. Set block_public_policy = true.',
  resources: ['aws_secretsmanager_secret_policy', 'aws_secretsmanager_secret'],
  check: (secret, context) =>
    eachAllow(secret, context.graph, ['resource'], expected, (allow) => {
      const open = closedToEveryone(allow, expected);
      return open.status === 'pass' ? closedToForeignAccounts(allow, secret, context, expected) : open;
    }),
  examples: {
    good: {
      'a role of the same account': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_iam_role" "app" {
          name               = "app"
          assume_role_policy = "{}"
        }
        resource "aws_secretsmanager_secret_policy" "main" {
          secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf"
          policy     = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
          })
        }`,
    },
    bad: {
      everyone: `
        resource "aws_secretsmanager_secret" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
          })
        }`,
      'an account that is not listed': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_secretsmanager_secret_policy" "main" {
          secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf"
          policy     = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "999988887777" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_secretsmanager_secret" "main" {
          policy = var.policy
        }`,
    },
  },
});
