import { MathAlarm, type MathAlarmProps } from '../../modules/alarm';
import { synth } from '../support/synth';

const size = { namespace: 'AWS/AutoScaling', dimensions: { AutoScalingGroupName: 'web' }, periodSeconds: 60 };
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alarms';

function alarm(props: Partial<MathAlarmProps> = {}) {
  return synth((stack) => {
    new MathAlarm(stack, 'alarm', {
      name: 'web-missing',
      description: 'Hosts are missing. See the activity of the group.',
      metrics: {
        expected: { ...size, metricName: 'GroupDesiredCapacity', statistic: 'Minimum' },
        running: { ...size, metricName: 'GroupInServiceInstances', statistic: 'Maximum' },
      },
      steps: { missing: 'expected - running' },
      expression: 'missing / expected',
      label: 'Share missing',
      threshold: 0.5,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 3,
      topic: { topicArn },
      ...props,
    });
  }).one('aws_cloudwatch_metric_alarm');
}

describe('an alarm on metric math', () => {
  test('watches one expression over its metrics and steps', () => {
    const { metric_query } = alarm();
    expect(metric_query).toHaveLength(4);
    expect(metric_query).toContainEqual({
      id: 'expected',
      return_data: false,
      metric: {
        namespace: 'AWS/AutoScaling',
        metric_name: 'GroupDesiredCapacity',
        dimensions: { AutoScalingGroupName: 'web' },
        stat: 'Minimum',
        period: 60,
      },
    });
    expect(metric_query).toContainEqual({ id: 'missing', expression: 'expected - running', return_data: false });
    expect(metric_query.filter((query: { return_data: boolean }) => query.return_data)).toEqual([
      { id: 'result', expression: 'missing / expected', label: 'Share missing', return_data: true },
    ]);
  });

  test('tells its topic when it fires and when it is over', () => {
    expect(alarm()).toMatchObject({
      alarm_name: 'web-missing',
      threshold: 0.5,
      comparison_operator: 'GreaterThanThreshold',
      evaluation_periods: 3,
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
  });

  test('takes missing data as missing unless told otherwise', () => {
    expect(alarm().treat_missing_data).toBe('missing');
    expect(alarm({ treatMissingData: 'ignore' }).treat_missing_data).toBe('ignore');
  });

  test('needs no steps', () => {
    expect(alarm({ steps: undefined }).metric_query).toHaveLength(3);
  });
});

describe('refuses', () => {
  const expected = { ...size, metricName: 'GroupDesiredCapacity', statistic: 'Minimum' } as const;
  test.each<[string, Partial<MathAlarmProps>, string]>([
    [
      'no description',
      { description: ' ' },
      'stack/alarm: description: expected what is wrong and what to do, 1 to 1024 characters, found " "',
    ],
    [
      'a name in capitals',
      { metrics: { Wanted: expected } },
      'stack/alarm: metrics: expected letters, digits and _, small letter first, and not result, found "Wanted"',
    ],
    [
      'its own name for a step',
      { steps: { result: 'expected' } },
      'stack/alarm: steps: expected letters, digits and _, small letter first, and not result, found "result"',
    ],
    ['no metric', { metrics: {} }, 'stack/alarm: metrics: expected 1 to 10 metrics by name, found {}'],
    [
      'metrics of two periods',
      { metrics: { expected, slow: { ...expected, periodSeconds: 300 } } },
      'stack/alarm: metrics: expected metrics of one period, found [60,300]',
    ],
  ])('%s', (_, props, message) => {
    expect(() => alarm(props)).toThrow(message);
  });
});
