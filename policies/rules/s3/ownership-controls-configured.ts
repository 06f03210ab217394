import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { bySetting, ownershipControls } from './bucket-settings';

export const ownershipControlsConfigured = defineRule({
  id: 's3/ownership-controls-configured',
  aliases: ['S3-15', 's3/ownership-controls-written'],
  title: 'S3 buckets should set object ownership in the configuration',
  severity: 'low',
  why: 'New buckets have had ACLs disabled since April 2023, but an older bucket keeps them until the setting is applied.',
  fix: 'Add an aws_s3_bucket_ownership_controls with object_ownership = "BucketOwnerEnforced".',
  resources: ['aws_s3_bucket'],
  check: (bucket, context) =>
    bySetting(bucket, context, ownershipControls, 'object ownership set in the configuration', () => pass),
  examples: {
    good: {
      written: `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            object_ownership = "BucketOwnerEnforced"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_s3_bucket" "data" {}`,
    },
    unknown: {
      'controls of a bucket that is not known': `
        variable "bucket" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = var.bucket
          rule {
            object_ownership = "BucketOwnerEnforced"
          }
        }`,
    },
  },
});
