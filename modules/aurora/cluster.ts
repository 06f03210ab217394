import type { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { engines } from '../rds/engine';
import { eventSubscription } from '../rds/event-subscription';
import { grantReadSecret } from '../rds/grant-read-secret';
import { MonitoringRole } from '../rds/monitoring-role';
import type { Proxied, ProxyTarget } from '../rds/proxy-target';
import { subnetGroup } from '../rds/subnet-group';
import type { Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { checkCluster } from './check-cluster';
import { addCluster } from './add-cluster';
import { clusterEngines } from './cluster-engine';
import { addInstances, identifiersOf } from './cluster-instances';
import { clusterProps, type DatabaseClusterProps } from './cluster-props';
import type { DatabaseClusterRef } from './cluster-ref';
import { grantConnect } from './grant-connect';
import { ImportedDatabaseCluster } from './imported-cluster';
import { parameterGroups, type ParameterGroups } from './parameter-groups';
import { ClusterScaling } from './reader-scaling';

/**
 * An Aurora cluster, of PostgreSQL or MySQL, in the data tier: instances by name, of a fixed class or serverless, and readers that come and go with the load. It is
 * encrypted, reached over TLS only, backed up, monitored, and closed until a connection is declared:
 *
 * ```ts
 * app.connections.allowTo(cluster, cluster.port, 'application queries');
 * cluster.grantConnect(appRole, 'app');
 * ```
 *
 * People and applications log in with IAM; the master user's password is in Secrets Manager, made and changed by RDS.
 */
export class DatabaseCluster extends Construct implements Proxied, SecurityGroupRef {
  static readonly props = clusterProps;
  readonly clusterArn: string;
  /** The DNS name of the instance that writes, without the port. It follows a failover. */
  readonly endpoint: string;
  /** The DNS name of the instances that read, without the port; with one instance, of that one. */
  readonly readerEndpoint: string;
  readonly port: number;
  /** RDS's own identifier (`cluster-…`), which IAM authentication names the cluster by. */
  readonly resourceId: string;
  /** The secret with the master user's `username` and `password`. */
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly cluster: RdsCluster;
    readonly instances: Readonly<Record<string, RdsClusterInstance>>;
    readonly parameterGroups: ParameterGroups;
    readonly subnetGroup: DbSubnetGroup;
    readonly securityGroup: SecurityGroup;
    readonly monitoringRole: MonitoringRole;
    readonly scaling: ClusterScaling | undefined;
    readonly eventSubscriptions: readonly DbEventSubscription[];
  };

  /** @throws PropsError for anything that RDS would refuse, or a reason too short to switch a protection off. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseClusterProps,
  ) {
    super(scope, id);
    checkCluster(this, props);
    const { name, network, key, engine, capacity } = props;
    openToServices(key, 'rds', 'secretsmanager');
    this.port = engines[clusterEngines[engine.name].compatible].port;

    const group = subnetGroup(this, `${name}-cluster`, network);
    const groups = parameterGroups(this, props);
    const about = { name: `${name}-cluster`, description: `Aurora cluster ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    const monitoringRole = this.addMonitoringRole();
    const parts = { subnetGroup: group, groups, securityGroup, monitoringRole };
    const cluster = addCluster(this, props, parts);
    const shared = { cluster, parameterGroup: groups.instances, monitoringRole };
    const instances = addInstances(this, props, shared);
    const all = Object.values(instances);
    const { readerScaling } = capacity;
    const scaling =
      readerScaling &&
      new ClusterScaling(this, 'reader-scaling', { name, cluster, instances: all, scaling: readerScaling });

    this.clusterArn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.resourceId = cluster.clusterResourceId;
    this.secretArn = cluster.masterUserSecret.get(0).secretArn;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    const eventSubscriptions = this.addEventSubscriptions(cluster, all);
    this.nodes = {
      ...{ cluster, instances, parameterGroups: groups, subnetGroup: group, securityGroup, monitoringRole },
      ...{ scaling, eventSubscriptions },
    };
  }

  /** A cluster of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: DatabaseClusterRef): ImportedDatabaseCluster {
    return new ImportedDatabaseCluster(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): DatabaseClusterRef {
    const { name, account, region, engine } = this.props;
    const { endpoint, readerEndpoint, resourceId, securityGroupId } = this;
    const { databaseName = engines[clusterEngines[engine.name].compatible].ownDatabase } = engine;
    return {
      ...{ name, account, region, engine: engine.name, ...(databaseName && { databaseName }) },
      ...{ endpoint, readerEndpoint, resourceId, securityGroupId },
    };
  }

  /** What a `DatabaseProxy` connects to. */
  get proxyTarget(): ProxyTarget {
    const { compatible } = clusterEngines[this.props.engine.name];
    // As an instance says it: a proxy has nothing to connect to before there is one.
    const [first] = Object.values(this.nodes.instances);
    return { protocol: compatible, clusterIdentifier: first?.clusterIdentifier ?? this.props.name };
  }

  /**
   * Lets `role` log in as `databaseUser`, with IAM, to all instances. The user itself is made in SQL, once: PostgreSQL `GRANT rds_iam TO app`, MySQL
   * `CREATE USER app IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'`.
   *
   * @throws PropsError for a user that is none, or is granted already.
   */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }

  /** Lets `role` read the master user's password, to make the other users. `name` says which role: `Bastion`. */
  grantReadSecret(name: string, role: RoleRef): void {
    const { region, key } = this.props;
    grantReadSecret(this, { name: `${this.props.name}-cluster`, region, key, secretArn: this.secretArn }, name, role);
  }

  private addMonitoringRole(): MonitoringRole {
    const { name, account, region, capacity } = this.props;
    // Those that scaling adds have names of its own (Aurora user guide, Amazon Aurora Auto Scaling, DB instance IDs and tagging).
    const added = capacity.readerScaling ? ['application-autoscaling-*'] : [];
    const identifiers = [...Object.values(identifiersOf(this.props)), ...added];
    const about = { name: `${name}-cluster-rds-monitoring`, account, region, identifiers };
    return new MonitoringRole(this, 'monitoring-role', about);
  }

  private addEventSubscriptions(cluster: RdsCluster, instances: readonly RdsClusterInstance[]) {
    const { name, alarms } = this.props;
    return [
      eventSubscription(this, { name: `${name}-instances`, alarms }, instances),
      eventSubscription(this, { name: `${name}-cluster`, alarms, sourceType: 'db-cluster' }, [
        { identifier: cluster.clusterIdentifier },
      ]),
    ];
  }
}
