import { MetricAlarm } from '../../modules/alarm';
import { LoggedErrors } from '../../modules/logged-errors';
import { synth } from '../support/synth';

const topic = { topicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms' };

describe('logged errors', () => {
  test('are counted by the level of a line, and are none where other lines are logged', () => {
    const stack = synth((stack) => new LoggedErrors(stack, 'errors', { name: 'prod-web', logGroupName: '/ecs/web' }));
    expect(stack.one('aws_cloudwatch_log_metric_filter')).toEqual({
      ...{ name: 'errors', log_group_name: '/ecs/web' },
      pattern: '{ ($.level = "error") || ($.level = "ERROR") || ($.level = "FATAL") }',
      metric_transformation: { namespace: 'LoggedErrors', name: 'prod-web', value: '1', default_value: '0' },
    });
  });

  test('are a metric for an alarm', () => {
    const stack = synth((stack) => {
      const { metric } = new LoggedErrors(stack, 'errors', { name: 'prod-web', logGroupName: '/ecs/web' });
      new MetricAlarm(stack, 'alarm', {
        ...{
          name: 'prod-web-errors',
          description: 'Errors are logged. Look at the saved query prod/errors.',
          topic,
          metric,
        },
        ...{ threshold: 10, comparisonOperator: 'GreaterThanOrEqualToThreshold', evaluationPeriods: 5 },
        treatMissingData: 'notBreaching',
      });
    });
    expect(stack.one('aws_cloudwatch_metric_alarm')).toMatchObject({
      ...{ namespace: 'LoggedErrors', metric_name: 'prod-web', statistic: 'Sum', period: 60 },
    });
  });

  test.each([
    ['name', { name: 'prod web', logGroupName: '/ecs/web' }],
    ['logGroupName', { name: 'prod-web', logGroupName: '/ecs web' }],
  ])('with a %s that CloudWatch refuses are refused', (prop, props) => {
    expect(() => synth((stack) => new LoggedErrors(stack, 'errors', props))).toThrow(`${prop}: expected`);
  });
});
