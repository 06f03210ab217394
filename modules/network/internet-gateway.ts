import { InternetGateway as AwsInternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import type { VpcRef } from './network-ref';
import type { TierSubnets } from './tier-subnets';

export interface InternetGatewayProps {
  readonly network: VpcRef;
  readonly name: string;
  readonly publicTier: TierSubnets;
  /** Whether the tier has IPv6, which is routed as IPv4 is. */
  readonly isDualStack: boolean;
}

/** The VPC's door to the internet, and the public tier's routes to it. */
export class InternetGateway extends Construct {
  readonly nodes: { readonly internetGateway: AwsInternetGateway };

  constructor(scope: Construct, id: string, props: InternetGatewayProps) {
    super(scope, id);
    const internetGateway = new AwsInternetGateway(this, 'internet-gateway', {
      vpcId: props.network.vpcId,
      tags: { Name: props.name },
    });
    for (const [zone, routeTableId] of Object.entries(props.publicTier.routeTableIds)) {
      new Route(this, `route-${zone}`, {
        routeTableId,
        destinationCidrBlock: '0.0.0.0/0',
        gatewayId: internetGateway.id,
      });
      if (!props.isDualStack) continue;
      new Route(this, `route-ipv6-${zone}`, {
        routeTableId,
        destinationIpv6CidrBlock: '::/0',
        gatewayId: internetGateway.id,
      });
    }
    this.nodes = { internetGateway };
  }
}
