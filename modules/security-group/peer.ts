import type { IConstruct } from 'constructs';
import { assertCidr, assertMatch } from '../props';
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

export function isConnectable(peer: Peer): peer is Connectable {
  return 'connections' in peer;
}

/**
 * The rule argument that names the addresses.
 *
 * @throws PropsError for a range wider than /8, which no network owns; for the internet there are `allowToInternet`, `allowFromInternet`.
 */
export function addresses(scope: IConstruct, peer: AddressPeer): { cidrIpv4: string } | { prefixListId: string } {
  assertMatch(scope, 'peer.name', peer.name, /^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
  if ('prefixListId' in peer) return { prefixListId: peer.prefixListId };
  assertCidr(scope, 'peer.cidr', peer.cidr, 8, 32);
  return { cidrIpv4: peer.cidr };
}
