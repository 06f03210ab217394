import { defineRule } from '../../../review/engine/rule';
import type { Context } from '../../../review/engine/rule';
import { all, any, notKnown, worst, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { inAccount } from '../support/account-baseline';
import { accountBlock, blocksPublicAccess } from './account-block';
import { bucketBlock, within } from './bucket-settings';

const expected = 'all public access blocked';

export const publicAccessBlocked = defineRule({
  id: 's3/public-access-blocked',
  aliases: ['S3-01'],
  title: 'S3 buckets should not have Block Public Access disabled',
  severity: 'critical',
  why: 'Without it, one "Principal": "*" in a policy, or one public ACL of an object, makes the content readable from the internet. Block Public Access makes AWS reject and ignore both.',
  fix: 'Set block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets to true in the aws_s3_bucket_public_access_block, or block the whole account.',
  resources: ['aws_s3_bucket'],
  check: (bucket, context) => {
    if (onlyRedirects(bucket, context)) return [];
    const written = ofBucket(bucket, context);
    return written ? any([written, ...ofAccount(bucket, context)]) : [];
  },
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
      'disabled, but blocked by the account': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.id
          block_public_acls = false
        }
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
      'beside one without a block, which AWS has blocked since April 2023, and one that only redirects': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
        resource "aws_s3_bucket" "new" {}
        resource "aws_s3_bucket" "old_name" {}
        resource "aws_s3_bucket_website_configuration" "old_name" {
          bucket = aws_s3_bucket.old_name.id
          redirect_all_requests_to {
            host_name = "www.example.com"
          }
        }
        resource "aws_s3_bucket_public_access_block" "old_name" {
          bucket                  = aws_s3_bucket.old_name.id
          block_public_acls = false
        }`,
    },
    bad: {
      'one of four missing, which is false': `
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = "example-data"
          block_public_acls   = true
          block_public_policy = true
          ignore_public_acls  = true
        }`,
      'all four disabled': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = aws_s3_bucket.data.id
          block_public_acls       = false
          block_public_policy     = false
          ignore_public_acls      = false
          restrict_public_buckets = false
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
      'a block of a bucket that is not known': `
        variable "bucket" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_public_access_block" "data" {
          bucket                  = var.bucket
          block_public_acls = false
        }`,
    },
  },
});

/** Nothing where no block is written: AWS blocks new buckets since April 2023, and s3/public-access-block-configured asks. */
function ofBucket(bucket: Resource, { graph }: Context): Verdict | undefined {
  const { found, unknown } = graph.children(bucket, bucketBlock, 'bucket');
  if (found.length > 0) return worst(found.map((block) => within(block, worst(blocksPublicAccess(block)))));
  return unknown && notKnown(undefined, expected, unknown);
}

/** AWS applies the stricter of the two. What an account's block lacks is told of the bucket's, which is nearer. */
function ofAccount(bucket: Resource, { graph }: Context): readonly Verdict[] {
  return inAccount(bucket, graph, accountBlock).flatMap((block): readonly Verdict[] => {
    const [first] = all(blocksPublicAccess(block));
    if (first?.status === 'unknown') return [notKnown(undefined, expected, first.because)];
    return first?.status === 'pass' ? [first] : [];
  });
}

/** A bucket that sends every request to another host serves no objects. */
function onlyRedirects(bucket: Resource, { graph }: Context): boolean {
  const sites = graph.children(bucket, 'aws_s3_bucket_website_configuration', 'bucket').found;
  return (
    sites.some((site) => site.at('redirect_all_requests_to') !== undefined) ||
    bucket.at('website.redirect_all_requests_to') !== undefined
  );
}
