import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const logRetention = defineRule({
  id: 'cloudwatch/log-retention',
  aliases: ['CW-01'],
  title: 'CloudWatch log groups should be retained for the period that the environment requires',
  severity: 'low',
  why: 'Intrusions are often found months later. Logs that have expired by then cannot show what happened or what was taken.',
  fix: 'Set retention_in_days to at least the number of days that the environment requires.',
  resources: ['aws_cloudwatch_log_group'],
  check: (group, { environment }) => {
    const least = environment.logRetentionDays;
    // Not set, or 0, means forever.
    return attribute(group, 'retention_in_days').says(
      `at least ${least} days`,
      (days = '0') => Number(days) === 0 || Number(days) >= least,
    );
  },
  examples: {
    good: {
      'a year': `
        resource "aws_cloudwatch_log_group" "app" {
          retention_in_days = 365
        }`,
      'not set, which means forever': `
        resource "aws_cloudwatch_log_group" "app" {
          name = "/app"
        }`,
    },
    bad: {
      'a week': `
        resource "aws_cloudwatch_log_group" "app" {
          retention_in_days = 7
        }`,
      'a month, by a variable with a default': `
        variable "days" {
          default = 30
        }
        resource "aws_cloudwatch_log_group" "app" {
          retention_in_days = var.days
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "days" {}
        resource "aws_cloudwatch_log_group" "app" {
          retention_in_days = var.days
        }`,
    },
  },
});
