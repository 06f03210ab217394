import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { engines } from '../rds/engine';
import { grantReadSecret } from '../rds/grant-read-secret';
import type { Proxied, ProxyTarget } from '../rds/proxy-target';
import type { Connections, SecurityGroupRef } from '../security-group/connections';
import { checkCluster } from './check-cluster';
import type { ClusterParts } from './cluster-parts';
import { clusterEngines } from './cluster-engine';
import { clusterProps, type DatabaseClusterProps } from './cluster-props';
import type { DatabaseClusterRef } from './cluster-ref';
import { grantConnect } from './grant-connect';
import { ImportedDatabaseCluster } from './imported-cluster';
import { ClusterScaling } from './reader-scaling';
import { addWritingParts } from './writing-cluster';

/**
 * An Aurora cluster, of PostgreSQL or MySQL, in the data tier: instances by name, of a fixed class or serverless, and readers that come and go with the load. It is
 * encrypted, reached over TLS only, backed up, monitored, and closed until a connection is declared:
 *
 * ```ts
 * app.connections.allowTo(cluster, cluster.port, 'application queries');
 * cluster.grantConnect(appRole, 'app');
 * ```
 *
 * People and applications log in with IAM; the master user's password is in Secrets Manager, made and changed by RDS unless the cluster is to be a member of a `GlobalCluster`.
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
  readonly nodes: ClusterParts & { readonly scaling: ClusterScaling | undefined };

  /** @throws PropsError for anything that RDS would refuse, or a reason too short to switch a protection off. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseClusterProps,
  ) {
    super(scope, id);
    checkCluster(this, props);
    const { name, key, engine, capacity } = props;
    openToServices(key, 'rds', 'secretsmanager');
    this.port = engines[clusterEngines[engine.name].compatible].port;

    const { secretArn, ...parts } = addWritingParts(this, props);
    const { cluster, instances, securityGroup } = parts;
    const all = Object.values(instances);
    const { readerScaling } = capacity;
    const scaling =
      readerScaling &&
      new ClusterScaling(this, 'reader-scaling', { name, cluster, instances: all, scaling: readerScaling });

    this.clusterArn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.resourceId = cluster.clusterResourceId;
    this.secretArn = secretArn;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { ...parts, scaling };
  }

  /** A cluster of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: DatabaseClusterRef): ImportedDatabaseCluster {
    return new ImportedDatabaseCluster(scope, id, ref);
  }

  /** What members of a global cluster have in common with it. */
  get shape(): Pick<DatabaseClusterProps, 'name' | 'account' | 'region' | 'engine' | 'capacity'> {
    return this.props;
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
}
