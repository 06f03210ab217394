import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { TopicRef } from '../notifications/topic-ref';
import { assertProp } from '../props';

export interface MetricAlarmProps {
  /** The alarm's name, unique in its account and region. */
  readonly name: string;
  /** What is wrong and what to do first: the person who reads this was just woken up. */
  readonly description: string;
  /** CloudWatch's namespace, metric, dimensions, statistic and period. */
  readonly metric: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Record<string, string>;
    readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'SampleCount';
    readonly periodSeconds: number;
  };
  readonly threshold: number;
  readonly comparisonOperator:
    'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';
  /** How many periods in a row must be over the threshold. */
  readonly evaluationPeriods: number;
  /**
   * What a period without data means.
   * @default missing: the alarm goes to INSUFFICIENT_DATA
   */
  readonly treatMissingData?: 'missing' | 'breaching' | 'notBreaching' | 'ignore';
  /** Told when the alarm fires and when it is over. */
  readonly topic: TopicRef;
}

/** A CloudWatch alarm on one metric, told to a topic both when it fires and when it is over. */
export class MetricAlarm extends Construct {
  readonly nodes: { readonly alarm: CloudwatchMetricAlarm };

  /** @throws PropsError for an empty description or a period that CloudWatch refuses. */
  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    const { metric } = props;
    const periodOk =
      [10, 30].includes(metric.periodSeconds) || (metric.periodSeconds > 0 && metric.periodSeconds % 60 === 0);
    assertProp(this, 'metric.periodSeconds', periodOk, '10, 30 or a multiple of 60', metric.periodSeconds);
    const alarm = new CloudwatchMetricAlarm(this, 'alarm', {
      ...alarmConfig(this, props),
      namespace: metric.namespace,
      metricName: metric.metricName,
      dimensions: metric.dimensions,
      statistic: metric.statistic,
      period: metric.periodSeconds,
    });
    this.nodes = { alarm };
  }
}

/** What every alarm has. @throws PropsError for an empty description. */
export function alarmConfig(alarm: Construct, props: Omit<MetricAlarmProps, 'metric'>) {
  const { name, description, threshold, comparisonOperator, evaluationPeriods, topic } = props;
  assertProp(alarm, 'description', description.trim() !== '', 'what is wrong and what to do', description);
  return {
    alarmName: name,
    alarmDescription: description,
    threshold,
    comparisonOperator,
    evaluationPeriods,
    treatMissingData: props.treatMissingData ?? 'missing',
    alarmActions: [topic.topicArn],
    okActions: [topic.topicArn],
  };
}
