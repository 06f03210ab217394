import { defineRule } from '../../../review/engine/rule';
import { closedToForeignAccounts } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'only principals of known accounts';

export const knownAccounts = defineRule({
  id: 'kms/known-accounts',
  aliases: [],
  title: 'KMS keys should be shared only with known accounts',
  severity: 'high',
  why: 'Another account that can use the key can decrypt any copy of the data that it obtains. One that can change the key policy can lock the owner out.',
  fix: 'Remove the account from the key policy, or add it to the known accounts of the environment.',
  resources: ['aws_kms_key', 'aws_kms_key_policy', 'aws_kms_replica_key'],
  check: (key, context) =>
    eachAllow(key, context.graph, ['resource'], expected, (allow) =>
      closedToForeignAccounts(allow, key, context, expected),
    ),
  examples: {
    good: {
      'the same account': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }`,
    },
    bad: {
      'an account that is not listed': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_kms_key" "data" {}
        resource "aws_kms_key_policy" "data" {
          key_id = aws_kms_key.data.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::999988887777:root" }
              Action    = ["kms:Decrypt", "kms:CreateGrant"]
              Resource  = "*"
            }]
          })
        }`,
    },
    unknown: {
      'a principal that is not known': `
        variable "partner" {}
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_kms_key" "data" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = var.partner }
              Action    = "kms:Decrypt"
              Resource  = "*"
            }]
          })
        }`,
    },
  },
});
