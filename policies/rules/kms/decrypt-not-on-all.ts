import { defineRule } from '../../../review/engine/rule';
import { fullName } from '../../../review/iam/actions';
import { onWholeType, refuses } from '../iam/unconstrained';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';

const expected = 'decryption only with named keys';

export const decryptNotOnAll = defineRule({
  id: 'kms/decrypt-not-on-all',
  aliases: ['KMS-05'],
  title: 'IAM policies should allow KMS decryption only with named keys',
  severity: 'high',
  why: 'With kms:Decrypt on every key, anyone who obtains a backup, snapshot or secret can also read it.',
  fix: 'Name the keys by ARN in Resource, or add a condition on kms:ResourceAliases.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) =>
      refuses(allow, expected, (action) => /^kms:(Decrypt|ReEncryptFrom)$/.test(fullName(action)), onWholeType),
    ),
  examples: {
    good: {
      'a key by reference, from a policy that names it': `
        resource "aws_kms_key" "data" {
          enable_key_rotation = true
        }
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.data.arn }] })
        }`,
      'the keys of an alias': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:Decrypt"
              Resource  = "arn:aws:kms:*:111122223333:key/*"
              Condition = { "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/shop" } }
            }]
          })
        }`,
    },
    bad: {
      'every key': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["kms:ReEncrypt*"], Resource = "*" }] })
        }`,
      'every key of the account, through a service': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:D*"
              Resource  = "arn:aws:kms:eu-west-1:111122223333:key/*"
              Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
            }]
          })
        }`,
      'an alias that may not exist': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "kms:Decrypt"
              Resource  = "*"
              Condition = { "ForAllValues:StringEquals" = { "kms:ResourceAliases" = "alias/shop" } }
            }]
          })
        }`,
    },
    unknown: {
      'a key that is not known': `
        variable "key" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = var.key }] })
        }`,
    },
  },
});
