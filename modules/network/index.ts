export { blockCidr, spareBlocks, subnetCidrs, tierBlocks, type Block } from './address-plan';
export { portsOfEndpoints } from './endpoint-ports';
export { endpointServices } from './endpoint-services';
export type { InterfaceEndpoint } from './interface-endpoint';
export { Network } from './network';
export type { NatGatewayChoice, NetworkProps } from './network-props';
export type { NetworkRef, RoutedNetworkRef, Tier, VpcRef } from './network-ref';
export type { RetiringZone, Zone } from './zone';
