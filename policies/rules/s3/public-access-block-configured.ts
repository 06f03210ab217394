import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { inAccount } from '../support/account-baseline';
import { accountBlock } from './account-block';
import { bucketBlock } from './bucket-settings';

const expected = 'Block Public Access set in the configuration';

export const publicAccessBlockConfigured = defineRule({
  id: 's3/public-access-block-configured',
  aliases: ['S3-14', 's3/public-access-block-written'],
  title: 'S3 buckets should set Block Public Access in the configuration',
  severity: 'medium',
  why: 'AWS has blocked public access to new buckets since April 2023, but older buckets are not protected, and anyone can disable the default without a change in the configuration.',
  fix: 'Add an aws_s3_bucket_public_access_block for the bucket, or an aws_s3_account_public_access_block for the account, with all four settings set to true.',
  resources: ['aws_s3_bucket'],
  check: (bucket, { graph }) => {
    if (inAccount(bucket, graph, accountBlock).length > 0) return pass;
    const { found, unknown } = graph.children(bucket, bucketBlock, 'bucket');
    if (found.length > 0) return pass;
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, `no ${bucketBlock}`);
  },
  examples: {
    good: {
      'a block of the bucket': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
      'a block of the account': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
    },
    bad: {
      none: `
        resource "aws_s3_bucket" "data" {}`,
      'the block of another bucket': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket" "logs" {}
        resource "aws_s3_bucket_public_access_block" "logs" {
          bucket                  = aws_s3_bucket.logs.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
    },
    unknown: {
      'a block of a bucket that is not known': `
        variable "bucket" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = var.bucket
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
    },
  },
});
