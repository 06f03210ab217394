import type { Construct } from 'constructs';
import { MetricAlarm, type MetricAlarmProps } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

export interface QueueAlarmThresholds {
  readonly topic: TopicRef;
  /** How long the oldest message may wait before somebody is told: less than the queue keeps it. */
  readonly oldestMessageSeconds: number;
}

/** SQS reports an empty queue that nobody uses no more (SQS developer guide, Available CloudWatch metrics for Amazon SQS): no data is no message. */
const treatMissingData = 'notBreaching';

/** Tells that messages wait longer than they may. */
export function oldestMessageAlarm(
  scope: Construct,
  { queueName, alarms }: { readonly queueName: string; readonly alarms: QueueAlarmThresholds },
): MetricAlarm {
  const { topic, oldestMessageSeconds } = alarms;
  return new MetricAlarm(scope, 'oldest-message', {
    name: `sqs-${queueName}-oldest-message`,
    description: `The oldest message of the queue ${queueName} has waited over ${oldestMessageSeconds} seconds. Look whether its consumers run, and at their errors; then whether there are enough of them.`,
    metric: metric(queueName, 'ApproximateAgeOfOldestMessage'),
    threshold: oldestMessageSeconds,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 3,
    treatMissingData,
    topic,
  });
}

/** Tells of the first message in a dead-letter queue. @param first what to do about it */
export function deadLetterAlarm(
  scope: Construct,
  { queueName, topic, first }: { readonly queueName: string; readonly topic: TopicRef; readonly first: string },
): MetricAlarm {
  return new MetricAlarm(scope, 'dead-letters', {
    name: `sqs-${queueName}`,
    description: `The dead-letter queue ${queueName} has messages, which SQS deletes 14 days after they were sent. ${first}`,
    metric: metric(queueName, 'ApproximateNumberOfMessagesVisible'),
    threshold: 0,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    treatMissingData,
    topic,
  });
}

function metric(queueName: string, metricName: string): MetricAlarmProps['metric'] {
  return {
    ...{ namespace: 'AWS/SQS', metricName, dimensions: { QueueName: queueName } },
    ...{ statistic: 'Maximum', periodSeconds: 60 },
  };
}
