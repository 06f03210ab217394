import { MetricAlarm, type MetricAlarmProps } from '../../modules/alarm/metric-alarm';
import { synth } from '../support/synth';

const topic = { topicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms' };
const metric: MetricAlarmProps['metric'] = {
  namespace: 'AWS/RDS',
  metricName: 'CPUUtilization',
  dimensions: { DBInstanceIdentifier: 'main' },
  statistic: 'Average',
  periodSeconds: 300,
};
const alarm = (props: Partial<MetricAlarmProps> = {}) =>
  synth(
    (stack) =>
      new MetricAlarm(stack, 'alarm', {
        name: 'main-cpu',
        description: 'The database is busy: look for the query first',
        metric,
        threshold: 80,
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 3,
        topic,
        ...props,
      }),
  ).one('aws_cloudwatch_metric_alarm');

describe('a metric alarm', () => {
  test('watches its metric', () => {
    expect(alarm()).toEqual({
      alarm_name: 'main-cpu',
      alarm_description: 'The database is busy: look for the query first',
      namespace: 'AWS/RDS',
      metric_name: 'CPUUtilization',
      dimensions: { DBInstanceIdentifier: 'main' },
      statistic: 'Average',
      period: 300,
      threshold: 80,
      comparison_operator: 'GreaterThanThreshold',
      evaluation_periods: 3,
      treat_missing_data: 'missing',
      alarm_actions: [topic.topicArn],
      ok_actions: [topic.topicArn],
    });
  });

  test('says what silence means', () => {
    expect(alarm({ treatMissingData: 'breaching' }).treat_missing_data).toBe('breaching');
  });

  test.each<MetricAlarmProps['metric']['statistic']>(['p50', 'p95', 'p99.9', 'p100', 'tm90', 'wm98', 'tc99', 'ts1.25'])(
    'watches the extended statistic %s',
    (statistic) => {
      const found = alarm({ metric: { ...metric, statistic } });
      expect(found).toMatchObject({ extended_statistic: statistic });
      expect(found).not.toHaveProperty('statistic');
    },
  );

  test('says what a percentile of few values means', () => {
    const p99: MetricAlarmProps['metric'] = { ...metric, statistic: 'p99' };
    expect(alarm({ metric: p99, fewSamples: 'ignore' }).evaluate_low_sample_count_percentiles).toBe('ignore');
    expect(alarm({ metric: p99 })).not.toHaveProperty('evaluate_low_sample_count_percentiles');
  });

  test.each([10, 30, 60, 3600])('takes a period of %d seconds', (periodSeconds) => {
    expect(alarm({ metric: { ...metric, periodSeconds } }).period).toBe(periodSeconds);
  });

  test.each<[string, Partial<MetricAlarmProps>, string]>([
    [
      'silence for whoever is woken',
      { description: ' ' },
      'description: expected what is wrong and what to do, 1 to 1024 characters, found " "',
    ],
    ...(['p101', 'p', 'p-1', 'p1.234', 'P99', 'q95', 'average'] as const).map<
      [string, Partial<MetricAlarmProps>, string]
    >((statistic) => [
      `the statistic ${statistic}`,
      { metric: { ...metric, statistic: statistic as 'p99' } },
      `metric.statistic: expected one of Average, Maximum, Minimum, Sum, SampleCount, or a percentile, such as p99 or p99.9 (also tm, wm, tc, ts), or a percentile rank, such as PR(:0.3), found "${statistic}"`,
    ]),
    [
      'fewSamples for a statistic that is no percentile',
      { fewSamples: 'ignore' },
      'fewSamples: expected nothing, for a statistic that is no percentile, found "ignore"',
    ],
    ...[0, 20, 90, -60].map<[string, Partial<MetricAlarmProps>, string]>((periodSeconds) => [
      `a period of ${periodSeconds} seconds`,
      { metric: { ...metric, periodSeconds } },
      `metric.periodSeconds: expected 10, 30 or a multiple of 60 seconds, up to 604800, found ${periodSeconds}`,
    ]),
  ])('refuses %s', (_, props, message) => {
    expect(() => alarm(props)).toThrow(`stack/alarm: ${message}`);
  });
});
