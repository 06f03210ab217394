import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isList, Unknown, type Value } from '../../../review/model/value';
import { isPartOfAnother } from './composite-alarms';

const expected = 'an action that exists';

export const alarmActions = defineRule({
  id: 'cloudwatch/alarm-actions',
  aliases: ['CW-03'],
  title: 'CloudWatch alarms should have an action enabled',
  severity: 'low',
  why: 'An alarm without an action, or with its actions disabled, changes state without notifying anyone.',
  fix: 'List an SNS topic with a subscription in alarm_actions, and leave actions_enabled at true.',
  resources: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'],
  check: (alarm, { graph }) => {
    const enabled = attribute(alarm, 'actions_enabled', { default: true }).is(true);
    if (enabled.status !== 'pass') return enabled;
    const actions = alarm.at('alarm_actions');
    if (actions instanceof Unknown) return notKnown('alarm_actions', expected, actions);
    const verdicts = (isList(actions) ? actions : []).map((action) => exists(alarm, action, graph));
    if (verdicts.length === 0) {
      const isPart = isPartOfAnother(alarm, graph);
      if (isPart instanceof Unknown) return notKnown('alarm_actions', expected, isPart);
      return isPart ? pass : failing('alarm_actions', expected, 'none');
    }
    return verdicts.find(({ status }) => status === 'pass') ?? verdicts[0] ?? pass;
  },
  examples: {
    good: {
      'a topic': `
        resource "aws_sns_topic" "alarms" {}
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_actions = [aws_sns_topic.alarms.arn]
        }`,
      'a topic of another account': `
        provider "aws" {
          allowed_account_ids = ["444455556666"]
        }
        resource "aws_cloudwatch_composite_alarm" "all" {
          alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
        }`,
      'part of another alarm, which has one': `
        resource "aws_sns_topic" "alarms" {}
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_name = "cpu"
        }
        resource "aws_cloudwatch_composite_alarm" "all" {
          alarm_rule    = "ALARM(\\"\${aws_cloudwatch_metric_alarm.cpu.alarm_name}\\") AND ALARM(memory)"
          alarm_actions = [aws_sns_topic.alarms.arn]
        }`,
    },
    bad: {
      none: `
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_name = "cpu"
        }`,
      disabled: `
        resource "aws_sns_topic" "alarms" {}
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          actions_enabled = false
          alarm_actions   = [aws_sns_topic.alarms.arn]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "topic" {}
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_actions = [var.topic]
        }`,
      'a topic of this account that is not in the input': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudwatch_metric_alarm" "cpu" {
          alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
        }`,
    },
  },
});

/** A topic of another account is that account's to look after. */
function exists(alarm: Resource, action: Value, graph: Graph): Verdict {
  const found = graph.resolveFor(alarm, action, 'aws_sns_topic');
  if (found instanceof Unknown) return notKnown('alarm_actions', expected, found);
  if (found || typeof action !== 'string') return pass;
  const { account } = alarm.provider;
  if (!action.startsWith('arn:aws:sns:') || (account && action.split(':')[4] !== account)) return pass;
  return notKnown('alarm_actions', expected, `${action} is not in the input`);
}
