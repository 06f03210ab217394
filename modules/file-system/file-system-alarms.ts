import { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps } from '../alarm';
import type { FileSystemAlarmThresholds, FileSystemProps } from './file-system-props';

export interface FileSystemAlarmsProps {
  readonly name: string;
  readonly fileSystemId: string;
  readonly throughput: FileSystemProps['throughput'];
  /** The id of the copy, where there is one. */
  readonly replicaId: string | undefined;
  readonly thresholds: FileSystemAlarmThresholds;
}

/** Periods of 5 minutes, three in a row. */
const lasting = { periodSeconds: 300, evaluationPeriods: 3 } as const;

/** The alarms of a file system (EFS user guide, CloudWatch metrics for Amazon EFS). */
export class FileSystemAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FileSystemAlarmsProps,
  ) {
    super(scope, id);
    const { name, throughput, replicaId, thresholds } = props;
    const { ioLimitPercent = 90, burstCreditsGib = 100, replicationLagMinutes = 60 } = thresholds;
    this.addThroughput();
    this.add('io-limit', this.metric('PercentIOLimit', 'Average'), 'GreaterThanThreshold', ioLimitPercent, {
      description: `File system ${name} has used over ${ioLimitPercent} % of the operations that it can do for 15 minutes. Look for programs that open and list many small files; spread them over several file systems.`,
    });
    if (throughput === 'bursting') {
      const left = this.metric('BurstCreditBalance', 'Minimum');
      this.add('burst-credits', left, 'LessThanThreshold', burstCreditsGib * 1024 ** 3, {
        description: `File system ${name} has under ${burstCreditsGib} GiB of burst credits left; without them it is as slow as its size. Look for what reads and writes; change the throughput to elastic, in place.`,
      });
    }
    if (replicaId === undefined) return;
    const behind = this.metric('TimeSinceLastSync', 'Maximum', { DestinationFileSystemId: replicaId });
    this.add('replication', behind, 'GreaterThanThreshold', replicationLagMinutes * 60, {
      description: `File system ${name}: its replica is over ${replicationLagMinutes} minutes behind. Look at the state of the replication in the EFS console, then at the key of the other region; look for many changes at once.`,
    });
  }

  /** The metric math of the EFS user guide, Using metric math with CloudWatch metrics, Metric math: EFS throughput utilization. */
  private addThroughput(): void {
    const { name, thresholds } = this.props;
    const { throughputPercent = 80, topic } = thresholds;
    new MathAlarm(this, 'throughput', {
      name: `efs-${name}-throughput`,
      description: `File system ${name} has used over ${throughputPercent} % of the throughput that EFS permits for 15 minutes. Look for what reads and writes; with another throughput than elastic, change it, in place.`,
      metrics: {
        metered: this.metric('MeteredIOBytes', 'Sum'),
        permitted: this.metric('PermittedThroughput', 'Average'),
      },
      expression: '100 * metered / PERIOD(metered) / permitted',
      label: 'Percent of the permitted throughput',
      threshold: throughputPercent,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: lasting.evaluationPeriods,
      treatMissingData: 'notBreaching',
      topic,
    });
  }

  private add(
    id: string,
    metric: MetricAlarmProps['metric'],
    comparisonOperator: MetricAlarmProps['comparisonOperator'],
    threshold: number,
    { description }: { readonly description: string },
  ): void {
    const { name, thresholds } = this.props;
    new MetricAlarm(this, id, {
      ...{ name: `efs-${name}-${id}`, description, metric, threshold, comparisonOperator },
      evaluationPeriods: lasting.evaluationPeriods,
      treatMissingData: 'notBreaching',
      topic: thresholds.topic,
    });
  }

  private metric(
    metricName: string,
    statistic: 'Average' | 'Sum' | 'Minimum' | 'Maximum',
    others: Record<string, string> = {},
  ): MetricAlarmProps['metric'] {
    const dimensions = { FileSystemId: this.props.fileSystemId, ...others };
    return { namespace: 'AWS/EFS', metricName, dimensions, statistic, periodSeconds: lasting.periodSeconds };
  }
}
