import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { notKnown, worst } from '../../../review/engine/verdict';
import { ownershipControls, within } from './bucket-settings';

export const bucketOwnerEnforced = defineRule({
  id: 's3/bucket-owner-enforced',
  aliases: ['S3-09'],
  title: 'S3 buckets should not have ACLs enabled',
  severity: 'medium',
  why: 'With ACLs, whoever writes an object decides who can read it, regardless of the bucket policy, and the owner of the bucket may be unable to read objects of other accounts.',
  fix: 'Set object_ownership = "BucketOwnerEnforced", and remove ACLs.',
  resources: ['aws_s3_bucket'],
  check: (bucket, { graph }) => {
    const { found, unknown } = graph.children(bucket, ownershipControls, 'bucket');
    const path = 'rule.object_ownership';
    const verdicts = found.map((controls) => within(controls, attribute(controls, path).is('BucketOwnerEnforced')));
    // Without controls ACLs are off, in buckets created since April 2023: s3/ownership-controls-configured asks for them.
    if (verdicts.length > 0) return worst(verdicts);
    return unknown ? notKnown(undefined, 'ACLs disabled', unknown) : [];
  },
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
      'preferred, which leaves ACLs on': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_ownership_controls" "data" {
          bucket = aws_s3_bucket.data.id
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
