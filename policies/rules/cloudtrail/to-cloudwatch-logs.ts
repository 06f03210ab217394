import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';

export const toCloudwatchLogs = defineRule({
  id: 'cloudtrail/to-cloudwatch-logs',
  aliases: ['TRAIL-04'],
  title: 'CloudTrail trails should be integrated with CloudWatch Logs',
  severity: 'medium',
  why: 'Log files in a bucket trigger no alarm. In CloudWatch Logs, a metric filter detects a root login or a stopped trail within minutes.',
  fix: 'Set cloud_watch_logs_group_arn to "${aws_cloudwatch_log_group.<name>.arn}:*" and cloud_watch_logs_role_arn to a role that can write to it.',
  resources: ['aws_cloudtrail'],
  check: (trail) =>
    all([
      attribute(trail, 'cloud_watch_logs_group_arn').isPresent('a log group'),
      attribute(trail, 'cloud_watch_logs_role_arn').isPresent('a role that may write to the log group'),
    ]),
  examples: {
    good: {
      'a log group, and a role that writes': `
        resource "aws_cloudwatch_log_group" "trail" {
          name = "/aws/cloudtrail"
        }
        resource "aws_cloudtrail" "main" {
          name                       = "account"
          s3_bucket_name             = "trail"
          cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.trail.arn}:*"
          cloud_watch_logs_role_arn  = "arn:aws:iam::111122223333:role/trail"
        }`,
    },
    bad: {
      none: `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
      'no role': `
        resource "aws_cloudtrail" "main" {
          name                       = "account"
          s3_bucket_name             = "trail"
          cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail:*"
          cloud_watch_logs_role_arn  = null
        }`,
    },
    unknown: {
      'a log group that is not known': `
        variable "group" {}
        resource "aws_cloudtrail" "main" {
          name                       = "account"
          s3_bucket_name             = "trail"
          cloud_watch_logs_group_arn = var.group
          cloud_watch_logs_role_arn  = "arn:aws:iam::111122223333:role/trail"
        }`,
    },
  },
});
