import { Unknown } from '../model/value';
import type { Peer } from '../network/peers';
import { hasPorts, type Protocol } from '../network/ports';
import type { AclRule } from './acls';
import { labelOf } from './topology';
import { lastPort } from './traffic';

/** `rule 100 allows tcp 443 from 0.0.0.0/0` */
export function aclRuleText(rule: AclRule): string {
  const number = rule.number instanceof Unknown ? '?' : rule.number;
  const verb = rule.allows instanceof Unknown ? 'allows or denies' : rule.allows ? 'allows' : 'denies';
  const way = rule.direction === 'ingress' ? 'from' : 'to';
  return `rule ${number} ${verb} ${trafficText(rule.protocol, rule.from, rule.to)} ${way} ${rule.peers.map(peerText).join(', ')}`;
}

/** `tcp 443`, `udp 0-65535` as `udp`, `all traffic`. */
export function trafficText(protocol: Protocol, from: number, to: number): string {
  if (protocol instanceof Unknown) return 'a protocol that is not known';
  if (protocol === 'all') return 'all traffic';
  if (!hasPorts(protocol) || (from === 0 && to === lastPort)) return protocol;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

export function peerText(peer: Peer): string {
  switch (peer.kind) {
    case 'cidr':
      return peer.cidr.text;
    case 'group':
      return peer.group ? labelOf(peer.group) : peer.text;
    case 'prefix-list':
      return peer.list ? `the prefix list of ${labelOf(peer.list)}` : peer.text;
    case 'network':
      return peer.text;
    default:
      return peer.unknown.toString();
  }
}
