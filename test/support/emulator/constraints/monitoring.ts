import type { Row } from './row';

const alarm = {
  operations: ['cloudwatch PutMetricAlarm'],
  code: 'ValidationError',
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
};
const retentions = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];
const day = 86_400;

export const monitoring: readonly Row[] = [
  {
    operations: ['logs PutRetentionPolicy'],
    member: 'retentionInDays',
    expected: `one of ${retentions.join(', ')}`,
    code: 'InvalidParameterException',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    accepts: ({ retentionInDays }) => retentions.includes(retentionInDays),
    accepted: [{ retentionInDays: 400 }],
    refused: [{ retentionInDays: 100 }, { retentionInDays: 0 }],
  },
  {
    ...alarm,
    member: 'Period',
    expected: '10, 20, 30 or a multiple of 60 seconds',
    accepts: ({ Period }) => Period === undefined || [10, 20, 30].includes(Period) || (Period > 0 && Period % 60 === 0),
    accepted: [{ Period: 300 }, { Period: 10 }, {}],
    refused: [{ Period: 90 }, { Period: 45 }],
  },
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
