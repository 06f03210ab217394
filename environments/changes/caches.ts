import { prod } from '../prod';
import type { Change, Changes } from './change';
import { protectedInAws, unprotected } from './protection';

const atOnce = { 'caches.*.applyImmediately': true };

const serverless = {
  ...{ deployment: 'serverless', engine: 'valkey', majorEngineVersion: '8', restoreFrom: 'none' },
  ...{ dataStorageGb: { max: 10, min: 'none' }, ecpuPerSecond: { max: 5000, min: 'none' } },
  ...{ snapshotRetentionDays: 14, snapshotTime: '02:00', deletionProtection: 'on' },
};

/** A field that serverless caches have, of one that is new: no environment has one yet. */
function ofNew(to: unknown, says: string): Change {
  return {
    name: 'pages',
    to,
    with: { 'caches.*': serverless },
    title: 'a serverless cache more',
    does: 'adds',
    says,
  };
}

/** ElastiCache. */
export const caches: Changes = {
  'caches.*': [
    {
      name: 'catalogue',
      to: prod.caches.main,
      title: 'a cache more',
      does: 'adds',
      says: 'With its users, its alarms and its security group. Services get it once they name it, and need a flow to it.',
    },
    {
      to: undefined,
      title: 'a cache less',
      does: 'refused',
      says: 'While services or flows name it. Without them it takes two applies, the protection first: docs/guides/retire.md.',
    },
  ],
  'caches.*.deployment': [
    {
      to: 'serverless',
      with: { 'caches.*': serverless },
      destroys: ['aws_elasticache_replication_group', 'aws_cloudwatch_log_group', 'aws_cloudwatch_metric_alarm'],
      does: 'removes',
      says: 'One does not become the other: the cache of nodes would go, with a last snapshot, and an empty one come under its name. Add a serverless cache under another name, which begins with a snapshot of this one, and switch: docs/guides/change-a-cache.md.',
    },
    ofNew(
      'serverless',
      'It is made beside the others. Services have its users, and sign in with CACHE_<NAME>_RESOURCE_TYPE as well.',
    ),
  ],
  'caches.*.majorEngineVersion': [
    ofNew(
      '8',
      'Of one that runs: refused, since the provider would replace it, and so would another engine. ElastiCache upgrades it in place without Terraform: docs/guides/change-a-cache.md.',
    ),
  ],
  'caches.*.dataStorageGb.max': [
    ofNew(
      10,
      'Of one that runs: in place, at once, and its alarm follows. Below what it stores, it evicts keys with an expiry. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html',
    ),
  ],
  'caches.*.dataStorageGb.min': [
    ofNew('none', 'Of one that runs: in place, at once. It is paid for from then on, used or not.'),
  ],
  'caches.*.ecpuPerSecond.max': [
    ofNew(
      5000,
      'Of one that runs: in place, at once, and its alarm follows. Above a lower one, commands are throttled. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html',
    ),
  ],
  'caches.*.ecpuPerSecond.min': [
    ofNew(
      'none',
      'Of one that runs: in place, at once. It is paid for from then on, used or not; raise it an hour before it is needed.',
    ),
  ],
  'caches.*.snapshotTime': [ofNew('02:00', 'Of one that runs: in place, from the next snapshot on.')],
  'caches.*.engine': [
    {
      to: 'redis',
      with: { 'caches.*.engineVersion': '7.1', 'caches.*.userGroupEngine': 'redis', ...atOnce },
      does: 'refused',
      says: 'ElastiCache goes from Redis OSS to Valkey and not back. From Redis OSS: in place, docs/guides/change-a-cache.md.',
    },
  ],
  'caches.*.engineVersion': [
    {
      to: '8.2',
      with: atOnce,
      does: 'in place',
      says: 'Shard after shard, each with a failover of seconds; without replicas, an outage while it restarts.',
    },
    {
      to: '7.2',
      title: 'a major version less',
      with: atOnce,
      does: 'refused',
      says: 'ElastiCache goes back to no older major version. Restore a snapshot of before into another cache.',
    },
  ],
  'caches.*.userGroupEngine': [
    {
      to: 'redis',
      does: 'in place',
      says: 'Users and their group change their engine, and the default user comes; Valkey takes both. From Redis OSS: docs/guides/change-a-cache.md.',
    },
  ],
  'caches.*.parameters': [
    {
      to: { timeout: '300' },
      does: 'in place',
      says: 'On every node of the cache. The list of parameters in the ElastiCache user guide has when each takes effect.',
    },
  ],
  'caches.*.restoreFrom': [
    {
      to: { snapshot: 'before-the-migration' },
      does: 'nothing',
      says: 'Nothing: it says how the cache began. Add another cache that is restored, and switch: docs/guides/change-a-cache.md.',
    },
  ],
  'caches.*.nodeType': [
    {
      to: 'cache.r7g.xlarge',
      does: 'in place',
      says: 'In the maintenance window, shard after shard, each with a failover of seconds. Until then each plan shows it.',
    },
  ],
  'caches.*.shards': [
    {
      to: 2,
      does: 'in place',
      says: 'At once, while it is used: keys move to the new shard for minutes to hours, and commands are slower.',
    },
  ],
  'caches.*.replicasPerShard': [
    {
      to: 1,
      destroys: ['aws_cloudwatch_metric_alarm'],
      does: 'removes',
      says: 'A replica of each shard goes with its alarms; with none, nothing fails over. Refused where a less critical environment has more.',
    },
    {
      in: 'dev',
      to: 1,
      does: 'in place',
      says: 'A replica and its alarms more, and failover from the first one on.',
    },
  ],
  'caches.*.snapshotRetentionDays': [
    { to: 30, does: 'in place', says: 'At once. With fewer days, ElastiCache deletes the snapshots that are older.' },
  ],
  'caches.*.snapshotWindow': [{ to: '22:00-23:00', does: 'in place', says: 'From the next snapshot on.' }],
  'caches.*.maintenanceWindow': [
    { to: 'sat:04:00-sat:05:00', does: 'in place', says: 'At once. What waits, waits for the new window.' },
  ],
  'caches.*.applyImmediately': [
    {
      to: true,
      does: 'in place',
      says: 'What still waits for the window is made in this apply.',
    },
  ],
  'caches.*.deletionProtection': [
    unprotected('Terraform would destroy it from then on, without a last snapshot.'),
    { ...protectedInAws, with: { 'dataKey.deletionProtection': 'on' } },
  ],
};
