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

  test.each([10, 30, 60, 3600])('takes a period of %d seconds', (periodSeconds) => {
    expect(alarm({ metric: { ...metric, periodSeconds } }).period).toBe(periodSeconds);
  });

  test.each<[string, Partial<MetricAlarmProps>, string]>([
    [
      'silence for whoever is woken',
      { description: ' ' },
      'description: expected what is wrong and what to do, 1 to 1024 characters, found " "',
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
