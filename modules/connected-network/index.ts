export { amazonSideAsn } from './amazon-side-asn';
export { ConnectedNetwork, type ConnectedNetworkProps, type ConnectedTiers } from './connected-network';
export type { RouteTarget } from './route-target';
export { TransitGatewayAttachment, type TransitGatewayAttachmentProps } from './transit-gateway-attachment';
export { TransitGatewaySubnets, type TransitGatewaySubnetsProps } from './transit-gateway-subnets';
export { VpcPeering, VpcPeeringAccepter, type VpcPeeringAccepterProps, type VpcPeeringProps } from './vpc-peering';
export { VpnConnection, type StaticRouting, type VpnConnectionProps } from './vpn-connection';
export { VpnGateway, type VpnGatewayProps } from './vpn-gateway';
