import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { Construct } from 'constructs';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { assertProp, checkProps, type Description } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { apiName } from './http-api-props';

export interface VpcLinkProps {
  /** The link's name: `prod-services`. */
  readonly name: string;
  /** It has a network interface in each subnet of the private tier. Other subnets replace it. */
  readonly network: NetworkRef;
}

const vpcLinkProps: Description<VpcLinkProps> = { name: apiName, network: networkRef };

/**
 * By which HTTP APIs reach services of a network that are not public. APIs may share it.
 *
 * ```ts
 * link.connections.allowTo(balancer, 443, 'requests of the API');
 * ```
 */
export class VpcLink extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = vpcLinkProps;
  readonly vpcLinkId: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: { readonly vpcLink: Apigatewayv2VpcLink; readonly securityGroup: SecurityGroup };

  /** @throws PropsError for a network without private subnets in two zones. */
  constructor(scope: Construct, id: string, props: VpcLinkProps) {
    super(scope, id);
    checkProps(this, vpcLinkProps, props);
    const { name, network } = props;
    const subnets = network.subnetIds.private;
    const zones = Object.keys(subnets);
    assertProp(this, 'network', zones.length > 1, 'a network with private subnets in two zones', zones);
    const about = { name: `${name}-link`, description: `VPC link ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    const vpcLink = new Apigatewayv2VpcLink(this, 'vpc-link', {
      ...{ name, subnetIds: Object.values(subnets), securityGroupIds: [securityGroup.securityGroupId] },
      tags: { Name: name },
    });
    this.vpcLinkId = vpcLink.id;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { vpcLink, securityGroup };
  }
}
