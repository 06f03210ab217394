import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { bySetting, within } from './bucket-settings';

const type = 'aws_s3_bucket_ownership_controls';

export const bucketOwnerEnforced = defineRule({
  id: 's3/bucket-owner-enforced',
  aliases: ['S3-09'],
  title: 'ACLs of a bucket are off, and its owner owns every object',
  severity: 'medium',
  why: 'With ACLs on, whoever writes an object decides who reads it, past the policy of the bucket, and an object of another account cannot be read by the owner. Without the setting a bucket stays as it was made, which before April 2023 was with ACLs.',
  fix: `Add an ${type} with object_ownership = "BucketOwnerEnforced", and remove ACLs.`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) =>
    bySetting(bucket, context, type, 'ACLs switched off', (controls) => {
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
      'not said': `
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
