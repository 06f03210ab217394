import type { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

const why = 'Its log group says why, and so does StateReason of aws pipes describe-pipe.';
/** EventBridge user guide, Logging and monitoring Amazon EventBridge Pipes using Amazon CloudWatch Logs. By what each says. */
const failures = {
  failed: {
    metricName: 'ExecutionFailed',
    says: `could not send. ${why} EventBridge stops a pipe that may not read or send; start it again when that is fixed.`,
  },
  'partially-failed': {
    metricName: 'ExecutionPartiallyFailed',
    says: `could not send a part of what it read. ${why} Look at what the target refuses.`,
  },
  'timed-out': {
    metricName: 'ExecutionTimeout',
    says: 'waited too long for its target. Look whether the target is slow, and make the batches smaller.',
  },
  throttled: {
    metricName: 'ExecutionThrottled',
    says: 'was throttled. Look at the concurrency of the target, and at the quota of concurrent pipe executions of the account.',
  },
} as const;

/** Tells of each kind of failure. @param failedExecutions how many of a kind within five minutes are not told of */
export function addPipeAlarms(
  scope: Construct,
  {
    name,
    topic,
    failedExecutions,
  }: { readonly name: string; readonly topic: TopicRef; readonly failedExecutions: number },
): void {
  for (const [kind, { metricName, says }] of Object.entries(failures)) {
    new MetricAlarm(scope, kind, {
      name: `pipe-${name}-${kind}`,
      description: `The pipe ${name} ${says}`,
      metric: {
        ...{ namespace: 'AWS/EventBridge/Pipes', metricName, dimensions: { PipeName: name } },
        ...{ statistic: 'Sum', periodSeconds: 300 },
      },
      ...{ threshold: failedExecutions, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData: 'notBreaching', topic },
    });
  }
}
