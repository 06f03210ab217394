import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import type { Peer } from '../network/peers';
import type { Protocol as RuleProtocol } from '../network/ports';
import { addressesOf, everywhere, internet, none, subtract, type Addresses } from './addresses';
import type { Protocol } from './traffic';

/** The addresses of a peer; for an unknown one, all possible addresses, and why it is unknown. */
export function addressesOfPeer(peer: Peer, family: Family): { addresses: Addresses; unknown?: Unknown } {
  if (peer.kind === 'cidr') return { addresses: addressesOf([peer.cidr], family) };
  if (familyOf(peer) !== undefined && familyOf(peer) !== family) return { addresses: none };
  if (peer.kind === 'unknown') return { addresses: everywhere[family], unknown: peer.unknown };
  const unknown = new Unknown(`the addresses of ${peer.text}`);
  const isPrivate =
    peer.kind === 'network' && /^aws_(default_)?(vpc|subnet)$/.test(peer.of?.type ?? '') && family === 4;
  return { addresses: isPrivate ? subtract(everywhere[4], internet[4]) : everywhere[family], unknown };
}

function familyOf(peer: Peer): Family | undefined {
  if (peer.kind === 'unknown' && peer.family) return peer.family;
  const { attribute = '' } = peer;
  return /ipv6/.test(attribute) ? 6 : /cidr/.test(attribute) && attribute !== 'cidr' ? 4 : undefined;
}

/** Whether a rule for one protocol covers another; an unknown one may. */
export function coversProtocol(written: RuleProtocol, protocol: Protocol, family: Family): boolean {
  if (written instanceof Unknown || written === 'all') return true;
  return written === (protocol === 'icmp' && family === 6 ? 'icmpv6' : protocol);
}
