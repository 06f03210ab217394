import { defineRule } from '../../../review/engine/rule';
import { failing, pass } from '../../../review/engine/verdict';
import { overlaps } from '../../../review/iam/wildcard';
import { closedToForeigners, foreignersOf, isOfOrganization } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'known accounts only, without actions that change the bucket’s own protection';

/** S3.6 of Security Hub. */
const unsafe = [
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutBucketPolicy',
  's3:PutEncryptionConfiguration',
  's3:PutObjectAcl',
];

export const crossAccountLimited = defineRule({
  id: 's3/cross-account-limited',
  aliases: ['S3-12'],
  title: 'A bucket is shared only with known accounts, and not its protection',
  severity: 'high',
  why: 'An account that nobody lists is nobody’s to remove when the contract ends. One that may put the policy or ACLs of the bucket can open it to the world.',
  fix: 'List the account among the environment’s known accounts, and grant reads and writes of objects by name, not s3:* or s3:Put*.',
  resources: ['aws_s3_bucket_policy', 'aws_s3_bucket'],
  check: (bucket, context) =>
    eachAllow(bucket, context.graph, ['resource'], expected, (allow) => {
      const known = closedToForeigners(allow, bucket, context, expected);
      if (known.status !== 'pass') return known;
      const { actions = [], conditions } = allow.statement;
      const others = foreignersOf(allow.statement, bucket.provider.account, []).found;
      if (others.length === 0 && !conditions.some(isOfOrganization)) return pass;
      const given = unsafe.filter((action) => actions.some((pattern) => overlaps(pattern, action, true)));
      return given.length > 0 ? failing(allow.path, expected, `${given.join(', ')} for another account`) : pass;
    }),
  examples: {
    good: {
      'a known account reads': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::222233334444:role/reports" }
              Action    = ["s3:GetObject", "s3:PutObject"]
              Resource  = "arn:aws:s3:::shop-assets/*"
            }]
          })
        }`,
      'the own account changes the policy': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:role/deploy" }
              Action    = "s3:PutBucketPolicy"
              Resource  = "arn:aws:s3:::shop-assets"
            }]
          })
        }`,
    },
    bad: {
      'an account that nobody lists': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "999988887777" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" }]
          })
        }`,
      'a known account that may open the bucket': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect = "Allow", Principal = { AWS = "arn:aws:iam::222233334444:root" }, Action = "s3:Put*", Resource = "*"
            }]
          })
        }`,
      'an account that nobody lists, named in a condition': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::shop-assets/*"
              Condition = { StringEquals = { "aws:PrincipalAccount" = "999988887777" } }
            }]
          })
        }`,
    },
    unknown: {
      'an account that is not known': `
        variable "account" {}
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::\${var.account}:root" }
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::shop-assets/*"
            }]
          })
        }`,
    },
    environment: { knownAccounts: ['222233334444'] },
  },
});
