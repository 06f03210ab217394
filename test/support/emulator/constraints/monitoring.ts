import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, type Row } from './row';

const alarm = {
  operations: ['cloudwatch PutMetricAlarm'],
  code: 'ValidationError',
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
};
const day = 86_400;

export const monitoring: readonly Row[] = [
  documented(
    documentedValues.aws_cloudwatch_log_group.retention_in_days,
    { code: 'InvalidParameterException' },
    { accepted: [400], refused: [100] },
  ),
  documented(
    documentedValues.aws_cloudwatch_metric_alarm.period,
    { code: 'ValidationError' },
    { accepted: [300, 10], refused: [90, 45] },
  ),
  {
    ...alarm,
    member: 'EvaluationPeriods',
    expected: 'at most a day in all, or seven where a period is an hour or more',
    accepts: ({ Period = 60, EvaluationPeriods = 1 }) => Period * EvaluationPeriods <= (Period < 3_600 ? day : 7 * day),
    accepted: [
      { Period: 300, EvaluationPeriods: 288 },
      { Period: day, EvaluationPeriods: 7 },
    ],
    refused: [
      { Period: 300, EvaluationPeriods: 289 },
      { Period: day, EvaluationPeriods: 8 },
    ],
  },
  {
    ...alarm,
    member: 'DatapointsToAlarm',
    expected: 'at most EvaluationPeriods',
    accepts: ({ DatapointsToAlarm = 1, EvaluationPeriods = 1 }) => DatapointsToAlarm <= EvaluationPeriods,
    accepted: [{ EvaluationPeriods: 3, DatapointsToAlarm: 2 }],
    refused: [{ EvaluationPeriods: 2, DatapointsToAlarm: 3 }],
  },
];
