import { Unknown } from '../model/value';
import type { Peer } from '../network/peers';
import { hasPorts, icmpText, type Protocol } from '../network/ports';
import type { GroupRule } from '../network/security-group-rules';
import { labelOf } from './labels';
import { lastPort } from './traffic';

/** `tcp 443`, `udp 0-65535` as `udp`, `all traffic`. */
export function trafficText(protocol: Protocol, from: number, to: number): string {
  if (protocol instanceof Unknown) return 'an unknown protocol';
  if (protocol === 'all') return 'all traffic';
  if (!hasPorts(protocol) || (from === 0 && to === lastPort)) return protocol;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

/** What a rule of a security group lets pass: `tcp 443`, `icmp type 8`. */
export function groupTrafficText({ protocol, ports, icmp }: Pick<GroupRule, 'protocol' | 'ports' | 'icmp'>): string {
  const { from, to } = ports instanceof Unknown ? { from: 0, to: lastPort } : ports;
  return `${trafficText(protocol, from, to)}${icmpText(icmp)}`;
}

export function peerText(peer: Peer): string {
  switch (peer.kind) {
    case 'cidr':
      return peer.cidr.text;
    case 'group':
      return peer.group ? labelOf(peer.group) : peer.text;
    case 'prefix-list':
      if (peer.isCloudFront) return 'CloudFront (prefix list)';
      return peer.list ? `the prefix list of ${labelOf(peer.list)}` : peer.text;
    case 'network':
      return peer.text;
    default:
      return peer.unknown.toString();
  }
}
