import { Construct } from 'constructs';
import { MetricAlarm, type MetricAlarmProps, type Statistic } from '../alarm/metric-alarm';
import type { ServerlessCacheProps } from './serverless-cache-props';

type Watched = Pick<ServerlessCacheProps, 'name' | 'limits' | 'alarms'>;

/**
 * The alarms of a serverless cache, against the limits that it has.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-metrics-events-redis.html
 */
export class ServerlessCacheAlarms extends Construct {
  readonly nodes: { readonly alarms: MetricAlarm['nodes']['alarm'][] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: Watched,
  ) {
    super(scope, id);
    const { name, limits, alarms } = props;
    const { storagePercent = 75, ecpuPercent = 75, throttledCommands = 1 } = alarms;
    const { dataStorageGb, ecpuPerSecond } = limits;
    this.add('storage', 'BytesUsedForCache', 'Maximum', {
      description: `${name} stores over ${storagePercent} % of ${dataStorageGb.max} GB. At the limit it evicts keys with an expiry, then refuses writes. Look for keys without expiry, or raise the limit.`,
      threshold: (dataStorageGb.max * 1_000_000_000 * storagePercent) / 100,
      ...{ periodSeconds: 300, evaluationPeriods: 3 },
    });
    this.add('ecpu', 'ElastiCacheProcessingUnits', 'Sum', {
      description: `${name} has used over ${ecpuPercent} % of ${ecpuPerSecond.max} ECPU a second for 5 minutes. Above the limit it throttles commands. Look for large values and slow commands, or raise the limit.`,
      threshold: (ecpuPerSecond.max * 60 * ecpuPercent) / 100,
      ...{ periodSeconds: 60, evaluationPeriods: 5 },
    });
    this.add('throttled', 'ThrottledCmds', 'Sum', {
      description: `${name} throttles commands: more are asked for than its limit of ECPU allows, or sooner than it scales. Raise the limit, or its minimum ahead of the load.`,
      threshold: throttledCommands,
      ...{ periodSeconds: 300, evaluationPeriods: 1, comparisonOperator: 'GreaterThanOrEqualToThreshold' },
    });
  }

  private add(
    id: string,
    metricName: string,
    statistic: Statistic,
    rest: Pick<MetricAlarmProps, 'description' | 'threshold' | 'evaluationPeriods'> & {
      periodSeconds: number;
      comparisonOperator?: MetricAlarmProps['comparisonOperator'];
    },
  ): void {
    const { name, alarms } = this.props;
    const { periodSeconds, comparisonOperator = 'GreaterThanThreshold', ...own } = rest;
    const { nodes } = new MetricAlarm(this, id, {
      ...own,
      name: `elasticache-${name}-${id}`,
      // Serverless caches have `clusterId` where nodes have `CacheClusterId`.
      metric: {
        namespace: 'AWS/ElastiCache',
        ...{ metricName, dimensions: { clusterId: name }, statistic, periodSeconds },
      },
      comparisonOperator,
      topic: alarms.topic,
    });
    this.nodes.alarms.push(nodes.alarm);
  }
}
