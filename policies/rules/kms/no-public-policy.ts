import { defineRule } from '../../../review/engine/rule';
import { policiesClosedToEveryone } from '../support/exposure';

const expected = 'named principals, or a condition on kms:CallerAccount or aws:PrincipalOrgID';

export const noPublicPolicy = defineRule({
  id: 'kms/no-public-policy',
  aliases: ['KMS-02'],
  title: 'KMS key policies should not allow every AWS account',
  severity: 'critical',
  why: 'With Principal "*", anyone with an AWS account who learns the ARN can use the key. A condition on kms:ViaService does not limit who calls, since every account can call through the service.',
  fix: 'Name the principals, or add StringEquals on kms:CallerAccount next to kms:ViaService.',
  resources: [
    'aws_kms_key',
    'aws_kms_key_policy',
    'aws_kms_external_key',
    'aws_kms_replica_key',
    'aws_kms_replica_external_key',
  ],
  check: (key, { graph }) => policiesClosedToEveryone(key, graph, expected),
  examples: {
    good: {
      'the account itself, and its principals through a service': `
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [
              { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" },
              {
                Effect    = "Allow"
                Principal = { AWS = "*" }
                Action    = "kms:Decrypt"
                Resource  = "*"
                Condition = {
                  StringEquals = { "kms:CallerAccount" = "111122223333", "kms:ViaService" = "rds.eu-west-1.amazonaws.com" }
                }
              },
            ]
          })
        }`,
      'all but the organization are denied': `
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [
              { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" },
              {
                Effect    = "Deny"
                Principal = "*"
                Action    = "kms:*"
                Resource  = "*"
                Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
              },
            ]
          })
        }`,
    },
    bad: {
      everyone: `
        resource "aws_kms_key" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" }] })
        }`,
      'everyone through a service, in a separate policy': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_kms_key_policy" "main" {
          key_id = aws_kms_key.main.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }
              Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
              Resource  = "*"
              Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
            }]
          })
        }`,
      'an account, only if the key is present': `
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "*" }
              Action    = "kms:Decrypt"
              Resource  = "*"
              Condition = { StringEqualsIfExists = { "kms:CallerAccount" = "111122223333" } }
            }]
          })
        }`,
    },
    unknown: {
      'an account that is not known': `
        variable "account" {}
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "*" }
              Action    = "kms:Decrypt"
              Resource  = "*"
              Condition = { StringEquals = { "kms:CallerAccount" = var.account } }
            }]
          })
        }`,
    },
  },
});
