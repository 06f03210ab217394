import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

export interface CacheAlarmThresholds {
  /** Told of alarms. ElastiCache's own events cannot be: it does not publish to an encrypted topic. */
  readonly topic: TopicRef;
  /**
   * Use of the one core that serves commands, in percent, over 15 minutes.
   * @default 80
   */
  readonly engineCpuPercent?: number;
  /**
   * Memory in use, in percent of what the engine may have, over 15 minutes.
   * @default 90
   */
  readonly memoryPercent?: number;
  /**
   * Keys evicted a minute, over 15 minutes.
   * @default 1000
   */
  readonly evictionsPerMinute?: number;
  /**
   * Clients connected to a node, over 15 minutes. The engine stops at 65000.
   * @default 10000
   */
  readonly connections?: number;
  /**
   * Seconds that a replica is behind its primary, over 5 minutes.
   * @default 30
   */
  readonly replicationLagSeconds?: number;
}

export interface CacheAlarmsProps {
  /** The node watched: its `CacheClusterId`. */
  readonly node: string;
  /** Whether the node may be a replica: after a failover, each one may. */
  readonly replicated: boolean;
  readonly thresholds: CacheAlarmThresholds;
}

/** The alarms of one node. */
export class CacheAlarms extends Construct {
  readonly nodes: { readonly alarms: CloudwatchMetricAlarm[] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheAlarmsProps,
  ) {
    super(scope, id);
    const { node, replicated, thresholds } = props;
    const { engineCpuPercent = 80, memoryPercent = 90, evictionsPerMinute = 1000 } = thresholds;
    const { connections = 10_000, replicationLagSeconds = 30 } = thresholds;

    this.add('engine-cpu', 'EngineCPUUtilization', engineCpuPercent, {
      description: `${node} has used over ${engineCpuPercent} % of its command core for 15 minutes. Look for slow commands in the slow log; add shards, or replicas to read from.`,
    });
    this.add('memory', 'DatabaseMemoryUsagePercentage', memoryPercent, {
      description: `${node} has over ${memoryPercent} % of its memory in use. Look for keys without expiry; consider a larger node type or more shards.`,
    });
    this.add('evictions', 'Evictions', evictionsPerMinute, {
      description: `${node} evicts over ${evictionsPerMinute} keys a minute: it is too small for what is kept in it, and whoever asks for the rest waits for the source.`,
      statistic: 'Sum',
      minutes: 15,
    });
    this.add('connections', 'CurrConnections', connections, {
      description: `${node} has over ${connections} connections. Look for a client that leaks them; pool.`,
    });
    if (!replicated) return;
    this.add('replication-lag', 'ReplicationLag', replicationLagSeconds, {
      description: `${node} is over ${replicationLagSeconds} seconds behind its primary. Look for bulk writes and a full network; a failover now would lose them.`,
      minutes: 5,
    });
  }

  private add(
    id: string,
    metricName: string,
    threshold: number,
    rest: { description: string; statistic?: 'Average' | 'Sum'; minutes?: number },
  ): void {
    const { node, thresholds } = this.props;
    const { description, statistic = 'Average', minutes } = rest;
    const { nodes } = new MetricAlarm(this, id, {
      name: `elasticache-${node}-${id}`,
      description,
      metric: {
        namespace: 'AWS/ElastiCache',
        metricName,
        // Every node of a replication group is a cluster of its own, with one node.
        dimensions: { CacheClusterId: node, CacheNodeId: '0001' },
        statistic,
        periodSeconds: minutes ? 60 : 300,
      },
      threshold,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: minutes ?? 3,
      topic: thresholds.topic,
    });
    // The cache waits for its alarms: with this, those of a node that goes are destroyed after it, and not before.
    nodes.alarm.lifecycle = { createBeforeDestroy: true };
    this.nodes.alarms.push(nodes.alarm);
  }
}

/** What ElastiCache calls the nodes in cluster mode: `0001-001`, `0001-002`, `0002-001` … */
export function nodeSuffixes(shards: number, replicasPerShard: number): string[] {
  const number = (index: number, digits: number) => String(index + 1).padStart(digits, '0');
  const nodes = Array.from({ length: 1 + replicasPerShard }, (_, node) => number(node, 3));
  return Array.from({ length: shards }, (_, shard) => nodes.map((node) => `${number(shard, 4)}-${node}`)).flat();
}
