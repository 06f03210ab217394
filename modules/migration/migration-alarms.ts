import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

export interface MigrationAlarmThresholds {
  /** Told when something is wrong and when it is over, and of what DMS itself reports: failures, restarts, a full disk. */
  readonly topic: TopicRef;
  /**
   * Seconds that changes are behind, on their way from the source and on their way to the target, over 15 minutes.
   * @default 300
   */
  readonly latencySeconds?: number;
  /**
   * Storage of the replication instance that is free, in GiB.
   * @default 10
   */
  readonly freeStorageGb?: number;
  /**
   * Memory of it that is free, in MiB.
   * @default 256
   */
  readonly freeMemoryMb?: number;
  /**
   * Use of its processors in percent, over 15 minutes.
   * @default 90
   */
  readonly cpuPercent?: number;
}

export interface MigrationAlarmsProps {
  /** Of the replication instance, and of the task, by the end of its ARN. */
  readonly name: string;
  /** Whether changes are followed. */
  readonly isFollowed: boolean;
  readonly thresholds: MigrationAlarmThresholds;
}

interface Watched {
  readonly metricName: string;
  readonly threshold: number;
  readonly comparisonOperator?: 'LessThanThreshold';
  readonly description: string;
  readonly isOfTask?: boolean;
}

/** The alarms of a migration (DMS user guide, Monitoring AWS DMS tasks). A task that was not started yet, and one that ended, report nothing. */
export class MigrationAlarms extends Construct {
  readonly nodes: { readonly alarms: CloudwatchMetricAlarm[] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MigrationAlarmsProps,
  ) {
    super(scope, id);
    const { name, isFollowed, thresholds } = props;
    const { latencySeconds = 300, freeStorageGb = 10, freeMemoryMb = 256, cpuPercent = 90 } = thresholds;
    const minutes = 'for 15 minutes';
    if (isFollowed) {
      const ofTask = { threshold: latencySeconds, isOfTask: true };
      this.add('source-latency', {
        ...{ ...ofTask, metricName: 'CDCLatencySource' },
        description: `Migration ${name} reads changes over ${latencySeconds} seconds late ${minutes}. Look for long transactions in the source, and at its load; a slot that is not read keeps its log, until its disk is full.`,
      });
      this.add('target-latency', {
        ...{ ...ofTask, metricName: 'CDCLatencyTarget' },
        description: `Migration ${name} writes changes over ${latencySeconds} seconds late ${minutes}. Look at locks and at the load of the target, and at tables without a primary key.`,
      });
    }
    this.add('free-storage', {
      ...{ metricName: 'FreeStorageSpace', threshold: freeStorageGb * 1024 ** 3 },
      comparisonOperator: 'LessThanThreshold',
      description: `The replication instance of migration ${name} has had less than ${freeStorageGb} GiB free ${minutes}. Changes wait there that the target does not take; raise allocatedStorageGb.`,
    });
    this.add('free-memory', {
      ...{ metricName: 'FreeableMemory', threshold: freeMemoryMb * 1024 ** 2 },
      comparisonOperator: 'LessThanThreshold',
      description: `The replication instance of migration ${name} has had less than ${freeMemoryMb} MiB of memory free ${minutes}. Move to a larger class, or load fewer tables at once.`,
    });
    this.add('cpu', {
      ...{ metricName: 'CPUUtilization', threshold: cpuPercent },
      description: `The replication instance of migration ${name} has used over ${cpuPercent} % of its processors ${minutes}. Move to a larger class, or load fewer tables at once.`,
    });
  }

  private add(id: string, { metricName, threshold, comparisonOperator, description, isOfTask }: Watched): void {
    const { name, thresholds } = this.props;
    const dimensions = {
      ReplicationInstanceIdentifier: name,
      ...(isOfTask && { ReplicationTaskIdentifier: name }),
    };
    const { nodes } = new MetricAlarm(this, id, {
      ...{ name: `dms-${name}-${id}`, description, threshold, topic: thresholds.topic },
      metric: { namespace: 'AWS/DMS', metricName, dimensions, statistic: 'Average', periodSeconds: 300 },
      comparisonOperator: comparisonOperator ?? 'GreaterThanThreshold',
      ...{ evaluationPeriods: 3, treatMissingData: 'notBreaching' },
    });
    this.nodes.alarms.push(nodes.alarm);
  }
}
