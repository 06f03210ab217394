import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { subnetIpv6Cidr } from './ipv6';
import type { Tier, VpcRef } from './network-ref';

export interface TierSubnetsProps {
  readonly network: VpcRef;
  readonly name: string;
  readonly tier: Tier;
  /** The subnets' ranges, by zone name. */
  readonly cidrs: Readonly<Record<string, string>>;
  /**
   * The VPC's IPv6 range, and whether interfaces get an address of it when they are created.
   * @default none: the tier is IPv4 alone
   */
  readonly ipv6?: { readonly vpcCidr: string; readonly newAddresses: boolean };
  /** The zones that stay. The subnets of the others are tagged as retiring, which a plan that destroys them is judged by. */
  readonly staying: readonly string[];
}

/** A tier: in each zone a subnet and its own route table, which has no route out of the VPC until one is added. */
export class TierSubnets extends Construct {
  /** By zone name, as is everything below. */
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly routeTableIds: Readonly<Record<string, string>>;
  readonly nodes: {
    readonly subnets: Readonly<Record<string, Subnet>>;
    readonly routeTables: Readonly<Record<string, RouteTable>>;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TierSubnetsProps,
  ) {
    super(scope, id);
    const subnets: Record<string, Subnet> = {};
    const routeTables: Record<string, RouteTable> = {};
    for (const zone of Object.keys(props.cidrs)) {
      const { subnet, routeTable } = this.subnetIn(zone);
      subnets[zone] = subnet;
      routeTables[zone] = routeTable;
    }
    this.nodes = { subnets, routeTables };
    this.subnetIds = idsOf(subnets);
    this.routeTableIds = idsOf(routeTables);
  }

  private subnetIn(zone: string) {
    const { network, name, tier, cidrs, ipv6, staying } = this.props;
    const inZone = new Construct(this, zone);
    const tags = { Name: `${name}-${tier}-${zone}`, tier };
    const subnet = new Subnet(inZone, 'subnet', {
      vpcId: network.vpcId,
      availabilityZone: zone,
      cidrBlock: cidrs[zone],
      // Nothing is public by accident: in the public tier, too, an instance asks for its address.
      mapPublicIpOnLaunch: false,
      ...(ipv6 && {
        ipv6CidrBlock: subnetIpv6Cidr(ipv6.vpcCidr, zone, tier),
        assignIpv6AddressOnCreation: ipv6.newAddresses,
      }),
      tags: staying.includes(zone) ? tags : { ...tags, retiring: 'true' },
    });
    const routeTable = new RouteTable(inZone, 'route-table', { vpcId: network.vpcId, tags });
    new RouteTableAssociation(inZone, 'route-table-association', {
      subnetId: subnet.id,
      routeTableId: routeTable.id,
    });
    return { subnet, routeTable };
  }
}

function idsOf(resources: Record<string, { readonly id: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(resources).map(([zone, { id }]) => [zone, id]));
}
