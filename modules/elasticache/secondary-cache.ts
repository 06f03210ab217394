import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import type { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { inRegion } from '../in-region';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { assertProp, checkProps, isKnown } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { windowsOverlap } from '../windows';
import type { CacheShape } from './cache';
import { cachePort } from './cache-engine';
import { logDeliveries, nodeAlarms, subnetGroupOf } from './cache-parts';
import { defaultUsers } from './cache-props';
import type { CacheRef } from './cache-ref';
import { finalSnapshotOf, upkeepOf } from './cache-settings';
import { CacheUsers } from './cache-users';
import { checkUserIds } from './check-cache';
import { secondaryCacheProps, type SecondaryCacheProps } from './global-datastore-props';
import { grantConnect } from './grant-connect';

/**
 * A cache of a global datastore in another region than its primary; `GlobalDatastore.addSecondary` makes it. It has the engine, node type, shards, parameters and
 * encryption of the primary, and a key, network, users, snapshots, logs and alarms of its region.
 */
export class SecondaryCache extends Construct implements Connectable, SecurityGroupRef {
  readonly cacheArn: string;
  /** The configuration endpoint. */
  readonly endpoint: string;
  readonly port = cachePort;
  /** What each user logs in as, by user. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly replicationGroup: ElasticacheReplicationGroup;
    readonly subnetGroup: ElasticacheSubnetGroup;
    readonly securityGroup: SecurityGroup;
    readonly users: CacheUsers;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecondaryCacheProps,
    primary: CacheShape & { readonly globalDatastoreId: string },
  ) {
    super(scope, id);
    check(this, props, primary);
    inRegion(this, props.provider);
    openToServices(props.key, 'elasticache');
    const { name, network, key, replicasPerShard, upkeep, alarms, users: accessStrings = defaultUsers } = props;
    const { engine, capacity, globalDatastoreId } = primary;
    const subnetGroup = subnetGroupOf(this, name, network);
    const about = { name: `${name}-cache`, description: `Cache ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    const users = new CacheUsers(this, 'users', { name, engine, users: accessStrings });
    const { autoMinorVersionUpgrade: _, ...kept } = upkeepOf({ upkeep });
    const replicationGroup = new ElasticacheReplicationGroup(this, 'replication-group', {
      ...kept,
      globalReplicationGroupId: globalDatastoreId,
      logDeliveryConfiguration: logDeliveries(this, name, key, upkeep.logRetentionDays),
      replicationGroupId: name,
      description: `Cache ${name}`,
      replicasPerNodeGroup: replicasPerShard,
      ...{ automaticFailoverEnabled: true, multiAzEnabled: true },
      kmsKeyId: key.keyArn,
      port: cachePort,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [securityGroup.securityGroupId],
      userGroupIds: [users.nodes.userGroup.id],
      tags: { Name: name },
      dependsOn: nodeAlarms(this, name, { shards: capacity.shards, replicasPerShard }, alarms),
    });
    this.protect(replicationGroup, securityGroup);

    this.cacheArn = replicationGroup.arn;
    this.endpoint = replicationGroup.configurationEndpointAddress;
    this.userIds = users.userIds;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { replicationGroup, subnetGroup, securityGroup, users };
  }

  /** What a stack above imports it by, with `Cache.import`. */
  get ref(): CacheRef {
    const { cacheArn, endpoint, securityGroupId, userIds } = this;
    const { userArns } = this.nodes.users;
    return { name: this.props.name, cacheArn, endpoint, securityGroupId, userIds, userArns };
  }

  /** As `Cache.grantConnect`. */
  grantConnect(role: RoleRef, user = 'app'): void {
    grantConnect(this, this.ref, role, user);
  }

  private protect(replicationGroup: ElasticacheReplicationGroup, { securityGroupId }: SecurityGroup): void {
    const { name, optOuts } = this.props;
    if (isOn(replicationGroup, 'deletion_protection', optOuts?.deletionProtection)) {
      replicationGroup.lifecycle = { preventDestroy: true };
    }
    if (isOn(replicationGroup, 'final_snapshot', optOuts?.finalSnapshot)) {
      replicationGroup.finalSnapshotIdentifier = finalSnapshotOf(name, securityGroupId);
    }
  }
}

function check(scope: Construct, props: SecondaryCacheProps, { engine }: CacheShape): void {
  checkProps(scope, secondaryCacheProps, props);
  const { name, provider, network, key, alarms, upkeep, users = defaultUsers } = props;
  const arns = { 'key.keyArn': key.keyArn, 'alarms.topic.topicArn': alarms.topic.topicArn };
  for (const [prop, arn] of Object.entries(arns)) {
    const isThere = !isKnown(arn) || arn.split(':')[3] === provider.region;
    assertProp(scope, prop, isThere, `an ARN of ${provider.region}, where the cache is`, arn);
  }
  const zones = Object.keys(network.subnetIds.data);
  assertProp(scope, 'network', zones.length >= 2, '2 zones or more with a data subnet', zones);
  const { snapshotWindow, maintenanceWindow } = upkeep;
  const overlap = windowsOverlap(snapshotWindow, maintenanceWindow);
  const expected = `a window that does not overlap upkeep.snapshotWindow ${snapshotWindow}`;
  assertProp(scope, 'upkeep.maintenanceWindow', !overlap, expected, maintenanceWindow);
  checkUserIds(scope, name, engine.userGroup ?? engine.name, users);
}
