import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Unknown } from '../../../review/model/value';
import { alarmedPatterns } from './alarmed-patterns';

/**
 * CIS AWS Foundations 4.1 to 4.15: each event, and the words that a filter pattern for it contains. Patterns are
 * written in many ways, but with the same words.
 */
const watched: Readonly<Record<string, readonly string[]>> = {
  'unauthorized calls': ['UnauthorizedOperation', 'AccessDenied'],
  'console logins without MFA': ['ConsoleLogin', 'MFAUsed'],
  'use of root': ['userIdentity.type', 'Root'],
  'IAM changes': ['PutRolePolicy', 'AttachUserPolicy'],
  'CloudTrail changes': ['StopLogging', 'DeleteTrail'],
  'failed console logins': ['ConsoleLogin', 'Failed authentication'],
  'keys disabled or deleted': ['DisableKey', 'ScheduleKeyDeletion'],
  'bucket policy changes': ['PutBucketPolicy', 'PutBucketAcl'],
  'AWS Config changes': ['StopConfigurationRecorder', 'DeleteDeliveryChannel'],
  'security group changes': ['AuthorizeSecurityGroupIngress', 'DeleteSecurityGroup'],
  'network ACL changes': ['CreateNetworkAclEntry', 'ReplaceNetworkAclAssociation'],
  'gateway changes': ['AttachInternetGateway', 'DeleteInternetGateway'],
  'route changes': ['CreateRoute', 'ReplaceRouteTableAssociation'],
  'VPC changes': ['DeleteVpc', 'CreateVpcPeeringConnection'],
  'organization changes': ['organizations.amazonaws.com'],
};
const expected = 'a metric filter and an alarm with an action for each event that CIS monitors';
const everything = Object.values(watched)
  .map((words) => words.join(' '))
  .join(' ');

export const cisAlarms = defineRule({
  id: 'cloudwatch/cis-alarms',
  aliases: ['CW-04'],
  title: 'A log metric filter and alarm should exist for each event that CIS monitors',
  severity: 'low',
  why: 'Without alarms on the trail, an intrusion is found only afterwards. Use of the root user, a stopped trail or a scheduled key deletion should notify someone within minutes.',
  fix: 'For each missing event, add an aws_cloudwatch_log_metric_filter on the log group of the trail and an aws_cloudwatch_metric_alarm with an action on its metric.',
  resources: ['aws_cloudtrail'],
  check: (trail, { graph }) => {
    // If the trail has no log group, that has to change first.
    if (trail.at('cloud_watch_logs_group_arn') === undefined) return [];
    const { patterns, unknown } = alarmedPatterns(trail, graph);
    const missing = Object.entries(watched)
      .filter(([, words]) => !patterns.some((pattern) => words.every((word) => pattern.includes(word))))
      .map(([what]) => what);
    return verdictOn(missing, unknown);
  },
  examples: {
    good: {
      'all of it': `
        resource "aws_cloudwatch_log_group" "trail" {
          name = "trail"
        }
        resource "aws_cloudtrail" "main" {
          cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.trail.arn}:*"
        }
        resource "aws_cloudwatch_log_metric_filter" "all" {
          log_group_name = aws_cloudwatch_log_group.trail.name
          pattern        = "${everything}"
          metric_transformation {
            name      = "watched"
            namespace = "CIS"
            value     = "1"
          }
        }
        resource "aws_cloudwatch_metric_alarm" "all" {
          metric_name   = "watched"
          namespace     = "CIS"
          alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:security"]
        }`,
    },
    bad: {
      'a trail without filters': `
        resource "aws_cloudtrail" "main" {
          cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"
        }`,
      'a filter without an alarm': `
        resource "aws_cloudtrail" "main" {
          cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"
        }
        resource "aws_cloudwatch_log_metric_filter" "all" {
          pattern = "${everything}"
          metric_transformation {
            name      = "watched"
            namespace = "CIS"
            value     = "1"
          }
        }`,
    },
    unknown: {
      'a pattern without a value': `
        variable "pattern" {}
        resource "aws_cloudtrail" "main" {
          cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"
        }
        resource "aws_cloudwatch_log_metric_filter" "all" {
          pattern = var.pattern
          metric_transformation {
            name      = "watched"
            namespace = "CIS"
            value     = "1"
          }
        }
        resource "aws_cloudwatch_metric_alarm" "all" {
          metric_name   = "watched"
          namespace     = "CIS"
          alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:security"]
        }`,
    },
  },
});

function verdictOn(missing: readonly string[], unknown: Unknown | undefined): Verdict {
  if (missing.length === 0) return pass;
  return unknown
    ? notKnown(undefined, expected, unknown)
    : failing(undefined, expected, `none for ${missing.join(', ')}`);
}
