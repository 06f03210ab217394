import { element, result, resultError, textOf } from '../../answer';
import { strings, structures, type Call } from '../../call';
import type { Fault } from '../../fault';
import { Tags } from './tags';

/** What was asked for is what there is, so a group is kept as the form that asked. */
interface ReplicationGroup {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly form: URLSearchParams;
  /** Changes that wait for the maintenance window. */
  readonly pending: Map<string, string>;
}

export function replicationGroups(account: string): Fault {
  const groups = new Map<string, ReplicationGroup>();
  /** The group that each was taken of, by the snapshot's name. */
  const snapshots = new Map<string, string>();
  const tags = new Tags(account);
  const find = ({ form }: Call) => groups.get(form.get('ReplicationGroupId')!);
  const missing = ({ form }: Call) =>
    resultError('ReplicationGroupNotFoundFault', form.get('ReplicationGroupId')!, 404);
  /** New nodes have the tags of their group (ElastiCache user guide, Tagging), which nothing here asks for. */
  const scale = (call: Call) => {
    const group = find(call);
    if (!group) return missing(call);
    for (const [asked, kept] of Object.entries(counts)) {
      if (call.form.has(asked)) group.form.set(kept, call.form.get(asked)!);
    }
    return result(call.action, element('ReplicationGroup', described(group)));
  };
  return {
    service: 'elasticache',
    fault: 'has replication groups without member clusters, that forget most of what they were told and never end',
    answers: {
      ...tags.answers(),
      CreateReplicationGroup: (call) => {
        const id = call.form.get('ReplicationGroupId')!;
        const arn = tags.arn(call, 'replicationgroup', id);
        const group = { id, arn, region: call.region, form: call.form, pending: new Map() };
        groups.set(id, group);
        tags.create(arn, call);
        for (const cluster of shardsOf(group).flat()) tags.create(tags.arn(call, 'cluster', cluster), call);
        return result(call.action, element('ReplicationGroup', described(group)));
      },
      DescribeReplicationGroups: (call) => {
        const group = find(call);
        if (!group) return missing(call);
        return result(call.action, element('ReplicationGroups', element('ReplicationGroup', described(group))));
      },
      ModifyReplicationGroup: (call) => {
        const group = find(call);
        if (!group) return missing(call);
        modify(group, call.form);
        return result(call.action, element('ReplicationGroup', described(group)));
      },
      IncreaseReplicaCount: scale,
      DecreaseReplicaCount: scale,
      ModifyReplicationGroupShardConfiguration: scale,
      DeleteReplicationGroup: (call) => {
        const group = find(call);
        if (!group) return missing(call);
        groups.delete(group.id);
        const last = call.form.get('FinalSnapshotIdentifier');
        if (last) snapshots.set(last, group.id);
        return result(call.action, element('ReplicationGroup', described(group)));
      },
      DescribeCacheClusters: (call) => {
        const id = call.form.get('CacheClusterId');
        const clusters = [...groups.values()].flatMap((group) =>
          shardsOf(group)
            .flat()
            .filter((cluster) => id === null || cluster === id)
            .map((cluster) => clusterOf(group, cluster, tags.arn(call, 'cluster', cluster))),
        );
        if (id !== null && clusters.length === 0) return resultError('CacheClusterNotFound', id, 404);
        return result(call.action, list('CacheClusters', 'CacheCluster', clusters));
      },
      CreateSnapshot: (call) => {
        const group = find(call);
        if (!group) return missing(call);
        const name = call.form.get('SnapshotName')!;
        snapshots.set(name, group.id);
        return result(call.action, element('Snapshot', snapshotOf(name, group.id)));
      },
      DescribeSnapshots: (call) => {
        const all = [...snapshots].map(([name, group]) => snapshotOf(name, group));
        return result(call.action, list('Snapshots', 'Snapshot', all));
      },
    },
    isThere: async (moto) => {
      await moto.query('elasticache', 'CreateReplicationGroup', {
        ReplicationGroupId: 'whole',
        ReplicationGroupDescription: 'whole',
        CacheNodeType: 'cache.t4g.micro',
      });
      const group = await moto.query('elasticache', 'DescribeReplicationGroups', { ReplicationGroupId: 'whole' });
      const CacheClusterId = textOf('CacheClusterId', group.text) ?? 'none';
      return (await moto.query('elasticache', 'DescribeCacheClusters', { CacheClusterId })).status !== 200;
    },
  };
}

/** The numbers that a group is made with, by what they are called where they change. */
const counts = { NewReplicaCount: 'ReplicasPerNodeGroup', NodeGroupCount: 'NumNodeGroups' } as const;

/** What waits for the window unless it is asked for at once (ElastiCache API reference, ModifyReplicationGroup, ApplyImmediately). */
export const waitsForWindow = ['Engine', 'EngineVersion', 'CacheNodeType', 'CacheParameterGroupName'] as const;

const atOnce = [
  ...['AutoMinorVersionUpgrade', 'MultiAZEnabled', 'PreferredMaintenanceWindow', 'ReplicationGroupDescription'],
  ...['SnapshotRetentionLimit', 'SnapshotWindow'],
];

function modify({ form, pending }: ReplicationGroup, asked: URLSearchParams): void {
  for (const name of atOnce) if (asked.has(name)) form.set(name, asked.get(name)!);
  for (const name of waitsForWindow) if (asked.has(name)) pending.set(name, asked.get(name)!);
  const removed = strings(asked, 'UserGroupIdsToRemove');
  const kept = strings(form, 'UserGroupIds').filter((id) => !removed.includes(id));
  for (const name of [...form.keys()]) if (name.startsWith('UserGroupIds.')) form.delete(name);
  const userGroups = [...kept, ...strings(asked, 'UserGroupIdsToAdd')];
  userGroups.forEach((id, index) => form.set(`UserGroupIds.member.${index + 1}`, id));
  if (asked.get('ApplyImmediately') !== 'true') return;
  for (const [name, value] of pending) form.set(name, value);
  pending.clear();
}

/** Names as ElastiCache gives them: `main-001` with one shard, `main-0001-001` with more. */
function shardsOf({ id, form }: Pick<ReplicationGroup, 'id' | 'form'>): string[][] {
  const clustered = isClustered(form);
  const nodes = Number(form.get('NumCacheClusters') ?? Number(form.get('ReplicasPerNodeGroup') ?? 0) + 1);
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  return numbers(Number(form.get('NumNodeGroups') ?? 1)).map((shard) =>
    numbers(nodes).map((node) => [id, ...(clustered ? [padded(shard, 4)] : []), padded(node, 3)].join('-')),
  );
}

const padded = (number: number, width: number) => String(number).padStart(width, '0');

function isClustered(form: URLSearchParams): boolean {
  return form.get('ClusterMode') === 'enabled' || Number(form.get('NumNodeGroups')) > 1;
}

function described(group: ReplicationGroup): string {
  const { id, arn, region, form } = group;
  const shards = shardsOf(group);
  const asked = (name: string) => element(name, form.get(name) ?? undefined);
  const onOff = (name: string) => (form.get(name) === 'true' ? 'enabled' : 'disabled');
  const port = element('Port', form.get('Port') ?? 6379);
  const endpoint = (name: string, host: string) =>
    element(name, element('Address', `${host}.${id}.cache.amazonaws.com`) + port);
  const clustered = isClustered(form);
  const node = (cluster: string, index: number) =>
    element('CacheClusterId', cluster) +
    element('CacheNodeId', '0001') +
    element('PreferredAvailabilityZone', `${region}${'abc'[index % 3]}`) +
    (clustered ? '' : element('CurrentRole', index === 0 ? 'primary' : 'replica'));
  const shard = (members: readonly string[], index: number) =>
    element('NodeGroupId', padded(index + 1, 4)) +
    element('Status', 'available') +
    (clustered ? '' : endpoint('PrimaryEndpoint', 'master') + endpoint('ReaderEndpoint', 'replica')) +
    list('NodeGroupMembers', 'NodeGroupMember', members.map(node));
  return (
    asked('ReplicationGroupId') +
    element('Description', form.get('ReplicationGroupDescription')!) +
    element('Status', 'available') +
    list('MemberClusters', 'ClusterId', shards.flat()) +
    list('NodeGroups', 'NodeGroup', shards.map(shard)) +
    (clustered ? endpoint('ConfigurationEndpoint', 'clustercfg') : '') +
    element('AutomaticFailover', onOff('AutomaticFailoverEnabled')) +
    element('MultiAZ', onOff('MultiAZEnabled')) +
    element('ClusterEnabled', clustered) +
    element('ClusterMode', clustered ? 'enabled' : 'disabled') +
    list('UserGroupIds', 'member', strings(form, 'UserGroupIds')) +
    list(
      'LogDeliveryConfigurations',
      'LogDeliveryConfiguration',
      structures(form, 'LogDeliveryConfigurations').map(log),
    ) +
    ['CacheNodeType', 'Engine', 'KmsKeyId', 'AutoMinorVersionUpgrade'].map(asked).join('') +
    ['SnapshotRetentionLimit', 'SnapshotWindow'].map(asked).join('') +
    ['AtRestEncryptionEnabled', 'TransitEncryptionEnabled', 'TransitEncryptionMode'].map(asked).join('') +
    element('AuthTokenEnabled', false) +
    element('DataTiering', 'disabled') +
    element('NetworkType', 'ipv4') +
    element('IpDiscovery', 'ipv4') +
    element('ARN', arn)
  );
}

function clusterOf({ id, form, pending }: ReplicationGroup, cluster: string, arn: string): string {
  const asked = (name: string) => element(name, form.get(name) ?? undefined);
  const securityGroups = strings(form, 'SecurityGroupIds').map(
    (group) => element('SecurityGroupId', group) + element('Status', 'active'),
  );
  const topic = form.get('NotificationTopicArn');
  return (
    element('CacheClusterId', cluster) +
    element('ReplicationGroupId', id) +
    element('CacheClusterStatus', 'available') +
    ['CacheNodeType', 'Engine', 'PreferredMaintenanceWindow', 'CacheSubnetGroupName'].map(asked).join('') +
    ['AutoMinorVersionUpgrade', 'SnapshotRetentionLimit', 'SnapshotWindow'].map(asked).join('') +
    ['AtRestEncryptionEnabled', 'TransitEncryptionEnabled', 'TransitEncryptionMode'].map(asked).join('') +
    element('EngineVersion', `${form.get('EngineVersion')}.1`) +
    element(
      'PendingModifiedValues',
      ['EngineVersion', 'CacheNodeType'].map((name) => element(name, pending.get(name))).join(''),
    ) +
    element('NumCacheNodes', 1) +
    element('CacheParameterGroup', asked('CacheParameterGroupName')) +
    list('SecurityGroups', 'member', securityGroups) +
    (topic ? element('NotificationConfiguration', element('TopicArn', topic) + element('TopicStatus', 'active')) : '') +
    element('ARN', arn)
  );
}

function snapshotOf(name: string, group: string): string {
  return element('SnapshotName', name) + element('ReplicationGroupId', group) + element('SnapshotStatus', 'available');
}

function log(asked: Record<string, string>): string {
  const group = element('LogGroup', asked['DestinationDetails.CloudWatchLogsDetails.LogGroup']);
  return (
    ['LogType', 'DestinationType', 'LogFormat'].map((name) => element(name, asked[name])).join('') +
    element('DestinationDetails', element('CloudWatchLogsDetails', group)) +
    element('Status', 'active')
  );
}

function list(name: string, member: string, items: readonly string[]): string {
  return element(name, items.map((item) => element(member, item)).join(''));
}
