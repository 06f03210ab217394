import type { Construct } from 'constructs';
import { MathAlarm } from '../alarm/math-alarm';
import { MetricAlarm, type MetricAlarmProps } from '../alarm/metric-alarm';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optional, wholeNumber, type Description } from '../props';
import { agentNamespace } from './cloudwatch-agent';
import { percentOrNone } from './scale-props';

export interface ServerAlarmThresholds {
  /** Told of alarms. */
  readonly topic: TopicRef;
  /**
   * CPU in use, in percent of all servers together, over 15 minutes.
   * @default 90
   */
  readonly cpuPercent?: number | 'none';
  /**
   * Memory in use, in percent, over 15 minutes; where the agent measures it.
   * @default 90
   */
  readonly memoryPercent?: number;
  /**
   * A disk in use, in percent; where the agent measures it.
   * @default 85
   */
  readonly diskPercent?: number;
}

const percent = wholeNumber('percent', 1, 100);
export const serverAlarmThresholds: Description<ServerAlarmThresholds> = {
  topic: topicRef,
  cpuPercent: optional(percentOrNone, '90'),
  memoryPercent: optional(percent, '90'),
  diskPercent: optional(percent, '85'),
};

export interface ServerAlarmsProps {
  readonly name: string;
  /** The Auto Scaling group's name. */
  readonly group: string;
  /** Whether there may be more than one server. */
  readonly isSeveral: boolean;
  /** The disks that an agent measures, by where they are mounted; none without an agent. */
  readonly mounts: readonly string[];
  readonly thresholds: ServerAlarmThresholds;
}

/** Adds the alarms of a group to it, besides those of its target groups. */
export class ServerAlarms {
  constructor(
    private readonly scope: Construct,
    private readonly props: ServerAlarmsProps,
  ) {
    this.addSizeAlarms();
    this.addServerAlarms();
    if (props.mounts.length > 0) this.addAgentAlarms();
  }

  private addSizeAlarms(): void {
    const { name, group, isSeveral } = this.props;
    const look = `See the activity of the auto-scaling group ${name}: it says why launches fail.`;
    const size = { namespace: 'AWS/AutoScaling', dimensions: { AutoScalingGroupName: group }, periodSeconds: 300 };
    const running = { ...size, metricName: 'GroupInServiceInstances', statistic: 'Maximum' } as const;
    // Against what is expected, not against one, so that the alarm keeps the group's schedules, in their own time zone.
    this.addSize('none-in-service', {
      description: `${name} should run and has not for 15 minutes. ${look}`,
      metrics: { expected: { ...size, metricName: 'GroupDesiredCapacity', statistic: 'Minimum' }, running },
      expression: 'IF(running < 1, expected, 0)',
      label: 'Instances expected while none is in service',
    });
    if (!isSeveral) return;
    this.addSize('below-minimum', {
      description: `${name} has had fewer servers than its minimum for 15 minutes. ${look}`,
      metrics: { least: { ...size, metricName: 'GroupMinSize', statistic: 'Minimum' }, running },
      expression: 'least - running',
      label: 'Instances that the minimum lacks',
    });
  }

  private addServerAlarms(): void {
    const { name, group, thresholds } = this.props;
    const { cpuPercent = 90 } = thresholds;
    const dimensions = { AutoScalingGroupName: group };
    this.add('status-check-failed', {
      description: `${name} fails EC2's status checks. The group replaces it within minutes; if this comes back, see the instance's system log.`,
      metric: {
        ...{ namespace: 'AWS/EC2', metricName: 'StatusCheckFailed', dimensions },
        ...{ statistic: 'Maximum', periodSeconds: 60 },
      },
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: 5,
      // Out of hours there is no instance, and no data.
      treatMissingData: 'notBreaching',
    });
    if (cpuPercent === 'none') return;
    this.addUse('cpu', cpuPercent, {
      description: `${name} has used over ${cpuPercent} % of its CPU for 15 minutes. Look at its maximum of servers, then at what is slow.`,
      metric: { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions },
    });
  }

  private addAgentAlarms(): void {
    const { name, group, mounts, thresholds } = this.props;
    const { memoryPercent = 90, diskPercent = 85 } = thresholds;
    const dimensions = { AutoScalingGroupName: group };
    this.addUse('memory', memoryPercent, {
      description: `${name} has used over ${memoryPercent} % of its memory for 15 minutes. Look for a leak; take a larger type.`,
      metric: { namespace: agentNamespace, metricName: 'mem_used_percent', dimensions },
    });
    for (const path of mounts) {
      const id = path === '/' ? 'root' : path.slice(1).replaceAll('/', '-');
      this.addUse(`disk-${id}`, diskPercent, {
        description: `${path} on ${name} is over ${diskPercent} % full. Remove what is old, or make the volume larger.`,
        metric: { namespace: agentNamespace, metricName: 'disk_used_percent', dimensions: { ...dimensions, path } },
      });
    }
  }

  /** Of the fullest server. */
  private addUse(
    id: string,
    threshold: number,
    {
      description,
      metric,
    }: { description: string; metric: Omit<MetricAlarmProps['metric'], 'statistic' | 'periodSeconds'> },
  ): void {
    this.add(id, {
      description,
      metric: { ...metric, statistic: id === 'cpu' ? 'Average' : 'Maximum', periodSeconds: 300 },
      threshold,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 3,
      treatMissingData: 'notBreaching',
    });
  }

  private add(id: string, alarm: Omit<MetricAlarmProps, 'name' | 'topic'>): void {
    const { name, thresholds } = this.props;
    new MetricAlarm(this.scope, id, { name: `${name}-${id}`, topic: thresholds.topic, ...alarm });
  }

  private addSize(
    id: string,
    alarm: {
      description: string;
      metrics: Record<string, MetricAlarmProps['metric']>;
      expression: string;
      label: string;
    },
  ): void {
    const { name, thresholds } = this.props;
    new MathAlarm(this.scope, id, {
      ...{ name: `${name}-${id}`, topic: thresholds.topic, ...alarm },
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: 3,
    });
  }
}
