import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { some } from '../../../review/iam/three-valued-logic';
import { overlapsText } from '../../../review/iam/text-matching';
import { Unknown } from '../../../review/model/value';
import { closedToForeignAccounts, foreignPrincipalsOf, isOfOrganization } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'only known accounts, without actions that change the protection of the bucket';

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
  title: 'S3 bucket policies should limit access of other accounts to known accounts and to objects',
  severity: 'high',
  why: 'Access of an account that is listed nowhere is not removed when the contract ends. An account that can change the policy or the ACLs of the bucket can make it public.',
  fix: 'Add the account to the known accounts of the environment, and grant reads and writes of objects by name, not s3:* or s3:Put*.',
  resources: ['aws_s3_bucket_policy', 'aws_s3_bucket'],
  check: (bucket, context) =>
    eachAllow(bucket, context.graph, ['resource'], expected, (allow) => {
      const known = closedToForeignAccounts(allow, bucket, context, expected);
      if (known.status !== 'pass') return known;
      const { actions = [], conditions } = allow.statement;
      const others = foreignPrincipalsOf(allow.statement, bucket.provider.account, []);
      const isForOthers = others.found.length > 0 || conditions.some(isOfOrganization);
      if (!isForOthers && !others.unknown) return pass;
      const grants = (action: string) => some(actions, (pattern) => overlapsText(pattern, action, true));
      const granted = unsafe.filter((action) => grants(action) === true);
      const unknown = [isForOthers || others.unknown, granted.length > 0 || some(unsafe, grants)].find(
        (one) => one instanceof Unknown,
      );
      if (unknown instanceof Unknown) return notKnown(allow.path, expected, unknown);
      return granted.length > 0 ? failing(allow.path, expected, `${granted.join(', ')} for another account`) : pass;
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
      'the resource’s own account changes the policy': `
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
      'an account that is not listed': `
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
      'an account that is not listed, named in a condition': `
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
