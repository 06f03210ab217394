import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { groupBy } from '../../../review/group-by';
import { some } from '../../../review/iam/three-valued-logic';
import { memoized } from '../../../review/memoize';
import type { Graph } from '../../../review/model/graph';
import { Unknown } from '../../../review/model/value';
import { watchesFailures } from './watches-failures';

const expected = 'an alarm on SuccessPercent or Failed of the canary';
const alarmsOf = memoized((graph: Graph) =>
  groupBy(graph.all('aws_cloudwatch_metric_alarm'), (one) => one.environment),
);

export const alarmed = defineRule({
  id: 'synthetics/alarmed',
  aliases: [],
  title: 'CloudWatch Synthetics canaries should have an alarm on runs that fail',
  severity: 'low',
  why: 'A canary tells nobody that it fails: without an alarm, it is found on a dashboard after users have told.',
  fix: 'Add an aws_cloudwatch_metric_alarm on SuccessPercent in CloudWatchSynthetics, with the dimension CanaryName, that treats missing data as breaching.',
  resources: ['aws_synthetics_canary'],
  check: (canary, { graph }) => {
    const alarms = alarmsOf(graph).get(canary.environment) ?? [];
    const isWatched = some(alarms, (alarm) => watchesFailures(alarm, canary));
    if (isWatched === true) return pass;
    return isWatched instanceof Unknown
      ? notKnown(undefined, expected, isWatched)
      : failing(undefined, expected, 'none');
  },
  examples: {
    good: {
      'by a reference': `
        resource "aws_synthetics_canary" "shop" {
          name = "shop"
        }
        resource "aws_cloudwatch_metric_alarm" "shop" {
          namespace   = "CloudWatchSynthetics"
          metric_name = "SuccessPercent"
          dimensions  = { CanaryName = aws_synthetics_canary.shop.name }
        }`,
      'by its name, in an expression': `
        resource "aws_synthetics_canary" "shop" {
          name = "shop"
        }
        resource "aws_cloudwatch_metric_alarm" "shop" {
          metric_query {
            id = "failed"
            metric {
              namespace   = "CloudWatchSynthetics"
              metric_name = "Failed"
              period      = 300
              stat        = "Sum"
              dimensions  = { CanaryName = "shop" }
            }
          }
        }`,
    },
    bad: {
      'no alarm': `
        resource "aws_synthetics_canary" "shop" {
          name = "shop"
        }`,
      'an alarm on how long it takes': `
        resource "aws_synthetics_canary" "shop" {
          name = "shop"
        }
        resource "aws_cloudwatch_metric_alarm" "shop" {
          namespace   = "CloudWatchSynthetics"
          metric_name = "Duration"
          dimensions  = { CanaryName = "shop" }
        }`,
      'an alarm on another one': `
        resource "aws_synthetics_canary" "shop" {
          name = "shop"
        }
        resource "aws_cloudwatch_metric_alarm" "site" {
          namespace   = "CloudWatchSynthetics"
          metric_name = "SuccessPercent"
          dimensions  = { CanaryName = "site" }
        }`,
    },
    unknown: {
      'an alarm on one without a name': `
        variable "canary" {}
        resource "aws_synthetics_canary" "shop" {
          name = "shop"
        }
        resource "aws_cloudwatch_metric_alarm" "shop" {
          namespace   = "CloudWatchSynthetics"
          metric_name = "SuccessPercent"
          dimensions  = { CanaryName = var.canary }
        }`,
    },
  },
});
