import { DaxCluster } from '@cdktf/provider-aws/lib/dax-cluster';
import { DaxParameterGroup } from '@cdktf/provider-aws/lib/dax-parameter-group';
import { DaxSubnetGroup } from '@cdktf/provider-aws/lib/dax-subnet-group';
import type { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { Role } from '../iam/role';
import { assertProp, checkProps } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { grantAccess } from '../table/item-access';
import { Table } from '../table/table';
import { AcceleratorAlarms } from './accelerator-alarms';
import { acceleratorProps, type AcceleratorProps } from './accelerator-props';
import type { AcceleratorRef } from './accelerator-ref';
import { GrantingAccelerator } from './granting-accelerator';
import { ImportedAccelerator } from './imported-accelerator';

/**
 * DynamoDB Accelerator (DAX): a cluster that answers reads of DynamoDB tables from memory, and writes through to them. Always encrypted at rest, with the key that AWS
 * has for it, and in transit; it may do with its tables what `tables` tells and no more, has alarms, and is closed until a connection is declared:
 *
 * ```ts
 * app.connections.allowTo(accelerator, accelerator.port, 'the catalogue');
 * accelerator.grantRead('App', appRole);
 * ```
 *
 * Its answers may be as old as `timeToLive`; strongly consistent reads go past it to DynamoDB. Applications need a client of DAX, which connects to `url`.
 * It holds no data of its own: one that is replaced begins empty, and answers nothing while it is made.
 */
export class Accelerator extends GrantingAccelerator implements Connectable, SecurityGroupRef {
  static readonly props = acceleratorProps;
  readonly acceleratorArn: string;
  /** The DNS name that clients find its nodes by. */
  readonly endpoint: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly cluster: DaxCluster;
    readonly parameterGroup: DaxParameterGroup;
    readonly subnetGroup: DaxSubnetGroup;
    readonly securityGroup: SecurityGroup;
    readonly role: Role;
  };

  /** @throws PropsError for anything that DAX would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AcceleratorProps,
  ) {
    super(scope, id);
    this.check();
    const { name, network, nodes, maintenanceWindow, events } = props;
    const role = this.addRole();
    const subnetGroup = new DaxSubnetGroup(this, 'subnet-group', {
      name,
      description: `Data tier, for accelerator ${name}`,
      subnetIds: Object.values(network.subnetIds.data),
    });
    const parameterGroup = this.addParameterGroup();
    const about = { name: `${name}-accelerator`, description: `Accelerator ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    const alarms = new AcceleratorAlarms(this, 'alarms', { cluster: name, thresholds: props.alarms });
    const cluster = new DaxCluster(this, 'cluster', {
      clusterName: name,
      description: `Accelerator ${name}`,
      nodeType: nodes.nodeType,
      replicationFactor: nodes.count,
      iamRoleArn: role.roleArn,
      serverSideEncryption: { enabled: true },
      clusterEndpointEncryptionType: 'TLS',
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [securityGroup.securityGroupId],
      parameterGroupName: parameterGroup.name,
      maintenanceWindow,
      ...(events && { notificationTopicArn: events.topicArn }),
      tags: { Name: name },
      dependsOn: alarms.nodes.alarms,
    });

    this.acceleratorArn = cluster.arn;
    this.endpoint = cluster.clusterAddress;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { cluster, parameterGroup, subnetGroup, securityGroup, role };
  }

  /** A cluster of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: AcceleratorRef): ImportedAccelerator {
    return new ImportedAccelerator(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): AcceleratorRef {
    const { acceleratorArn, endpoint, securityGroupId } = this;
    return { name: this.props.name, acceleratorArn, endpoint, securityGroupId };
  }

  protected get granting(): AcceleratorRef {
    return this.ref;
  }

  private check(): void {
    const { props } = this;
    checkProps(this, acceleratorProps, props);
    const zones = Object.keys(props.network.subnetIds.data);
    const least = props.nodes.count > 1 ? 2 : 1;
    assertProp(this, 'network', zones.length >= least, `${least} zones or more with a data subnet`, zones);
    const names = Object.values(props.tables).map(({ table }) => table.tableName);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    assertProp(this, 'tables', twice === undefined, 'each table once', twice);
  }

  /** What the cluster may do with its tables, as a role that DAX assumes. */
  private addRole(): Role {
    const { name, tables } = this.props;
    const role = new Role(this, 'role', {
      name: `${name}-accelerator`,
      description: `Accelerator ${name}: reads and writes its tables`,
      trust: {
        service: 'dax.amazonaws.com',
        sourceAccount: { off: true, reason: 'AWS documents none for the role of a cluster of DAX' },
      },
    });
    for (const [word, { table, access }] of Object.entries(tables)) {
      grantAccess(Table.import(this, `table-${word}`, table), access, 'Accelerator', role);
    }
    return role;
  }

  /**
   * Of its own for each pair of times: DAX changes no group that a cluster uses, and the cluster takes another one in place
   * (DynamoDB developer guide, Managing DAX clusters).
   */
  private addParameterGroup(): DaxParameterGroup {
    const { name, timeToLive } = this.props;
    const { itemSeconds, querySeconds } = timeToLive;
    return new DaxParameterGroup(this, 'parameter-group', {
      name: `${name}-items-${itemSeconds}s-queries-${querySeconds}s`,
      description: `How long accelerator ${name} keeps items and results`,
      parameters: [
        { name: 'query-ttl-millis', value: String(querySeconds * 1000) },
        { name: 'record-ttl-millis', value: String(itemSeconds * 1000) },
      ],
      lifecycle: { createBeforeDestroy: true, ignoreChanges: [fixedDescription] },
    });
  }
}
