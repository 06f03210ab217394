import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const validated = defineRule({
  id: 'cloudtrail/validated',
  aliases: ['TRAIL-03'],
  title: 'CloudTrail log file validation should be enabled',
  severity: 'medium',
  why: 'Without digest files it cannot be proven that no log file was changed or deleted.',
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
      'not set, which defaults to false': `
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
