import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import type { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { fixedDescription } from '../fixed-description';
import { isOn } from '../opt-out';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { openToServices } from '../kms/open-key';
import { cachePort, parameterGroupFamily } from './cache-engine';
import { logDeliveries, nodeAlarms, subnetGroupOf } from './cache-parts';
import { cacheProps, defaultUsers, type CacheProps } from './cache-props';
import type { CacheRef } from './cache-ref';
import { encryptionOf, finalSnapshotOf, shapeOf, upkeepOf } from './cache-settings';
import { CacheUsers } from './cache-users';
import { checkCache } from './check-cache';
import { grantConnect } from './grant-connect';
import { ImportedCache } from './imported-cache';
import { LastApplied } from '../last-applied';

/** The part of a cache that decides that of its secondaries. */
export type CacheShape = Pick<CacheProps, 'engine' | 'capacity' | 'upkeep'>;

/**
 * A Valkey or Redis cache in the data tier, in cluster mode: encrypted at rest and in transit, failing over between zones where it has
 * replicas, with snapshots, logs and alarms, and closed until a connection is declared:
 *
 * ```ts
 * app.connections.allowTo(cache, cache.port, 'sessions');
 * cache.grantConnect(appRole);
 * ```
 *
 * Users authenticate with IAM, without a password or a token.
 */
export class Cache extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = cacheProps;
  readonly cacheArn: string;
  /** The configuration endpoint: clients of the cluster protocol ask it where which key is. */
  readonly endpoint: string;
  readonly port = cachePort;
  /** What each user logs in as, by user. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly replicationGroup: ElasticacheReplicationGroup;
    readonly parameterGroup: ElasticacheParameterGroup;
    readonly subnetGroup: ElasticacheSubnetGroup;
    readonly securityGroup: SecurityGroup;
    readonly users: CacheUsers;
  };

  /** @throws PropsError for anything that ElastiCache would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheProps,
  ) {
    super(scope, id);
    checkCache(this, props);
    openToServices(props.key, 'elasticache');
    const { name, engine, users: accessStrings = defaultUsers } = props;
    const subnetGroup = subnetGroupOf(this, name, props.network);
    const parameterGroup = this.addParameterGroup();
    const about = { name: `${name}-cache`, description: `Cache ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network: props.network, ...about });
    const users = new CacheUsers(this, 'users', { name, engine, users: accessStrings });
    const replicationGroup = new ElasticacheReplicationGroup(this, 'replication-group', {
      ...{ ...shapeOf(props), ...encryptionOf(props), ...upkeepOf(props) },
      ...(props.restoreFrom && { snapshotName: props.restoreFrom.snapshot }),
      logDeliveryConfiguration: logDeliveries(this, name, props.key, props.upkeep.logRetentionDays),
      replicationGroupId: name,
      description: `Cache ${name}`,
      engine: engine.name,
      engineVersion: engine.version,
      port: cachePort,
      parameterGroupName: parameterGroup.name,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [securityGroup.securityGroupId],
      userGroupIds: [users.nodes.userGroup.id],
      tags: { Name: name },
      dependsOn: nodeAlarms(this, name, props.capacity, props.alarms),
    });
    this.protect(replicationGroup, securityGroup);

    this.cacheArn = replicationGroup.arn;
    this.endpoint = replicationGroup.configurationEndpointAddress;
    this.userIds = users.userIds;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { replicationGroup, parameterGroup, subnetGroup, securityGroup, users };
  }

  /** A cache of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: CacheRef): ImportedCache {
    return new ImportedCache(scope, id, ref);
  }

  /** What the members of a global datastore have in common with it. */
  get shape(): CacheShape {
    const { engine, capacity, upkeep } = this.props;
    return { engine, capacity, upkeep };
  }

  /** What a stack above imports it by. */
  get ref(): CacheRef {
    const { cacheArn, endpoint, securityGroupId, userIds } = this;
    return { name: this.props.name, cacheArn, endpoint, securityGroupId, userIds, userArns: this.nodes.users.userArns };
  }

  /**
   * Lets `role` log in as `user`, with IAM.
   *
   * @param user one of the cache's users.
   * @default user app
   * @throws PropsError for a user that the cache does not have, or is granted already.
   */
  grantConnect(role: RoleRef, user = 'app'): void {
    grantConnect(this, this.ref, role, user);
  }

  private addParameterGroup(): ElasticacheParameterGroup {
    const { name, engine } = this.props;
    const family = parameterGroupFamily(engine.name, engine.version);
    const eviction = { name: 'maxmemory-policy', value: engine.evictionPolicy ?? 'allkeys-lru' };
    const own = Object.entries(engine.parameters ?? {}).map(([name, value]) => ({ name, value }));
    return new ElasticacheParameterGroup(this, 'parameter-group', {
      name: `${name}-${family}`,
      family,
      description: `Eviction and sharding, for cache ${name}`,
      parameter: [{ name: 'cluster-enabled', value: 'yes' }, eviction, ...own],
      // A new major version needs a new group, in use before the old one can go.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: [fixedDescription] },
    });
  }

  /** What is replaced or destroyed is refused at plan time, and so is a change that ElastiCache would refuse half-way through an apply. */
  private protect(replicationGroup: ElasticacheReplicationGroup, { securityGroupId }: SecurityGroup): void {
    const { name, engine, upkeep, optOuts } = this.props;
    const family = parameterGroupFamily(engine.name, engine.version);
    const atOnce = upkeep.applyImmediately ?? false;
    const last = new LastApplied(this, 'family', { value: family, mayChange: atOnce });
    const errorMessage = `Cache ${name}: another parameter group than that of ${family} is in use until the maintenance window, and ElastiCache refuses to delete it before. Expected applyImmediately for this change.`;
    replicationGroup.lifecycle = {
      // The provider would replace a cache whose snapshot is named later, or not named any more.
      ignoreChanges: ['snapshot_name'],
      ...(isOn(replicationGroup, 'deletion_protection', optOuts?.deletionProtection) && { preventDestroy: true }),
      ...(!atOnce && { precondition: [{ condition: last.isAsked, errorMessage }] }),
    };
    if (isOn(replicationGroup, 'final_snapshot', optOuts?.finalSnapshot)) {
      replicationGroup.finalSnapshotIdentifier = finalSnapshotOf(name, securityGroupId);
    }
  }
}
