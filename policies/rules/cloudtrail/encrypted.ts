import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const encrypted = defineRule({
  id: 'cloudtrail/encrypted',
  aliases: ['TRAIL-02'],
  title: 'A trail is encrypted with a customer managed key',
  severity: 'medium',
  why: 'The trail shows every name, address and weak spot of the account. With a key of its own, who may read the bucket cannot read the log unless the key lets them.',
  fix: 'Set kms_key_id to a key whose policy lets cloudtrail.amazonaws.com encrypt.',
  resources: ['aws_cloudtrail'],
  check: (trail) => namesCustomerKey(attribute(trail, 'kms_key_id')),
  examples: {
    good: {
      'a key of its own': `
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
