import type { DmsEndpoint } from '@cdktf/provider-aws/lib/dms-endpoint';
import { DmsReplicationInstance } from '@cdktf/provider-aws/lib/dms-replication-instance';
import { DmsReplicationSubnetGroup } from '@cdktf/provider-aws/lib/dms-replication-subnet-group';
import { DmsReplicationTask } from '@cdktf/provider-aws/lib/dms-replication-task';
import { Construct } from 'constructs';
import { openToServices } from '../kms/open-key';
import { LogGroup } from '../log-group/log-group';
import { assertProp, checkProps } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { Endpoint } from './endpoint';
import { isPostgres } from './engines';
import { Events } from './events';
import { Login } from './login';
import { MigrationAlarms } from './migration-alarms';
import { migrationProps, type MigrationDatabase, type MigrationProps } from './migration-props';
import { secretRole } from './secret-role';
import { tableMappings } from './table-mappings';
import { taskSettings } from './task-settings';

const sides = ['source', 'target'] as const;

/**
 * Rows on their way from one database to another, by Database Migration Service (DMS): what is there, and what changes meanwhile, until the application moves over. It is
 * there for a while, and says until when. People start its task, and stop it.
 *
 * ```ts
 * new Migration(this, 'orders', { name: 'prod-orders', source, target, task: { type: 'full-load-and-cdc', tables: ['public.orders'], endsOn: '2027-03-31' }, … });
 * ```
 *
 * Both sides over TLS, with a look at certificate and name, as users that are made for it with the passwords of its secrets. Its replication instance has no public
 * address, connects to both sides and, where `connections` says so, to Secrets Manager. The account needs the roles of `MigrationServiceRoles`.
 *
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/Welcome.html
 */
export class Migration extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = migrationProps;
  readonly taskArn: string;
  /** By side: of the user that is made in SQL. */
  readonly secretArns: Readonly<Record<'source' | 'target', string>>;
  readonly securityGroupId: string;
  /** Of the replication instance. Both sides are open to it already. */
  readonly connections: Connections;
  readonly nodes: {
    readonly instance: DmsReplicationInstance;
    readonly subnetGroup: DmsReplicationSubnetGroup;
    readonly task: DmsReplicationTask;
    readonly securityGroup: SecurityGroup;
    readonly endpoints: Readonly<Record<'source' | 'target', DmsEndpoint>>;
  };
  private readonly isFollowed: boolean;

  /** @throws PropsError for anything that DMS would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MigrationProps,
  ) {
    super(scope, id);
    this.check();
    const { name, key, source, target, task, alarms: thresholds } = props;
    openToServices(key, 'dms', 'secretsmanager');
    this.isFollowed = task.type !== 'full-load';
    const securityGroup = this.addSecurityGroup();
    const subnetGroup = this.addSubnetGroup();
    const instance = this.addInstance(subnetGroup, securityGroup);
    const logins = { source: this.addLogin('source', source), target: this.addLogin('target', target) };
    const endpoints = this.addEndpoints(logins);
    const replicationTask = this.addTask(instance, endpoints);
    const sources = {
      'replication-instance': instance.replicationInstanceId,
      'replication-task': replicationTask.replicationTaskId,
    };
    new Events(this, 'events', { name, topic: thresholds.topic, sources });

    this.taskArn = replicationTask.replicationTaskArn;
    this.secretArns = { source: logins.source.secretArn, target: logins.target.secretArn };
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    const { source: from, target: to } = endpoints;
    const nodes = { source: from.nodes.endpoint, target: to.nodes.endpoint };
    this.nodes = { instance, subnetGroup, task: replicationTask, securityGroup, endpoints: nodes };
  }

  private check(): void {
    checkProps(this, migrationProps, this.props);
    const { network, source, target } = this.props;
    const zones = Object.keys(network.subnetIds.private);
    assertProp(this, 'network', zones.length >= 2, 'two zones or more with a private subnet, as DMS does', zones);
    for (const side of sides) {
      const { engine, databaseName } = this.props[side];
      const isNamed = isPostgres(engine) === (databaseName !== undefined);
      const expected = isPostgres(engine) ? `a database, of engine ${engine}` : `nothing, of engine ${engine}`;
      assertProp(this, `${side}.databaseName`, isNamed, expected, databaseName);
    }
    const isOther = source.host !== target.host || source.databaseName !== target.databaseName;
    assertProp(this, 'target', isOther, 'another database than the source', target.host);
  }

  private addSecurityGroup(): SecurityGroup {
    const { name, network } = this.props;
    const about = { name: `${name}-dms`, description: `Replication instance of migration ${name}` };
    const group = new SecurityGroup(this, 'security-group', { network, ...about });
    for (const side of sides) {
      const { peers, port } = this.props[side];
      for (const peer of peers) group.connections.allowTo(peer, port, `Migration ${name}, ${side}`);
    }
    return group;
  }

  private addSubnetGroup(): DmsReplicationSubnetGroup {
    const { name, network } = this.props;
    return new DmsReplicationSubnetGroup(this, 'subnet-group', {
      replicationSubnetGroupId: name,
      replicationSubnetGroupDescription: `Private tier, for migration ${name}`,
      subnetIds: Object.values(network.subnetIds.private),
      tags: { Name: name },
    });
  }

  private addInstance(subnetGroup: DmsReplicationSubnetGroup, group: SecurityGroup): DmsReplicationInstance {
    const { name, key, instance, task, alarms: thresholds } = this.props;
    const { instanceClass, maintenanceWindow, logRetentionDays: retentionDays } = instance;
    // The name is that of DMS, which makes a group that is missing, unencrypted and for ever.
    const { nodes } = new LogGroup(this, 'log', { name: `dms-tasks-${name}`, retentionDays, key });
    const alarms = new MigrationAlarms(this, 'alarms', { name, isFollowed: this.isFollowed, thresholds });
    return new DmsReplicationInstance(this, 'instance', {
      ...{ replicationInstanceId: name, replicationInstanceClass: instanceClass },
      ...{ allocatedStorage: instance.allocatedStorageGb ?? 50, multiAz: instance.multiAz ?? false },
      ...{ publiclyAccessible: false, kmsKeyArn: key.keyArn, vpcSecurityGroupIds: [group.securityGroupId] },
      replicationSubnetGroupId: subnetGroup.replicationSubnetGroupId,
      // The version is the newest when it is made: it is there for a while only.
      ...{ preferredMaintenanceWindow: maintenanceWindow, autoMinorVersionUpgrade: true },
      // It keeps nothing that a window would protect, and a class that waits helps no migration.
      applyImmediately: true,
      tags: { Name: name, 'ends-on': task.endsOn },
      dependsOn: [nodes.logGroup, ...alarms.nodes.alarms],
    });
  }

  private addLogin(side: 'source' | 'target', database: MigrationDatabase): Login {
    const { name, key } = this.props;
    return new Login(this, `${side}-login`, { name, key, side, database });
  }

  private addEndpoints(logins: Readonly<Record<'source' | 'target', Login>>) {
    const { name, key } = this.props;
    const { role, policy } = secretRole(
      this,
      this.props,
      sides.map((side) => logins[side].secretArn),
    );
    const endpoint = (side: 'source' | 'target') =>
      new Endpoint(this, side, {
        ...{ name, key, side, role, database: this.props[side], secretArn: logins[side].secretArn },
        ...{ isFollowed: side === 'source' && this.isFollowed, after: [policy, logins[side].nodes.version] },
      });
    return { source: endpoint('source'), target: endpoint('target') };
  }

  private addTask(
    instance: DmsReplicationInstance,
    { source, target }: Readonly<Record<'source' | 'target', Endpoint>>,
  ): DmsReplicationTask {
    const { name, task } = this.props;
    return new DmsReplicationTask(this, 'task', {
      // The end of its ARN, too, by which its metrics name it.
      ...{ replicationTaskId: name, resourceIdentifier: name, migrationType: task.type },
      replicationInstanceArn: instance.replicationInstanceArn,
      ...{ sourceEndpointArn: source.endpointArn, targetEndpointArn: target.endpointArn },
      ...{ tableMappings: tableMappings(task.tables), replicationTaskSettings: taskSettings },
      tags: { Name: name, 'ends-on': task.endsOn },
    });
  }
}
