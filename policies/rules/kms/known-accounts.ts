import { defineRule } from '../../../review/engine/rule';
import { closedToForeigners } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'principals of known accounts only';

export const knownAccounts = defineRule({
  id: 'kms/known-accounts',
  aliases: [],
  title: 'A key is used by known accounts only',
  severity: 'high',
  why: 'Who may use the key from another account reads whatever copy of the data reaches it, and who may write its policy can lock its owner out.',
  fix: 'Remove the account from the key policy, or list it among the environment’s known accounts.',
  resources: ['aws_kms_key', 'aws_kms_key_policy', 'aws_kms_replica_key'],
  check: (key, context) =>
    eachAllow(key, context.graph, ['resource'], expected, (allow) => closedToForeigners(allow, key, context, expected)),
  examples: {
    good: {
      'its own account': `
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
      'an account that nobody lists': `
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
