import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { vpcRef, type VpcRef } from '../network/network-ref';
import { checkProps, matching, optional, type Description } from '../props';
import { ec2Description } from './description';
import { Connections, securityGroupRef, type Connectable, type SecurityGroupRef } from './connections';

export interface SecurityGroupProps {
  readonly network: VpcRef;
  /** The group's name in AWS, and its `Name` tag. */
  readonly name: string;
  /** What the group protects, in three to 255 characters that EC2 takes. AWS cannot change it later, so the first one stays. */
  readonly description: string;
}

const securityGroupProps: Description<SecurityGroupProps> = {
  network: vpcRef,
  name: matching(/^(?!sg-)[A-Za-z0-9][\w.-]{0,254}$/, '1 to 255 letters, digits and ._- and not sg- in front', {
    source: 'EC2 API reference, CreateSecurityGroup, GroupName',
  }),
  description: ec2Description,
};

/**
 * A security group that lets nothing in and nothing out until a connection is declared:
 * `web.connections.allowTo(database, 5432, 'application queries')`.
 *
 * It has no inline rules: Terraform removes AWS's allow-all egress rule on creation.
 */
export class SecurityGroup extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = securityGroupProps;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: { readonly securityGroup: AwsSecurityGroup };

  /** @throws PropsError for a name or description that EC2 refuses. */
  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    checkProps(this, securityGroupProps, props);
    const securityGroup = new AwsSecurityGroup(this, 'security-group', {
      name: props.name,
      description: props.description,
      vpcId: props.network.vpcId,
      revokeRulesOnDelete: true,
      tags: { Name: props.name },
      // Under a new name the new group is there, and worn, before the old one goes.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: [fixedDescription] },
    });
    this.nodes = { securityGroup };
    this.securityGroupId = securityGroup.id;
    this.connections = new Connections(this, securityGroup.id, props.network.ipv6Cidr !== undefined);
  }

  /**
   * A security group of another stack, as a peer in this one. The rules that name it belong to this stack, so the
   * other stack does not have to know.
   *
   * @param network that of the group: with its IPv6 range, the internet is of IPv6 too, as for a group of this stack.
   */
  static import(scope: Construct, id: string, ref: SecurityGroupRef, network?: VpcRef): Connectable {
    const group = new Construct(scope, id);
    checkProps(group, { ref: securityGroupRef, network: optional(vpcRef, 'IPv4 alone') }, { ref, network });
    return new Connections(group, ref.securityGroupId, network?.ipv6Cidr !== undefined);
  }
}
