import type { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { DbInstance, DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import type { DbOptionGroup } from '@cdktf/provider-aws/lib/db-option-group';
import type { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import type { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { isOn } from '../opt-out';
import type { Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { openToServices } from '../kms/open-key';
import { DatabaseInstance } from './database-instance';
import { checkDatabase } from './check-database';
import { databaseProps, type DatabaseProps } from './database-props';
import type { DatabaseRef } from './database-ref';
import { engines, majorVersion } from './engine';
import { eventSubscription } from './event-subscription';
import { grantConnect } from './grant-connect';
import { grantReadSecret } from './grant-read-secret';
import { ImportedDatabase } from './imported-database';
import { keepEngine } from './keep-engine';
import { managedByRds, masterUsername, MasterSecret } from './master-password';
import { MonitoringRole } from './monitoring-role';
import { optionGroup } from './option-group';
import { parameterGroup } from './parameter-group';
import type { Proxied, ProxyTarget } from './proxy-target';
import type { ReplicaSource } from './replica-source';
import { addReplicas, replicaNames } from './replicas';
import { restoreConfig } from './restore';
import { subnetGroup } from './subnet-group';

/**
 * A PostgreSQL or MySQL database in the data tier, with its read replicas: encrypted, reached over TLS only, backed up,
 * monitored, and closed until a connection is declared:
 *
 * ```ts
 * app.connections.allowTo(database, database.port, 'application queries');
 * database.grantConnect(appRole, 'app');
 * ```
 *
 * People and applications log in with IAM; the master user's password is in Secrets Manager, known to no one beforehand.
 */
export class Database extends Construct implements Proxied, SecurityGroupRef {
  static readonly props = databaseProps;
  readonly databaseArn: string;
  /** The instance's DNS name, without the port. */
  readonly endpoint: string;
  /** The replicas' DNS names, by replica. */
  readonly replicaEndpoints: Readonly<Record<string, string>>;
  readonly port: number;
  /** RDS's own identifier (`db-…`), which IAM authentication names the instance by. */
  readonly resourceId: string;
  /** The secret with the master user's `username` and `password`. */
  readonly secretArn: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly instance: DbInstance;
    readonly replicas: Readonly<Record<string, DbInstance>>;
    readonly parameterGroup: DbParameterGroup;
    readonly optionGroup: DbOptionGroup | undefined;
    readonly subnetGroup: DbSubnetGroup;
    readonly securityGroup: SecurityGroup;
    readonly monitoringRole: MonitoringRole;
    readonly masterSecret: MasterSecret | undefined;
    readonly eventSubscription: DbEventSubscription;
  };

  /** @throws PropsError for anything that RDS would refuse, or a reason too short to switch a protection off. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseProps,
  ) {
    super(scope, id);
    checkDatabase(this, props);
    const { name, key, engine } = props;
    openToServices(key, 'rds', 'secretsmanager');
    this.port = engines[engine.name].port;

    const group = subnetGroup(this, name, props.network);
    const shared = {
      parameterGroup: parameterGroup(this, props),
      optionGroup: optionGroup(this, props),
      securityGroup: new SecurityGroup(this, 'security-group', {
        ...{ network: props.network, name: `${name}-database`, description: `Database ${name}` },
      }),
      monitoringRole: this.addMonitoringRole(),
    };
    const masterSecret = replicaNames(props).length > 0 ? new MasterSecret(this, 'master-secret', props) : undefined;
    const own = {
      ...this.sourceConfig(group),
      ...restoreConfig(props),
      ...(masterSecret?.config ?? managedByRds(key)),
    };
    const { deletionProtection } = props.optOuts ?? {};
    const { instance } = new DatabaseInstance(this, 'source', {
      ...{ ...shared, database: props, identifier: name, deletionProtection, own },
      instanceClass: props.capacity.instanceClass,
    }).nodes;
    this.keepFinalSnapshot(instance, shared.securityGroup);
    const major = majorVersion(engine.name, engine.version) ?? engine.version;
    keepEngine(this, instance, { name: `Database ${name}`, engine, major });
    const replicas = addReplicas(this, props, instance, shared);
    const events = eventSubscription(this, props, [instance, ...Object.values(replicas)]);

    this.databaseArn = instance.arn;
    this.endpoint = instance.address;
    this.replicaEndpoints = Object.fromEntries(Object.entries(replicas).map(([name, { address }]) => [name, address]));
    this.resourceId = instance.resourceId;
    this.secretArn = masterSecret?.secretArn ?? instance.masterUserSecret.get(0).secretArn;
    this.securityGroupId = shared.securityGroup.securityGroupId;
    this.connections = shared.securityGroup.connections;
    this.nodes = { instance, replicas, subnetGroup: group, masterSecret, eventSubscription: events, ...shared };
  }

  /** A database of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: DatabaseRef): ImportedDatabase {
    return new ImportedDatabase(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): DatabaseRef {
    const { name, account, region, engine } = this.props;
    const { instance, replicas } = this.nodes;
    const instances = Object.entries({ source: instance, ...replicas });
    const { databaseName = engines[engine.name].ownDatabase } = engine;
    return {
      ...{ name, account, region, engine: engine.name, ...(databaseName && { databaseName }) },
      endpoint: this.endpoint,
      securityGroupId: this.securityGroupId,
      resourceIds: Object.fromEntries(instances.map(([name, { resourceId }]) => [name, resourceId])),
    };
  }

  /** What a `DatabaseProxy` connects to. */
  get proxyTarget(): ProxyTarget {
    return { protocol: this.props.engine.name, instanceIdentifier: this.nodes.instance.identifier };
  }

  /** What a read replica in another region takes as its source: `RegionalReplica`. */
  get replicaSource(): ReplicaSource {
    const { name, account, region, engine, capacity } = this.props;
    const { databaseArn } = this;
    return { name, account, region, databaseArn, engine, allocatedStorageGb: capacity.allocatedStorageGb };
  }

  /**
   * Lets `role` log in as `databaseUser`, with IAM, to the database and its replicas. The user itself is made in SQL, once:
   * PostgreSQL `GRANT rds_iam TO app`, MySQL `CREATE USER app IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'`.
   *
   * @throws PropsError for a user that is none, or is granted already.
   */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }

  /** Lets `role` read the master user's password, to make the other users. `name` says which role: `Bastion`. */
  grantReadSecret(name: string, role: RoleRef): void {
    grantReadSecret(this, { ...this.props, secretArn: this.secretArn }, name, role);
  }

  private addMonitoringRole(): MonitoringRole {
    const { name, account, region } = this.props;
    const identifiers = [name, ...replicaNames(this.props).map((replica) => `${name}-${replica}`)];
    const about = { name: `${name}-rds-monitoring`, account, region, identifiers };
    return new MonitoringRole(this, 'monitoring-role', about);
  }

  private sourceConfig({ name: dbSubnetGroupName }: DbSubnetGroup): Partial<DbInstanceConfig> {
    const { key, engine, capacity, upkeep } = this.props;
    return {
      engine: engine.name,
      engineVersion: engine.version,
      ...(engine.allowMajorVersionUpgrade && { allowMajorVersionUpgrade: true }),
      dbName: engine.databaseName,
      username: masterUsername,
      dbSubnetGroupName,
      multiAz: capacity.multiAz,
      allocatedStorage: capacity.allocatedStorageGb,
      kmsKeyId: key.keyArn,
      backupRetentionPeriod: upkeep.backupRetentionDays,
      backupWindow: upkeep.backupWindow,
    };
  }

  /** RDS refuses the name of a snapshot that is there. The security group's id is of this life of the database alone. */
  private keepFinalSnapshot(instance: DbInstance, { securityGroupId }: SecurityGroupRef): void {
    const kept = isOn(instance, 'final_snapshot', this.props.optOuts?.finalSnapshot);
    instance.skipFinalSnapshot = !kept;
    if (kept) instance.finalSnapshotIdentifier = `${this.props.name}-final-${securityGroupId}`;
  }
}
