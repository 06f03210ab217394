import { ElasticacheServerlessCache } from '@cdktf/provider-aws/lib/elasticache-serverless-cache';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { cachePort, readerPort, serverlessVersions } from './cache-engine';
import { defaultUsers } from './cache-props';
import type { CacheRef } from './cache-ref';
import { CacheUsers } from './cache-users';
import { checkUserIds } from './check-cache';
import { grantConnect } from './grant-connect';
import { ImportedCache } from './imported-cache';
import { ServerlessCacheAlarms } from './serverless-cache-alarms';
import { serverlessCacheProps, type ServerlessCacheProps } from './serverless-cache-props';

/**
 * A Valkey or Redis cache without nodes to choose: it scales by itself, within limits, over all zones of the data tier. Always encrypted in transit, and at
 * rest with the key; with daily snapshots and alarms, and closed until a connection is declared:
 *
 * ```ts
 * app.connections.allowTo(cache, cache.port, 'sessions');
 * cache.grantConnect(appRole);
 * ```
 *
 * Users authenticate with IAM, as those of `Cache`; what they sign names the type as well: `ResourceType=ServerlessCache`. ElastiCache decides its parameters and
 * its maintenance, and has no slow log of it.
 */
export class ServerlessCache extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = serverlessCacheProps;
  readonly cacheArn: string;
  readonly endpoint: string;
  readonly port = cachePort;
  /** Where clients read from its replicas. Those of the cluster protocol connect to both ports. */
  readonly readerPort = readerPort;
  /** What each user logs in as, by user. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly cache: ElasticacheServerlessCache;
    readonly securityGroup: SecurityGroup;
    readonly users: CacheUsers;
  };

  /** @throws PropsError for anything that ElastiCache would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServerlessCacheProps,
  ) {
    super(scope, id);
    check(this, props);
    openToServices(props.key, 'elasticache');
    const { name, engine, key, network, snapshots, restoreFrom, users: accessStrings = defaultUsers } = props;
    const about = { name: `${name}-cache`, description: `Cache ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    const users = new CacheUsers(this, 'users', { name, engine: { name: engine.name }, users: accessStrings });
    const cache = new ElasticacheServerlessCache(this, 'cache', {
      name,
      description: `Cache ${name}`,
      engine: engine.name,
      majorEngineVersion: engine.majorVersion,
      kmsKeyId: key.keyArn,
      cacheUsageLimits: [usageLimits(props)],
      subnetIds: Object.values(network.subnetIds.data),
      securityGroupIds: [securityGroup.securityGroupId],
      userGroupId: users.nodes.userGroup.id,
      snapshotRetentionLimit: snapshots.retentionDays,
      dailySnapshotTime: snapshots.dailyTime,
      ...(restoreFrom && { snapshotArnsToRestore: [restoreFrom.snapshotArn] }),
      tags: { Name: name },
      dependsOn: new ServerlessCacheAlarms(this, 'alarms', props).nodes.alarms,
    });
    cache.lifecycle = {
      // The provider would replace a cache for either: ElastiCache moves none, and restores none that is there.
      ignoreChanges: ['subnet_ids', 'snapshot_arns_to_restore'],
      ...(isOn(cache, 'deletion_protection', props.optOuts?.deletionProtection) && { preventDestroy: true }),
    };

    this.cacheArn = cache.arn;
    this.endpoint = cache.endpoint.get(0).address;
    this.userIds = users.userIds;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { cache, securityGroup, users };
  }

  /** A cache of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: CacheRef): ImportedCache {
    return new ImportedCache(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): CacheRef {
    const { cacheArn, endpoint, securityGroupId, userIds } = this;
    const { userArns } = this.nodes.users;
    const resourceType = 'ServerlessCache';
    return { name: this.props.name, cacheArn, endpoint, resourceType, securityGroupId, userIds, userArns };
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
}

function usageLimits({ limits }: ServerlessCacheProps) {
  const { dataStorageGb, ecpuPerSecond } = limits;
  return {
    dataStorage: [{ unit: 'GB', maximum: dataStorageGb.max, minimum: dataStorageGb.min }],
    ecpuPerSecond: [{ maximum: ecpuPerSecond.max, minimum: ecpuPerSecond.min }],
  };
}

/** Throws a PropsError for props that ElastiCache would refuse. */
function check(scope: Construct, props: ServerlessCacheProps): void {
  checkProps(scope, serverlessCacheProps, props);
  const { name, engine, network, limits, users = defaultUsers } = props;
  const versions = serverlessVersions[engine.name];
  const expected = `one of ${versions.join(', ')}`;
  assertProp(scope, 'engine.majorVersion', versions.includes(engine.majorVersion), expected, engine.majorVersion);
  const zones = Object.keys(network.subnetIds.data);
  assertProp(scope, 'network', zones.length >= 2, '2 zones or more with a data subnet', zones);
  for (const [limit, { min, max }] of Object.entries(limits)) {
    assertProp(scope, `limits.${limit}.min`, min === undefined || min <= max, `up to the maximum, ${max}`, min);
  }
  checkUserIds(scope, name, engine.name, users);
}
