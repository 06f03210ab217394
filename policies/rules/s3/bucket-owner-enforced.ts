import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { notKnown, worst } from '../../../review/engine/verdict';
import { ownershipControls, within } from './bucket-settings';

export const bucketOwnerEnforced = defineRule({
  id: 's3/bucket-owner-enforced',
  aliases: ['S3-09'],
  title: 'S3 buckets should not switch on ACLs',
  severity: 'medium',
  why: 'With ACLs on, whoever writes an object decides who reads it, past the policy of the bucket, and the owner cannot read an object of another account.',
  fix: 'Set object_ownership = "BucketOwnerEnforced", and remove ACLs.',
  resources: ['aws_s3_bucket'],
  check: (bucket, { graph }) => {
    const { found, unknown } = graph.children(bucket, ownershipControls, 'bucket');
    const path = 'rule.object_ownership';
    const verdicts = found.map((controls) => within(controls, attribute(controls, path).is('BucketOwnerEnforced')));
    // Without controls ACLs are off, in buckets created since April 2023: s3/ownership-controls-written asks for them.
    if (verdicts.length > 0) return worst(verdicts);
    return unknown ? notKnown(undefined, 'ACLs switched off', unknown) : [];
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
