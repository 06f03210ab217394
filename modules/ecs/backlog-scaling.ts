import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import type { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { BacklogProps, ScaleProps } from './scale-props';

interface BacklogScalingProps {
  readonly name: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly scale: ScaleProps;
  readonly target: AppautoscalingTarget;
  readonly backlog: BacklogProps;
}

/** What is measured in CloudWatch, as a metric and as a query of one. */
interface Measured {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
}

/**
 * Tasks by the messages that wait for each of them (Application Auto Scaling user guide, Create a target tracking scaling policy using metric math). Target
 * tracking multiplies the tasks that run, and nothing comes of none: where `min` is 0, the first one is added by a step.
 */
export class BacklogScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BacklogScalingProps,
  ) {
    super(scope, id);
    this.track();
    if (props.scale.min === 0) this.startFirst();
  }

  private track(): void {
    const { name, backlog } = this.props;
    new AppautoscalingPolicy(this, 'policy', {
      ...this.scalable(),
      name: `${name}-backlog`,
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        customizedMetricSpecification: {
          metrics: [
            ...this.measured().map(([id, { namespace, metricName, dimensions, stat }]) => ({
              ...{ id, returnData: false, label: metricName },
              metricStat: { metric: { namespace, metricName, dimensions: dimensionsOf(dimensions) }, stat },
            })),
            {
              ...{ id: 'backlog', returnData: true, label: 'Messages that wait for each task' },
              expression: 'IF(FILL(tasks, 0) > 0, messages / tasks, messages)',
            },
          ],
        },
        targetValue: backlog.messagesPerTask,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
  }

  private startFirst(): void {
    const { name, backlog } = this.props;
    const policy = new AppautoscalingPolicy(this, 'first-task', {
      ...this.scalable(),
      name: `${name}-first-task`,
      policyType: 'StepScaling',
      stepScalingPolicyConfiguration: {
        adjustmentType: 'ChangeInCapacity',
        cooldown: 60,
        stepAdjustment: [{ metricIntervalLowerBound: '0', scalingAdjustment: 1 }],
      },
    });
    new CloudwatchMetricAlarm(this, 'waiting', {
      alarmName: `${name}-waiting`,
      alarmDescription: `Messages wait in ${backlog.queueName}, and no task of ${name} runs: the first one is started. Nobody has to do anything.`,
      metricQuery: [
        ...this.measured().map(([id, { dimensions, ...metric }]) => ({
          ...{ id, returnData: false },
          metric: { ...metric, dimensions, period: 60 },
        })),
        {
          ...{ id: 'waiting', returnData: true, label: 'Messages wait and no task runs' },
          expression: 'IF(FILL(tasks, 0) < 1 AND FILL(messages, 0) > 0, 1, 0)',
        },
      ],
      ...{ comparisonOperator: 'GreaterThanOrEqualToThreshold', threshold: 1, evaluationPeriods: 1 },
      treatMissingData: 'notBreaching',
      alarmActions: [policy.arn],
    });
  }

  private measured(): (readonly [id: string, Measured])[] {
    const { clusterName, serviceName, backlog } = this.props;
    const messages = {
      ...{ namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', stat: 'Maximum' },
      dimensions: { QueueName: backlog.queueName },
    };
    const tasks = {
      ...{ namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount', stat: 'Average' },
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    };
    return [
      ['messages', messages],
      ['tasks', tasks],
    ];
  }

  private scalable() {
    const { serviceNamespace, scalableDimension, resourceId } = this.props.target;
    return { serviceNamespace, scalableDimension, resourceId };
  }
}

function dimensionsOf(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([name, value]) => ({ name, value }));
}
