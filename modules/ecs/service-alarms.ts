import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { ServiceAlarmThresholds } from './service-props';

export interface ServiceAlarmsProps {
  readonly name: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly minTasks: number;
  readonly thresholds: ServiceAlarmThresholds;
}

/** The alarms of one service, besides those of its target group. */
export class ServiceAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceAlarmsProps,
  ) {
    super(scope, id);
    const { name, minTasks, thresholds } = props;
    const { cpuPercent = 90, memoryPercent = 90 } = thresholds;
    this.add('cpu', 'AWS/ECS', 'CPUUtilization', 'above', cpuPercent, {
      description: `${name} has used over ${cpuPercent} % of its CPU for 15 minutes, and scaling has not helped. Look at its maximum of tasks, then at what is slow.`,
    });
    this.add('memory', 'AWS/ECS', 'MemoryUtilization', 'above', memoryPercent, {
      description: `${name} has used over ${memoryPercent} % of its memory for 15 minutes: a task that needs more is killed. Look for a leak; give the task more memory.`,
    });
    if (minTasks === 0) return;
    this.add('tasks', 'ECS/ContainerInsights', 'RunningTaskCount', 'below', minTasks, {
      description: `${name} has run fewer than ${minTasks} tasks for 15 minutes. Look at the events of the service: an image that cannot be pulled, a health check that fails, no Spot capacity.`,
    });
  }

  private add(
    id: string,
    namespace: string,
    metricName: string,
    side: 'above' | 'below',
    threshold: number,
    { description }: { description: string },
  ): void {
    const { name, clusterName, serviceName, thresholds } = this.props;
    new MetricAlarm(this, id, {
      name: `${name}-${id}`,
      description,
      metric: {
        namespace,
        metricName,
        dimensions: { ClusterName: clusterName, ServiceName: serviceName },
        statistic: 'Average',
        periodSeconds: 300,
      },
      threshold,
      comparisonOperator: side === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold',
      evaluationPeriods: 3,
      topic: thresholds.topic,
    });
  }
}
