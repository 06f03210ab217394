export { blockCidr, spareBlocks, subnetCidrs, tierBlocks, type Block } from './address-plan';
export { Network } from './network';
export type { NatGatewayChoice, NetworkProps } from './network-props';
export type { NetworkRef, Tier, VpcRef } from './network-ref';
