import { ipv4Range, matching, object, reference, satisfying, union } from '../props';
import type { Connections } from './connections';

/** Anything with a security group: `web.connections.allowTo(database, …)` takes it. */
export interface Connectable {
  readonly connections: Connections;
}

/** A security group that another module or stack made. */
export interface SecurityGroupRef {
  readonly securityGroupId: string;
}

/** Addresses that have no security group: a CIDR range, or a prefix list that AWS or the account keeps. */
export type AddressPeer =
  | {
      /** Stable, in construct ids: `office`. */
      readonly name: string;
      /** IPv4: `203.0.113.0/24`. */
      readonly cidr: string;
    }
  | { readonly name: string; readonly prefixListId: string };

export type Peer = Connectable | AddressPeer;

export const securityGroupRef = reference<SecurityGroupRef>('a security group', {
  securityGroupId: matching(/^sg-[\w-]+$/, 'the id of a security group, such as sg-0a1b2c3d'),
});

/** Anything that has `Connections`; which class they are of, the class itself checks. */
const connections = satisfying<Connections>(
  'the connections of a security group',
  (found) => typeof found === 'object' && found !== null && 'allowTo' in found,
);

export const connectable = reference<Connectable>('a connectable', { connections });

const name = matching(/^[a-z0-9][a-z0-9-]{0,62}$/, 'up to 63 lower-case letters, digits and hyphens', {
  structure: true,
});

/** No range is wider than /8, which is nobody's own: the world has `allowToInternet`, `allowFromInternet`. */
export const peerProp = union<Peer>('a peer', {
  connections: connectable,
  cidr: object<Extract<AddressPeer, { cidr: string }>>({ name, cidr: ipv4Range(8, 32) }),
  prefixListId: object<Extract<AddressPeer, { prefixListId: string }>>({
    name,
    prefixListId: matching(/^pl-[\w-]+$/, 'the id of a prefix list, such as pl-0a1b2c3d'),
  }),
});

export function isConnectable(peer: Peer): peer is Connectable {
  return 'connections' in peer;
}

/** The rule argument that names the addresses. */
export function addresses(peer: AddressPeer): { cidrIpv4: string } | { prefixListId: string } {
  return 'prefixListId' in peer ? { prefixListId: peer.prefixListId } : { cidrIpv4: peer.cidr };
}
