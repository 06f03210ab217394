import type { ElasticacheReplicationGroupConfig } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import type { CacheProps } from './cache-props';

type Settings = Partial<ElasticacheReplicationGroupConfig>;

/** In cluster mode from the first shard, so that a second one is added in place. Cluster mode always fails over. */
export function shapeOf({ capacity }: CacheProps): Settings {
  const { nodeType, shards, replicasPerShard } = capacity;
  return {
    ...{ nodeType, clusterMode: 'enabled', numNodeGroups: shards, replicasPerNodeGroup: replicasPerShard },
    ...{ automaticFailoverEnabled: true, multiAzEnabled: replicasPerShard > 0 },
  };
}

export function encryptionOf({ key }: CacheProps): Settings {
  return {
    atRestEncryptionEnabled: 'true',
    kmsKeyId: key.keyArn,
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
  };
}

export function upkeepOf({ upkeep }: Pick<CacheProps, 'upkeep'>): Settings {
  const { snapshotRetentionDays, snapshotWindow, maintenanceWindow, applyImmediately = false } = upkeep;
  return {
    snapshotRetentionLimit: snapshotRetentionDays,
    snapshotWindow,
    maintenanceWindow,
    autoMinorVersionUpgrade: 'true',
    applyImmediately,
  };
}

/** ElastiCache refuses the name of a snapshot that is there. The security group's id is of this life of the cache alone. */
export function finalSnapshotOf(name: string, securityGroupId: string): string {
  return `${name}-final-${securityGroupId}`;
}
