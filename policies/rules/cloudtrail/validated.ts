import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const validated = defineRule({
  id: 'cloudtrail/validated',
  aliases: ['TRAIL-03'],
  title: 'A trail’s files are signed',
  severity: 'medium',
  why: 'Without digests nobody can prove that a log file was not changed, or that none is missing: the first thing an intruder with access to the bucket does.',
  fix: 'Set enable_log_file_validation = true.',
  resources: ['aws_cloudtrail'],
  check: (trail) => attribute(trail, 'enable_log_file_validation', { default: false }).is(true),
  examples: {
    good: {
      signed: `
        resource "aws_cloudtrail" "main" {
          name                       = "account"
          s3_bucket_name             = "trail"
          enable_log_file_validation = true
        }`,
    },
    bad: {
      'not said, which AWS takes as no': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "signed" {}
        resource "aws_cloudtrail" "main" {
          name                       = "account"
          s3_bucket_name             = "trail"
          enable_log_file_validation = var.signed
        }`,
    },
  },
});
