import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { blockCidr, spareBlocks, type Block } from '../network/address-plan';
import { routedNetworkRef, type RoutedNetworkRef } from '../network/network-ref';
import { checkProps, matching, type Description } from '../props';

export interface TransitGatewaySubnetsProps {
  /** What `Name` tags start with: `prod` gives `prod-transit-gateway-eu-west-1a`. */
  readonly name: string;
  /** Its range has to be known, since the subnets are cut out of it. */
  readonly network: RoutedNetworkRef;
}

const transitGatewaySubnetsProps: Description<TransitGatewaySubnetsProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens, a letter first'),
  network: routedNetworkRef,
};

/** The first spare block of each zone's slot. It never changes: that would replace every subnet. */
const block = spareBlocks[0] as Block;

/**
 * Subnets of a network that transit gateways have their interfaces in, one in each zone, and nothing else: a transit gateway that shares a subnet with
 * instances passes its network ACL unjudged on the way to them (Amazon VPC Transit Gateways, "Network ACLs for transit gateways"), and only zones with such a
 * subnet reach it. Their own ACL lets the network through, their route table has no route.
 */
export class TransitGatewaySubnets extends Construct {
  static readonly props = transitGatewaySubnetsProps;
  /** By zone name, without zones that retire. */
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly nodes: { readonly subnets: Readonly<Record<string, Subnet>>; readonly networkAcl: NetworkAcl };

  /** @throws PropsError for a network of which the range is known only after apply. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TransitGatewaySubnetsProps,
  ) {
    super(scope, id);
    checkProps(this, transitGatewaySubnetsProps, props);
    const { network } = props;
    const routeTable = new RouteTable(this, 'route-table', { vpcId: network.vpcId, tags: this.tags() });
    const staying = Object.keys(network.subnetIds.private);
    const zones = Object.keys(network.routeTableIds.private).sort();
    const subnets = Object.fromEntries(
      zones.map((zone) => [zone, this.subnetIn(zone, routeTable, staying.includes(zone))]),
    );
    this.nodes = { subnets, networkAcl: this.networkAcl(Object.values(subnets)) };
    this.subnetIds = Object.fromEntries(
      Object.entries(subnets).flatMap(([zone, { id: subnetId }]) => (staying.includes(zone) ? [[zone, subnetId]] : [])),
    );
  }

  private subnetIn(zone: string, routeTable: RouteTable, stays: boolean): Subnet {
    const { vpcId, cidr } = this.props.network;
    const tags = { ...this.tags(), Name: `${this.tags().Name}-${zone}` };
    const subnet = new Subnet(this, `subnet-${zone}`, {
      vpcId,
      availabilityZone: zone,
      cidrBlock: blockCidr(cidr, zone, block),
      mapPublicIpOnLaunch: false,
      tags: stays ? tags : { ...tags, retiring: 'true' },
    });
    new RouteTableAssociation(this, `route-table-association-${zone}`, {
      subnetId: subnet.id,
      routeTableId: routeTable.id,
    });
    return subnet;
  }

  /** In: what the network sends. Out: what it is sent. The tiers' own ACLs say which of that. */
  private networkAcl(subnets: readonly Subnet[]): NetworkAcl {
    const { vpcId, cidr } = this.props.network;
    const acl = new NetworkAcl(this, 'network-acl', {
      vpcId,
      subnetIds: subnets.map(({ id }) => id),
      tags: this.tags(),
    });
    for (const egress of [false, true]) {
      new NetworkAclRule(this, `${egress ? 'egress' : 'ingress'}-vpc`, {
        ...{ networkAclId: acl.id, ruleNumber: 100, ruleAction: 'allow', egress },
        ...{ protocol: '-1', cidrBlock: cidr, fromPort: 0, toPort: 0 },
      });
    }
    return acl;
  }

  private tags() {
    return { Name: `${this.props.name}-transit-gateway`, tier: 'transit-gateway' };
  }
}
