export { Connections } from './connections';
export type { AddressPeer, Connectable, Peer, SecurityGroupRef } from './connections';
export type { Port } from './port';
export { SecurityGroup, type SecurityGroupProps } from './security-group';
export type { AllTraffic, Icmp, Traffic } from './traffic';
