import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import { LogGroup } from '../log-group/log-group';
import type { NetworkRef } from '../network/network-ref';
import { CacheAlarms, nodeSuffixes, type CacheAlarmThresholds } from './cache-alarms';
import type { CacheCapacityProps } from './cache-props';

const logTypes = ['slow-log', 'engine-log'] as const;

/** The data tier, for the nodes of a cache. */
export function subnetGroupOf(scope: Construct, name: string, { subnetIds }: NetworkRef): ElasticacheSubnetGroup {
  return new ElasticacheSubnetGroup(scope, 'subnet-group', {
    name,
    description: `Data tier, for cache ${name}`,
    subnetIds: Object.values(subnetIds.data),
    tags: { Name: name },
  });
}

/** Log groups of a cache, and what is delivered to them. */
export function logDeliveries(scope: Construct, name: string, key: KeyRef, retentionDays: number) {
  return logTypes.map((logType) => {
    const group = new LogGroup(scope, logType, { name: `/aws/elasticache/${name}/${logType}`, retentionDays, key });
    return { logType, logFormat: 'json', destinationType: 'cloudwatch-logs', destination: group.logGroupName };
  });
}

/** The alarms of all nodes of a cache. */
export function nodeAlarms(
  scope: Construct,
  name: string,
  { shards, replicasPerShard }: Pick<CacheCapacityProps, 'shards' | 'replicasPerShard'>,
  thresholds: CacheAlarmThresholds,
): CloudwatchMetricAlarm[] {
  const alarms = new Construct(scope, 'alarms');
  const replicated = replicasPerShard > 0;
  return nodeSuffixes(shards, replicasPerShard).flatMap((suffix) => {
    return new CacheAlarms(alarms, suffix, { node: `${name}-${suffix}`, replicated, thresholds }).nodes.alarms;
  });
}
