import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { MetricAlarm, type MetricAlarmProps } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';
import { isBurstable } from './instance-class';

export interface DatabaseAlarmThresholds {
  /** Told of alarms, and of RDS's events: failover, failure, low storage, maintenance … */
  readonly topic: TopicRef;
  /**
   * CPU in use, in percent, over 15 minutes.
   * @default 80
   */
  readonly cpuPercent?: number;
  /**
   * Memory left, in percent of the instance class's.
   * @default 5
   */
  readonly freeableMemoryPercent?: number;
  /**
   * Storage left, in percent of what was allocated at first. RDS adds storage by itself at 10 percent: less means that it
   * could not, or not fast enough.
   * @default 5
   */
  readonly freeStoragePercent?: number;
  /**
   * Connections in use, in percent of `max_connections`: the database's own, or the engine's formula for it over the class's whole memory. The engine
   * counts only what the system leaves it, which is about three quarters on a micro.
   * @default 60
   */
  readonly connectionsPercent?: number;
  /**
   * Seconds that a read replica is behind, over 5 minutes.
   * @default 60
   */
  readonly replicaLagSeconds?: number;
}

export interface DatabaseAlarmsProps {
  /** The instance watched: its `DBInstanceIdentifier`. */
  readonly identifier: string;
  readonly instanceClass: string;
  readonly memoryBytes: number;
  /** `max_connections`. */
  readonly maxConnections: number;
  /**
   * Storage at first, of an instance that has its own.
   * @default none: it is in a cluster, which has the storage
   */
  readonly allocatedStorageGb?: number;
  /** Whether it is a read replica, whose source may be ahead of it. */
  readonly replica: boolean;
  /** Whether it assigns transaction ids, which PostgreSQL has to vacuum. */
  readonly vacuums: boolean;
  readonly thresholds: DatabaseAlarmThresholds;
}

/** The alarms of one instance. gp3 storage has no burst balance to run out of. */
export class DatabaseAlarms extends Construct {
  readonly nodes: { readonly alarms: CloudwatchMetricAlarm[] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseAlarmsProps,
  ) {
    super(scope, id);
    this.addResourceAlarms();
    if (props.allocatedStorageGb !== undefined) this.addStorageAlarm(props.allocatedStorageGb);
    if (isBurstable(props.instanceClass)) this.addCreditAlarm();
    if (props.vacuums) this.addWraparoundAlarm();
    if (props.replica) this.addLagAlarm();
  }

  private addResourceAlarms(): void {
    const { identifier, memoryBytes, maxConnections, thresholds } = this.props;
    const { cpuPercent = 80, freeableMemoryPercent = 5, connectionsPercent = 60 } = thresholds;
    this.add('cpu', 'CPUUtilization', 'above', cpuPercent, {
      description: `${identifier} has used over ${cpuPercent} % CPU for 15 minutes. Look for the top SQL in Performance Insights.`,
    });
    this.add('memory', 'FreeableMemory', 'below', Math.floor((memoryBytes * freeableMemoryPercent) / 100), {
      description: `${identifier} has under ${freeableMemoryPercent} % of its memory left. Look for many connections or large sorts; consider a larger class.`,
    });
    this.add('connections', 'DatabaseConnections', 'above', Math.floor((maxConnections * connectionsPercent) / 100), {
      description: `${identifier} has over ${connectionsPercent} % of its connections in use. Look for a client that leaks them; pool.`,
    });
  }

  private addStorageAlarm(allocatedStorageGb: number): void {
    const { identifier, thresholds } = this.props;
    const { freeStoragePercent = 5 } = thresholds;
    this.add(
      'storage',
      'FreeStorageSpace',
      'below',
      Math.floor((allocatedStorageGb * 1024 ** 3 * freeStoragePercent) / 100),
      {
        description: `${identifier} is running out of storage, and storage autoscaling has not helped. Look at its maximum, and for logs or replication slots that grow.`,
      },
    );
  }

  private addCreditAlarm(): void {
    const { identifier } = this.props;
    this.add('cpu-credits', 'CPUCreditBalance', 'below', 10, {
      description: `${identifier} has used up its CPU credits and costs extra for more. Look for the load, or leave the burstable class. A new instance starts without credits.`,
      evaluationPeriods: 12,
    });
  }

  /** AWS's own threshold (CloudWatch user guide, best practice alarms, RDS): half way to where PostgreSQL stops writes. */
  private addWraparoundAlarm(): void {
    const { identifier } = this.props;
    this.add('transaction-ids', 'MaximumUsedTransactionIDs', 'above', 1_000_000_000, {
      description: `${identifier} has a table not vacuumed for a billion transactions. Look for long transactions, prepared ones and abandoned replication slots; vacuum freeze the oldest.`,
    });
  }

  private addLagAlarm(): void {
    const { identifier, thresholds } = this.props;
    const { replicaLagSeconds = 60 } = thresholds;
    this.add('replica-lag', 'ReplicaLag', 'above', replicaLagSeconds, {
      description: `${identifier} is over ${replicaLagSeconds} seconds behind its source. Look for long queries here and bulk writes there; send reads to the source.`,
      periodSeconds: 60,
      evaluationPeriods: 5,
    });
  }

  private add(
    id: string,
    metricName: string,
    direction: 'above' | 'below',
    threshold: number,
    rest: Pick<MetricAlarmProps, 'description'> & { periodSeconds?: number; evaluationPeriods?: number },
  ): void {
    const { identifier, thresholds } = this.props;
    const { description, periodSeconds = 300, evaluationPeriods = 3 } = rest;
    const { nodes } = new MetricAlarm(this, id, {
      name: `rds-${identifier}-${id}`,
      description,
      metric: {
        namespace: 'AWS/RDS',
        metricName,
        dimensions: { DBInstanceIdentifier: identifier },
        statistic: 'Average',
        periodSeconds,
      },
      threshold,
      comparisonOperator: direction === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold',
      evaluationPeriods,
      topic: thresholds.topic,
    });
    this.nodes.alarms.push(nodes.alarm);
  }
}
