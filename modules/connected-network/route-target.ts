import { matching, object, union } from '../props';

/** What leads to another network, as the target of a route. The VPN gateway is the virtual private gateway that VPN connections end at. */
export type RouteTarget =
  | { readonly transitGatewayId: string }
  | { readonly vpcPeeringConnectionId: string }
  | { readonly vpnGatewayId: string };

export const transitGatewayId = matching(/^tgw-[\w-]+$/, 'the id of a transit gateway, such as tgw-0a1b2c3d');
export const vpcPeeringConnectionId = matching(
  /^pcx-[\w-]+$/,
  'the id of a VPC peering connection, such as pcx-0a1b2c3d',
);
export const vpnGatewayId = matching(/^vgw-[\w-]+$/, 'the id of a virtual private gateway, such as vgw-0a1b2c3d');

export const routeTarget = union<RouteTarget>('the target of a route', {
  transitGatewayId: object<{ transitGatewayId: string }>({ transitGatewayId }),
  vpcPeeringConnectionId: object<{ vpcPeeringConnectionId: string }>({ vpcPeeringConnectionId }),
  vpnGatewayId: object<{ vpnGatewayId: string }>({ vpnGatewayId }),
});

/** The argument of a route that names the target. */
export function targetArgument(target: RouteTarget) {
  return 'vpnGatewayId' in target ? { gatewayId: target.vpnGatewayId } : target;
}

/** A range in construct ids: `10-200-0-0-16`. */
export function rangeKey(range: string): string {
  return range.replace(/[./]/g, '-');
}
