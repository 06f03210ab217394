import { EgressOnlyInternetGateway } from '@cdktf/provider-aws/lib/egress-only-internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import type { VpcRef } from './network-ref';
import type { TierSubnets } from './tier-subnets';

export interface EgressOnlyGatewayProps {
  readonly network: VpcRef;
  readonly name: string;
  readonly privateTier: TierSubnets;
}

/**
 * The private tier's way to the internet over IPv6: connections go out, and none comes in, though every address is one of the internet's. It is one for all
 * zones and fails with none of them (Amazon VPC User Guide, "Enable outbound IPv6 traffic using an egress-only internet gateway").
 */
export class EgressOnlyGateway extends Construct {
  readonly nodes: { readonly egressOnlyInternetGateway: EgressOnlyInternetGateway };

  constructor(scope: Construct, id: string, { network, name, privateTier }: EgressOnlyGatewayProps) {
    super(scope, id);
    const egressOnlyInternetGateway = new EgressOnlyInternetGateway(this, 'egress-only-internet-gateway', {
      vpcId: network.vpcId,
      tags: { Name: name },
    });
    for (const [zone, routeTableId] of Object.entries(privateTier.routeTableIds)) {
      new Route(this, `route-${zone}`, {
        routeTableId,
        destinationIpv6CidrBlock: '::/0',
        egressOnlyGatewayId: egressOnlyInternetGateway.id,
      });
    }
    this.nodes = { egressOnlyInternetGateway };
  }
}
