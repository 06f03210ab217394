import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { MetricAlarm, type Statistic } from '../alarm/metric-alarm';
import type { ClusterAlarmThresholds } from './cluster-props';

export interface ClusterAlarmsProps {
  /** The cluster's identifier. */
  readonly name: string;
  /** Whether there are readers, of the cluster or added by scaling. */
  readonly hasReaders: boolean;
  /**
   * The most readers, where scaling adds them.
   * @default none: scaling adds none
   */
  readonly maxReaders?: number;
  /** The instances that scale by themselves, by name: their identifiers. */
  readonly serverless: Readonly<Record<string, string>>;
  /** Whether it assigns transaction ids, which PostgreSQL has to vacuum. */
  readonly vacuums: boolean;
  readonly thresholds: ClusterAlarmThresholds;
}

interface Watched {
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
  readonly statistic?: Statistic;
  readonly threshold: number;
  readonly periodSeconds?: number;
  readonly evaluationPeriods?: number;
  readonly treatMissingData?: 'notBreaching';
  readonly description: string;
}

/**
 * The alarms of a cluster, by role where a role is what matters: which instance writes changes with each failover, and readers that scaling added are none of this stack
 * (Aurora user guide, Creating CloudWatch alarms to monitor Amazon Aurora).
 */
export class ClusterAlarms extends Construct {
  readonly nodes: { readonly alarms: CloudwatchMetricAlarm[] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAlarmsProps,
  ) {
    super(scope, id);
    const { hasReaders, maxReaders, vacuums } = props;
    if (hasReaders) this.addLagAlarm();
    if (maxReaders !== undefined) this.addReadersAlarm(maxReaders);
    if (vacuums) this.addWraparoundAlarm();
    for (const [name, identifier] of Object.entries(props.serverless)) this.addCapacityAlarm(name, identifier);
  }

  private addLagAlarm(): void {
    const { name, thresholds } = this.props;
    const { replicaLagMilliseconds: lag = 1000 } = thresholds;
    this.add('replica-lag', {
      ...{ metricName: 'AuroraReplicaLagMaximum', dimensions: this.of('WRITER'), statistic: 'Maximum', threshold: lag },
      ...{ periodSeconds: 60, evaluationPeriods: 5, treatMissingData: 'notBreaching' },
      description: `A reader of ${name} is over ${lag} ms behind. Look for long queries on it and bulk writes; a reader that is too far behind restarts.`,
    });
  }

  private addReadersAlarm(maxReaders: number): void {
    const { name, thresholds } = this.props;
    const { cpuPercent = 80 } = thresholds;
    this.add('readers-cpu', {
      ...{ metricName: 'CPUUtilization', dimensions: this.of('READER'), threshold: cpuPercent },
      description: `The readers of ${name} have used over ${cpuPercent} % CPU for 15 minutes. Look at how many there are: scaling adds none beyond ${maxReaders}. Look for the top SQL in Performance Insights.`,
    });
  }

  /** AWS's own threshold (CloudWatch user guide, best practice alarms, RDS): half way to where PostgreSQL stops writes. */
  private addWraparoundAlarm(): void {
    const { name } = this.props;
    this.add('transaction-ids', {
      ...{ metricName: 'MaximumUsedTransactionIDs', dimensions: this.of('WRITER'), threshold: 1_000_000_000 },
      description: `${name} has a table not vacuumed for a billion transactions. Look for long transactions, prepared ones and abandoned replication slots; vacuum freeze the oldest.`,
    });
  }

  private addCapacityAlarm(instance: string, identifier: string): void {
    const { acuPercent = 90 } = this.props.thresholds;
    this.add(`${instance}-acu`, {
      ...{ metricName: 'ACUUtilization', dimensions: { DBInstanceIdentifier: identifier }, threshold: acuPercent },
      description: `${identifier} has used over ${acuPercent} % of its maximum capacity for 15 minutes. Look for the load; raise maxAcu, or add a reader.`,
    });
  }

  private of(role: 'WRITER' | 'READER') {
    return { DBClusterIdentifier: this.props.name, Role: role };
  }

  private add(id: string, watched: Watched): void {
    const { metricName, dimensions, statistic = 'Average', periodSeconds = 300 } = watched;
    const { description, threshold, evaluationPeriods = 3, treatMissingData } = watched;
    const { nodes } = new MetricAlarm(this, id, {
      name: `aurora-${this.props.name}-${id}`,
      metric: { namespace: 'AWS/RDS', metricName, dimensions, statistic, periodSeconds },
      ...{ description, threshold, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods },
      ...(treatMissingData && { treatMissingData }),
      topic: this.props.thresholds.topic,
    });
    this.nodes.alarms.push(nodes.alarm);
  }
}
