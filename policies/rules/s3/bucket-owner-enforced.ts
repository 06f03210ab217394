import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { bySetting, within } from './bucket-settings';

const type = 'aws_s3_bucket_ownership_controls';

export const bucketOwnerEnforced = defineRule({
  id: 's3/bucket-owner-enforced',
  aliases: ['S3-09'],
  title: 'S3 buckets should have ACLs disabled (BucketOwnerEnforced)',
  severity: 'medium',
  why: 'With ACLs, whoever writes an object decides who can read it, regardless of the bucket policy, and the owner of the bucket may be unable to read objects of other accounts. Without the setting, a bucket keeps the mode in which it was created, which before April 2023 was with ACLs.',
  fix: `Add an ${type} with object_ownership = "BucketOwnerEnforced", and remove ACLs.`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) =>
    bySetting(bucket, context, type, 'ACLs disabled', (controls) => {
      const path = 'rule.object_ownership';
      return within(controls, new Attribute(path, controls.at(path)).is('BucketOwnerEnforced'));
    }),
  examples: {
    good: {
      enforced: `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            object_ownership = "BucketOwnerEnforced"
          }
        }`,
    },
    bad: {
      'not set': `
        resource "aws_s3_bucket" "data" {}`,
      'preferred, which leaves ACLs on': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.bucket
          rule {
            object_ownership = "BucketOwnerPreferred"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "ownership" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            object_ownership = var.ownership
          }
        }`,
    },
  },
});
