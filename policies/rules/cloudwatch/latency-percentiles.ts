import { attribute, attributeOf, eachBlock, type Attribute, type Block } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown, type Verdict } from '../../../review/engine/verdict';
import { blocksOf, isAbsent, step, Unknown, type Value } from '../../../review/model/value';

/** Times of which CloudWatch has every value, and so their percentiles. Source: the pages on CloudWatch metrics of the user guides of these services. */
const latencies = new Set([
  ...['AWS/ApplicationELB TargetResponseTime', 'AWS/ELB Latency', 'AWS/CloudFront OriginLatency'],
  ...['AWS/ApiGateway Latency', 'AWS/ApiGateway IntegrationLatency', 'AWS/Lambda Duration'],
]);
const expected = 'a percentile, such as p95';

export const latencyPercentiles = defineRule({
  id: 'cloudwatch/latency-percentiles',
  aliases: [],
  title: 'CloudWatch alarms on latency should watch a percentile, not the average',
  severity: 'low',
  why: 'An average hides the requests that are slow: with nine fast ones for each slow one it hardly moves, while a tenth of the users waits.',
  fix: 'Set extended_statistic, or stat of a metric_query, to a percentile such as p95 or p99.',
  resources: ['aws_cloudwatch_metric_alarm'],
  check: (alarm) => {
    const queries = eachBlock(alarm, 'metric_query');
    if (queries instanceof Unknown) return notKnown('metric_query', expected, queries);
    return [
      ...watched(alarm.at('namespace'), alarm.at('metric_name'), attribute(alarm, 'statistic')),
      ...queries.flatMap(inQuery),
    ];
  },
  examples: {
    good: {
      'a percentile': `
        resource "aws_cloudwatch_metric_alarm" "slow" {
          namespace          = "AWS/ApplicationELB"
          metric_name        = "TargetResponseTime"
          extended_statistic = "p95"
        }`,
      'the share of values up to a limit, in an expression': `
        resource "aws_cloudwatch_metric_alarm" "slow" {
          metric_query {
            id = "within"
            metric {
              namespace   = "AWS/ApplicationELB"
              metric_name = "TargetResponseTime"
              period      = 300
              stat        = "PR(:0.3)"
            }
          }
          metric_query {
            id          = "slow"
            expression  = "100 - within"
            return_data = true
          }
        }`,
    },
    bad: {
      'the average': `
        resource "aws_cloudwatch_metric_alarm" "slow" {
          namespace   = "AWS/ApiGateway"
          metric_name = "Latency"
          statistic   = "Average"
        }`,
      'the average, in an expression': `
        resource "aws_cloudwatch_metric_alarm" "slow" {
          metric_query {
            id = "seconds"
            metric {
              namespace   = "AWS/ApplicationELB"
              metric_name = "TargetResponseTime"
              period      = 300
              stat        = "Average"
            }
          }
        }`,
    },
    unknown: {
      'a statistic without a value': `
        variable "statistic" {}
        resource "aws_cloudwatch_metric_alarm" "slow" {
          namespace   = "AWS/Lambda"
          metric_name = "Duration"
          statistic   = var.statistic
        }`,
      'the average of a metric without a value': `
        variable "metric" {}
        resource "aws_cloudwatch_metric_alarm" "slow" {
          namespace   = "AWS/Lambda"
          metric_name = var.metric
          statistic   = "Average"
        }`,
    },
  },
});

function inQuery({ path, values }: Block): Verdict[] {
  const metrics = blocksOf(step(values, 'metric'));
  if (metrics instanceof Unknown) return [notKnown(`${path}.metric`, expected, metrics)];
  return metrics.flatMap((metric) =>
    watched(
      step(metric, 'namespace'),
      step(metric, 'metric_name'),
      attributeOf({ path: `${path}.metric`, values: metric }, 'stat'),
    ),
  );
}

/** What another statistic than the average watches is fine, whatever it is. */
function watched(namespace: Value | undefined, name: Value | undefined, statistic: Attribute): Verdict[] {
  if (isAbsent(name)) return [];
  const isKnown = typeof namespace === 'string' && typeof name === 'string';
  if (isKnown && !latencies.has(`${namespace} ${name}`)) return [];
  const verdict = statistic.says(expected, (text) => text !== 'Average');
  if (isKnown || verdict.status === 'pass') return [verdict];
  return [notKnown(statistic.path, expected, 'a metric that is known after apply')];
}
