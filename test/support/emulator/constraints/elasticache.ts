import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, identifiers, type Row } from './row';

const api = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/';
const guide = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/';
const value = 'InvalidParameterValue';
const combination = 'InvalidParameterCombination';
const group = {
  operations: ['elasticache CreateReplicationGroup'],
  page: `${api}API_CreateReplicationGroup.html`,
  code: value,
};
const changes = ['elasticache ModifyReplicationGroup'];
const changed = { ...group, operations: [...group.operations, ...changes] };
const { aws_elasticache_replication_group: groupValues } = documentedValues;

/** Versions that ElastiCache creates, as of September 2026. */
const versions: Readonly<Record<string, RegExp>> = {
  valkey: /^(7\.2|8\.[0-2]|9\.0)(\.\d+)?$/,
  redis: /^(4\.0\.10|5\.0\.[06]|6\.[0-2]|6\.x|7\.[01])(\.\d+)?$/,
};

export const elasticache: readonly Row[] = [
  documented(groupValues.replication_group_id, { code: value, also: changes }, identifiers(40)),
  documented(
    documentedValues.aws_elasticache_subnet_group.name,
    { code: value },
    { accepted: ['prod-cache-main'], refused: ['prod_cache', 'a'.repeat(256)] },
  ),
  documented(documentedValues.aws_elasticache_parameter_group.name, { code: value }, identifiers(255)),
  documented(
    groupValues.maintenance_window,
    { code: value, also: changes },
    { accepted: ['sun:23:30-mon:00:30'], refused: ['tue:03:00-tue:03:30'] },
  ),
  documented(
    groupValues.snapshot_window,
    { code: value, also: changes },
    { accepted: ['02:00-03:00'], refused: ['02:00-02:30', 'tue:02:00-tue:03:00'] },
  ),
  documented(
    groupValues.snapshot_retention_limit,
    { code: value, also: changes },
    { accepted: [0, 35], refused: [36] },
  ),
  documented(groupValues.replicas_per_node_group, { code: value }, { accepted: [0, 5], refused: [6] }),
  {
    ...group,
    member: 'EngineVersion',
    expected: 'a version that ElastiCache has of the engine',
    code: combination,
    page: `${guide}engine-versions.html`,
    accepts: ({ Engine = 'redis', EngineVersion }) =>
      EngineVersion === undefined || (versions[Engine]?.test(EngineVersion) ?? true),
    accepted: [
      { Engine: 'valkey', EngineVersion: '8.1' },
      { Engine: 'redis', EngineVersion: '7.1' },
    ],
    refused: [
      { Engine: 'valkey', EngineVersion: '7.1' },
      { Engine: 'redis', EngineVersion: '8.0' },
    ],
  },
  {
    ...changed,
    member: 'CacheNodeType',
    expected: 'cache.<family>.<size>',
    page: `${guide}CacheNodes.SupportedTypes.html`,
    accepts: ({ CacheNodeType: type }) =>
      type === undefined ||
      /^cache\.(t[34]g?\.(micro|small|medium)|[cmr]\d+(g|gn|gd|i)?\.(large|\d*xlarge))$/.test(String(type)),
    accepted: [{ CacheNodeType: 'cache.t4g.micro' }, { CacheNodeType: 'cache.r7g.xlarge' }],
    refused: [
      { CacheNodeType: 't4g.micro' },
      { CacheNodeType: 'cache.t4g.large' },
      { CacheNodeType: 'cache.r7g.medium' },
    ],
  },
  {
    ...group,
    member: 'AutomaticFailoverEnabled',
    expected: 'automatic failover only with a replica, and in cluster mode',
    code: combination,
    accepts: ({
      AutomaticFailoverEnabled: failover,
      NumCacheClusters: nodes,
      NumNodeGroups: shards,
      ClusterMode: mode,
    }) => {
      const isCluster = mode === 'enabled' || Number(shards ?? 1) > 1;
      return failover ? isCluster || nodes !== 1 : !isCluster;
    },
    accepted: [
      { AutomaticFailoverEnabled: true, NumCacheClusters: 2 },
      { AutomaticFailoverEnabled: false, NumCacheClusters: 1 },
      { AutomaticFailoverEnabled: true, NumNodeGroups: 2, ReplicasPerNodeGroup: 0 },
      { AutomaticFailoverEnabled: true, ClusterMode: 'enabled', NumNodeGroups: 1, ReplicasPerNodeGroup: 0 },
    ],
    refused: [
      { AutomaticFailoverEnabled: true, NumCacheClusters: 1 },
      { AutomaticFailoverEnabled: false, NumNodeGroups: 2 },
      { AutomaticFailoverEnabled: false, ClusterMode: 'enabled', NumNodeGroups: 1 },
    ],
  },
  {
    ...group,
    member: 'MultiAZEnabled',
    expected: 'Multi-AZ only with automatic failover',
    code: combination,
    page: `${guide}AutoFailover.html`,
    accepts: ({ MultiAZEnabled, AutomaticFailoverEnabled }) => !MultiAZEnabled || Boolean(AutomaticFailoverEnabled),
    accepted: [{ MultiAZEnabled: true, AutomaticFailoverEnabled: true, NumCacheClusters: 2 }],
    refused: [{ MultiAZEnabled: true, AutomaticFailoverEnabled: false }],
  },
  {
    ...group,
    member: 'TransitEncryptionEnabled',
    expected: 'encryption in transit for an AUTH token or a user group',
    code: combination,
    page: `${guide}Clusters.RBAC.html`,
    accepts: ({ TransitEncryptionEnabled, AuthToken, UserGroupIds }) =>
      Boolean(TransitEncryptionEnabled) || (AuthToken === undefined && UserGroupIds === undefined),
    accepted: [{ TransitEncryptionEnabled: true, UserGroupIds: ['main'] }, {}],
    refused: [{ UserGroupIds: ['main'] }, { TransitEncryptionEnabled: false, AuthToken: 'a'.repeat(16) }],
  },
  {
    ...changed,
    member: 'AuthToken',
    expected: '16 to 128 printable characters, of the special ones only !&#$^<>-',
    accepts: ({ AuthToken }) => AuthToken === undefined || /^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(AuthToken),
    accepted: [{ TransitEncryptionEnabled: true, AuthToken: 'A1!'.repeat(8) }],
    refused: [
      { TransitEncryptionEnabled: true, AuthToken: 'short' },
      { TransitEncryptionEnabled: true, AuthToken: 'a@'.repeat(10) },
    ],
  },
];
