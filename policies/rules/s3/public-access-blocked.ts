import { defineRule, type Context } from '../../../review/engine/rule';
import { all, any, notKnown, worst, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { inAccount } from '../support/account-baseline';
import { accountBlock, blocksPublicAccess } from './account-block';
import { bySetting, within } from './bucket-settings';

const type = 'aws_s3_bucket_public_access_block';

export const publicAccessBlocked = defineRule({
  id: 's3/public-access-blocked',
  aliases: ['S3-01'],
  title: 'S3 buckets should have Block Public Access enabled',
  severity: 'critical',
  why: 'One "Principal": "*" in a policy, or one public ACL of an object, makes the content readable from the internet. Block Public Access makes AWS reject and ignore both.',
  fix: `Add an ${type} for the bucket with block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets set to true, or block public access for the whole account.`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) => any([ofBucket(bucket, context), ofAccount(bucket, context)].flat()),
  examples: {
    good: {
      'all four': `
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
      'all four for the account': `
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
      'one of four not set, which defaults to false': `
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket              = "example-data"
          block_public_acls   = true
          block_public_policy = true
          ignore_public_acls  = true
        }`,
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
      'a flag without a value': `
        variable "restrict" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = var.restrict
        }`,
    },
  },
});

function ofBucket(bucket: Resource, context: Context): Verdict {
  return bySetting(bucket, context, type, 'all public access blocked', (block) =>
    within(block, worst(blocksPublicAccess(block))),
  );
}

/** AWS applies the stricter of the two. What neither blocks is reported for the block of the bucket. */
function ofAccount(bucket: Resource, { graph }: Context): readonly Verdict[] {
  return inAccount(bucket, graph, accountBlock).flatMap((block): readonly Verdict[] => {
    const [first] = all(blocksPublicAccess(block));
    if (first?.status === 'unknown') return [notKnown(undefined, 'all public access blocked', first.because)];
    return first?.status === 'pass' ? [first] : [];
  });
}
