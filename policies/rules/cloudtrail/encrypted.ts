import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const encrypted = defineRule({
  id: 'cloudtrail/encrypted',
  aliases: ['TRAIL-02'],
  title: 'CloudTrail trails should be encrypted with a customer managed key',
  severity: 'medium',
  why: 'A trail names the principals, addresses and weak points of an account. With a customer managed key, access to the bucket alone is not enough to read it.',
  fix: 'Set kms_key_id to a KMS key whose policy allows cloudtrail.amazonaws.com to use it.',
  resources: ['aws_cloudtrail'],
  check: (trail) => namesCustomerKey(attribute(trail, 'kms_key_id')),
  examples: {
    good: {
      'a customer managed key': `
        resource "aws_kms_key" "trail" {
          enable_key_rotation = true
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          kms_key_id     = aws_kms_key.trail.arn
        }`,
    },
    bad: {
      none: `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
    },
    unknown: {
      'a key that is not known': `
        variable "key" {}
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          kms_key_id     = var.key
        }`,
    },
  },
});
