export { blockCidr, spareBlocks, subnetCidrs, tierBlocks, type Block } from './address-plan';
export { portsOfEndpoints } from './endpoint-ports';
export { endpointServices } from './endpoint-services';
export type { InterfaceEndpoint } from './interface-endpoint';
export { subnetIpv6Cidr, subnetIpv6Number, type Ipv6, type RetiringIpv6 } from './ipv6';
export { Network } from './network';
export type { NatGatewayChoice, NetworkProps } from './network-props';
export type { NetworkRef, Tier, VpcRef } from './network-ref';
export type { RetiringZone, Zone } from './zone';
