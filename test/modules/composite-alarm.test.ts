import {
  CompositeAlarm,
  MathAlarm,
  MetricAlarm,
  type CompositeAlarmProps,
  type MetricAlarmProps,
} from '../../modules/alarm';
import { Topic } from '../../modules/notifications';
import { synth } from '../support/synth';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alarms';
const metric: MetricAlarmProps['metric'] = {
  ...{ namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } },
  ...{ statistic: 'Maximum', periodSeconds: 60 },
};
const watched: Pick<MetricAlarmProps, 'description' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods'> = {
  ...{ description: 'The host is busy.', threshold: 90, comparisonOperator: 'GreaterThanThreshold' },
  evaluationPeriods: 3,
};

const alarm = (props: Partial<CompositeAlarmProps> = {}) =>
  synth((stack) => {
    new CompositeAlarm(stack, 'down', {
      ...{ name: 'web-down', description: 'No host answers.', topic: { topicArn } },
      when: { any: [{ alarmName: 'errors' }, { alarmName: 'none healthy' }] },
      ...props,
    });
  }).one('aws_cloudwatch_composite_alarm');

test('fires while any of its alarms does, or while all do', () => {
  expect(alarm()).toMatchObject({
    ...{ alarm_name: 'web-down', alarm_description: 'No host answers.' },
    ...{ alarm_rule: 'ALARM("errors") OR ALARM("none healthy")', alarm_actions: [topicArn], ok_actions: [topicArn] },
  });
  const all = [{ alarmName: 'a' }, { alarmName: 'b' }];
  expect(alarm({ when: { all } }).alarm_rule).toBe('ALARM("a") AND ALARM("b")');
});

test('of alarms of the same app, it is made after them, and they tell nobody', () => {
  const stack = synth((stack) => {
    const metrics = { busy: metric };
    const one = new MetricAlarm(stack, 'one', { ...watched, name: 'one', metric, topic: 'of-composite' });
    const two = new MathAlarm(stack, 'two', {
      ...{ ...watched, name: 'two', metrics, expression: 'busy', label: 'Busy', topic: 'of-composite' },
    });
    const inner = new CompositeAlarm(stack, 'inner', {
      ...{ name: 'inner', description: 'Both.', when: { all: [one, two] }, topic: 'of-composite' },
    });
    new CompositeAlarm(stack, 'outer', {
      ...{ name: 'outer', description: 'Any.', when: { any: [inner] }, topic: { topicArn } },
    });
  });
  for (const part of stack.all('aws_cloudwatch_metric_alarm')) {
    expect(part).not.toHaveProperty('alarm_actions');
    expect(part).not.toHaveProperty('ok_actions');
  }
  const [inner, outer] = stack.all('aws_cloudwatch_composite_alarm');
  expect(inner!.alarm_rule).toMatch(
    /^ALARM\("\$\{aws_cloudwatch_metric_alarm\.one_.*\.alarm_name}"\) AND ALARM\("\$\{aws_cloudwatch_metric_alarm\.two_.*\.alarm_name}"\)$/,
  );
  expect(inner).not.toHaveProperty('alarm_actions');
  expect(outer!.alarm_rule).toMatch(/^ALARM\("\$\{aws_cloudwatch_composite_alarm\.inner_.*\.alarm_name}"\)$/);
});

test('tells nobody while its suppressor fires', () => {
  const suppressor = { alarm: { alarmName: 'prod-down' }, waitSeconds: 120, extensionSeconds: 300 };
  expect(alarm({ suppressor }).actions_suppressor).toEqual({
    ...{ alarm: 'prod-down', wait_period: 120, extension_period: 300 },
  });
  expect(alarm()).not.toHaveProperty('actions_suppressor');
});

test('may publish to a topic that is made with it', () => {
  const stack = synth((stack) => {
    const topic = new Topic(stack, 'topic', {
      ...{ name: 'alarms', account: '111122223333', region: 'eu-west-1', subscribers: ['ops@example.com'] },
    });
    new CompositeAlarm(stack, 'down', {
      ...{ name: 'web-down', description: 'No host answers.', when: { any: [{ alarmName: 'a' }] }, topic },
    });
  });
  expect(JSON.stringify(stack.all('aws_sns_topic_policy'))).toContain('cloudwatch.amazonaws.com');
});

describe('refuses', () => {
  test.each<[string, Partial<CompositeAlarmProps>, string]>([
    ['no alarms', { when: { any: [] } }, 'stack/down: when.any: expected 1 to 38 alarms, each once, found []'],
    [
      'all and any',
      { when: { any: [{ alarmName: 'a' }], all: [{ alarmName: 'b' }] } },
      'stack/down: when: expected alarms: an object with one of all, any',
    ],
    [
      'a name that ends the rule',
      { when: { any: [{ alarmName: 'a") OR TRUE OR ALARM("b' }] } },
      'stack/down: when.any[0].alarmName: expected the name of an alarm, 1 to 255 characters without "',
    ],
    [
      'a suppressor that waits for nothing',
      { suppressor: { alarm: { alarmName: 'a' }, waitSeconds: 0, extensionSeconds: 60 } },
      'stack/down: suppressor.waitSeconds: expected a whole number of seconds from 1 to 86400, found 0',
    ],
  ])('%s', (_, props, message) => expect(() => alarm(props)).toThrow(message));
});
