import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps } from '../alarm';
import type { TopicRef } from '../notifications/topic-ref';

export interface AcceleratorAlarmThresholds {
  /** Told of alarms. */
  readonly topic: TopicRef;
  /**
   * Use of the processors of all nodes, in percent, over 15 minutes.
   * @default 80
   */
  readonly cpuPercent?: number;
  /**
   * Use of the memory that items and results are kept in, in percent of the fullest node, over 15 minutes. At 100 DAX throttles writes.
   * @default 90
   */
  readonly memoryPercent?: number;
  /**
   * MiB that are evicted in 5 minutes, over 15 minutes.
   * @default 100
   */
  readonly evictedMebibytes?: number;
  /**
   * Items that are read by their key and are not there, in percent of all such reads, over 15 minutes.
   * @default 50
   */
  readonly missPercent?: number;
  /**
   * Reads by key in 5 minutes, below which misses are not counted: a cluster that was just made has nothing yet.
   * @default 1000
   */
  readonly leastLookups?: number;
  /**
   * Requests in 5 minutes that DAX fails with an error of its own, or throttles.
   * @default 10
   */
  readonly failedRequests?: number;
}

export interface AcceleratorAlarmsProps {
  /** The cluster watched: its `ClusterId`. */
  readonly cluster: string;
  readonly thresholds: AcceleratorAlarmThresholds;
}

/** What lasts, and not what one peak did. */
const lasting = { periodSeconds: 300, evaluationPeriods: 3 } as const;
/** DAX reports no value of 0 (DynamoDB developer guide, Viewing DAX metrics and dimensions). */
const shared = { comparisonOperator: 'GreaterThanThreshold', treatMissingData: 'notBreaching' } as const;

/** The alarms of a cluster of DAX. */
export class AcceleratorAlarms extends Construct {
  readonly nodes: { readonly alarms: CloudwatchMetricAlarm[] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AcceleratorAlarmsProps,
  ) {
    super(scope, id);
    const { cluster, thresholds } = props;
    const { cpuPercent = 80, memoryPercent = 90, evictedMebibytes = 100 } = thresholds;
    const what = `Accelerator ${cluster}`;
    this.add('cpu', this.metric('CPUUtilization', 'Average'), {
      description: `${what} has used over ${cpuPercent} % of its processors for 15 minutes. Look for scans, and for a service that asks for more; add nodes.`,
      threshold: cpuPercent,
    });
    this.add('memory', this.metric('CacheMemoryUtilization', 'Maximum'), {
      description: `${what}: a node has over ${memoryPercent} % of its memory in use, and throttles writes when it is full. Shorten the time that items and results are kept, or move to a larger node type.`,
      threshold: memoryPercent,
    });
    this.add('evictions', this.metric('EvictedSize', 'Sum'), {
      description: `${what} has evicted over ${evictedMebibytes} MiB in each 5 minutes of the last 15: what is read is more than it keeps. Move to a larger node type.`,
      threshold: evictedMebibytes * 1024 * 1024,
    });
    this.addMisses(what);
    this.addFailures(what);
  }

  private addMisses(what: string): void {
    const { cluster, thresholds } = this.props;
    const { missPercent = 50, leastLookups = 1000, topic } = thresholds;
    const { nodes } = new MathAlarm(this, 'misses', {
      ...shared,
      name: `dax-${cluster}-misses`,
      description: `${what}: over ${missPercent} % of the items read by key were not there for 15 minutes, and were read from DynamoDB. Look at evictions, at the time that items are kept, and at whether the same items are read again at all.`,
      metrics: { hits: this.metric('ItemCacheHits', 'Sum'), misses: this.metric('ItemCacheMisses', 'Sum') },
      steps: { missed: 'FILL(misses, 0)', all: 'FILL(hits, 0) + FILL(misses, 0)' },
      expression: `IF(all >= ${leastLookups}, 100 * missed / all, 0)`,
      label: 'Percent of items that were not there',
      threshold: missPercent,
      evaluationPeriods: lasting.evaluationPeriods,
      topic,
    });
    this.nodes.alarms.push(nodes.alarm);
  }

  private addFailures(what: string): void {
    const { cluster, thresholds } = this.props;
    const { failedRequests = 10, topic } = thresholds;
    const { nodes } = new MathAlarm(this, 'errors', {
      ...shared,
      name: `dax-${cluster}-errors`,
      description: `${what} has failed or throttled over ${failedRequests} requests in 5 minutes. Look at its memory and processors, at the AWS Health Dashboard, and at whether its tables throttle; see that clients try again.`,
      metrics: {
        faults: this.metric('FaultRequestCount', 'Sum'),
        throttled: this.metric('ThrottledRequestCount', 'Sum'),
      },
      expression: 'FILL(faults, 0) + FILL(throttled, 0)',
      label: 'Requests that DAX failed or throttled',
      threshold: failedRequests,
      evaluationPeriods: 1,
      topic,
    });
    this.nodes.alarms.push(nodes.alarm);
  }

  private add(
    id: string,
    metric: MetricAlarmProps['metric'],
    rest: { readonly description: string; readonly threshold: number },
  ): void {
    const { cluster, thresholds } = this.props;
    const { nodes } = new MetricAlarm(this, id, {
      ...{ ...shared, ...rest, name: `dax-${cluster}-${id}`, metric, topic: thresholds.topic },
      evaluationPeriods: lasting.evaluationPeriods,
    });
    this.nodes.alarms.push(nodes.alarm);
  }

  private metric(metricName: string, statistic: 'Average' | 'Maximum' | 'Sum'): MetricAlarmProps['metric'] {
    const dimensions = { ClusterId: this.props.cluster };
    return { namespace: 'AWS/DAX', metricName, dimensions, statistic, periodSeconds: lasting.periodSeconds };
  }
}
