import type { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { DbOptionGroup } from '@cdktf/provider-aws/lib/db-option-group';
import type { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import type { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { inRegion } from '../in-region';
import { openToServices } from '../kms/open-key';
import { assertProp, checkProps, isKnown } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { checkAuditLog } from './audit-log';
import { DatabaseInstance } from './database-instance';
import { subnetGroup } from './subnet-group';
import { engines, majorVersion } from './engine';
import { eventSubscription } from './event-subscription';
import { grantConnect } from './grant-connect';
import { MonitoringRole } from './monitoring-role';
import { optionGroup } from './option-group';
import { parameterGroup } from './parameter-group';
import { regionalReplicaProps, type RegionalReplicaProps } from './regional-replica-props';

/**
 * A read replica of a database in another region, for reads near other users and for the day on which the source's region is lost: encrypted by a key of its region,
 * in a network of its region, with its own logs, events and alarms there, and closed until a connection is declared.
 *
 * ```ts
 * new RegionalReplica(this, 'frankfurt', { source: database.replicaSource, provider, network, key, … });
 * ```
 *
 * It has the engine, version, parameters and users of its source. RDS promotes it when it is asked to (`aws rds promote-read-replica`), and never by itself; the
 * provider does when `replicate_source_db` goes. Major versions: as of replicas beside their source, which RDS upgrades together only within a region.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html
 */
export class RegionalReplica extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = regionalReplicaProps;
  readonly databaseArn: string;
  /** The replica's DNS name, without the port. */
  readonly endpoint: string;
  readonly port: number;
  /** RDS's own identifier (`db-…`), which IAM authentication names the instance by. */
  readonly resourceId: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly instance: DbInstance;
    readonly parameterGroup: DbParameterGroup;
    readonly optionGroup: DbOptionGroup | undefined;
    readonly subnetGroup: DbSubnetGroup;
    readonly securityGroup: SecurityGroup;
    readonly monitoringRole: MonitoringRole;
    readonly eventSubscription: DbEventSubscription;
  };

  /** @throws PropsError for anything that RDS would refuse, and for what is of another region than the provider. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RegionalReplicaProps,
  ) {
    super(scope, id);
    check(this, props);
    inRegion(this, props.provider);
    const { name, source, network, key, capacity, optOuts } = props;
    openToServices(key, 'rds');
    this.port = engines[source.engine.name].port;

    const group = subnetGroup(this, name, network);
    const own = { name, engine: source.engine };
    const shared = {
      parameterGroup: parameterGroup(this, own),
      optionGroup: optionGroup(this, own),
      securityGroup: new SecurityGroup(this, 'security-group', {
        ...{ network, name: `${name}-database`, description: `Database ${name}` },
      }),
      monitoringRole: this.addMonitoringRole(),
    };
    const { instance } = new DatabaseInstance(this, 'replica', {
      ...{ ...shared, identifier: name, instanceClass: capacity.instanceClass },
      database: this.asDatabase(),
      deletionProtection: optOuts?.deletionProtection,
      own: {
        replicateSourceDb: source.databaseArn,
        dbSubnetGroupName: group.name,
        kmsKeyId: key.keyArn,
        multiAz: capacity.multiAz ?? false,
        // RDS takes none of a replica.
        skipFinalSnapshot: true,
      },
    }).nodes;
    const events = eventSubscription(this, props, [instance]);

    this.databaseArn = instance.arn;
    this.endpoint = instance.address;
    this.resourceId = instance.resourceId;
    this.securityGroupId = shared.securityGroup.securityGroupId;
    this.connections = shared.securityGroup.connections;
    this.nodes = { instance, subnetGroup: group, eventSubscription: events, ...shared };
  }

  /** Lets `role` log in as `databaseUser` of the source, with IAM. */
  grantConnect(role: RoleRef, databaseUser: string): void {
    const { name, source, provider } = this.props;
    const { account } = source;
    const resourceIds = { replica: this.resourceId };
    grantConnect(this, { name, account, region: provider.region ?? '', resourceIds }, role, databaseUser);
  }

  private addMonitoringRole(): MonitoringRole {
    const { name, source, provider } = this.props;
    const about = { name: `${name}-rds-monitoring`, account: source.account, region: provider.region ?? '' };
    return new MonitoringRole(this, 'monitoring-role', { ...about, identifiers: [name] });
  }

  private asDatabase() {
    const { source, key, capacity, upkeep, alarms } = this.props;
    const { engine, allocatedStorageGb } = source;
    return { engine, key, upkeep, alarms, capacity: { multiAz: false, ...capacity, allocatedStorageGb } };
  }
}

function check(scope: Construct, props: RegionalReplicaProps): void {
  checkProps(scope, regionalReplicaProps, props);
  const { provider, source, network, key, alarms, capacity } = props;
  const { region } = provider;
  const isOther = region !== undefined && region !== source.region;
  assertProp(scope, 'provider.region', isOther, `another region than that of the source, ${source.region}`, region);
  const arns = { 'key.keyArn': key.keyArn, 'alarms.topic.topicArn': alarms.topic.topicArn };
  for (const [prop, arn] of Object.entries(arns)) {
    const isThere = !isKnown(arn) || arn.split(':')[3] === region;
    assertProp(scope, prop, isThere, `an ARN of ${region}, where the replica is`, arn);
  }
  const zones = Object.keys(network.subnetIds.data);
  assertProp(scope, 'network', zones.length >= 2, 'two zones or more with a data subnet, as RDS does', zones);
  const { engine, allocatedStorageGb: size } = source;
  // RDS upgrades minor versions of replicas before their source, and Terraform the source first.
  const major = majorVersion(engine.name, engine.version);
  const expected = `${major} alone: RDS upgrades minor versions of read replicas, then of their source`;
  assertProp(scope, 'source.engine.version', engine.version === major, expected, engine.version);
  checkAuditLog(scope, engine);
  const least = Math.min(Math.ceil((size * 11) / 10), 65_536);
  const grows = `a whole number of GiB from ${least} to 65536, a tenth more than the source has`;
  const { maxAllocatedStorageGb: most } = capacity;
  assertProp(scope, 'capacity.maxAllocatedStorageGb', most >= least, grows, most);
}
