import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { type Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../model/value';
import type { Family } from '../network/cidr';
import { cidrPeer, type Peer } from '../network/peers';
import { portsOf, protocolOf, type Protocol as RuleProtocol } from '../network/ports';
import { addressesOf, everywhere, internet, none, subtract, type Addresses } from './addresses';
import type { Subnet } from './topology';
import { filterOf, gate, lastPort, type By, type Entry, type Filter, type Protocol } from './traffic';
import { aclRuleText } from './words';

export type Direction = 'ingress' | 'egress';

/** A rule of a network ACL, inline or apart. */
export interface AclRule {
  readonly resource: Resource;
  readonly direction: Direction;
  readonly number: number | Unknown;
  readonly allows: boolean | Unknown;
  readonly protocol: RuleProtocol;
  readonly from: number;
  readonly to: number;
  readonly peers: readonly Peer[];
  /** Ports that are not known: the rule then may match any. */
  readonly unknown?: Unknown;
}

/** The ACL of a subnet; AWS's own, which lets everything pass, is the VPC itself. */
export interface Acl {
  readonly resource: Resource;
  readonly isImplicit: boolean;
  readonly rules: readonly AclRule[];
}

const acls = new WeakMap<Graph, Map<Resource, Acl | Unknown>>();

/** The ACL in force in a subnet: the one that names it, else the VPC's default. */
export function aclOf(graph: Graph, subnet: Subnet): Acl | Unknown {
  const found = aclResource(graph, subnet);
  return found instanceof Unknown ? found : readAcl(graph, found);
}

/** The rules of an ACL, in the order in which AWS tries them. */
export function readAcl(graph: Graph, resource: Resource): Acl {
  const made = acls.get(graph) ?? new Map<Resource, Acl | Unknown>();
  acls.set(graph, made);
  const known = made.get(resource);
  if (known && !(known instanceof Unknown)) return known;
  const isImplicit = !/network_acl$/.test(resource.type);
  const rules = isImplicit ? [] : [...inline(resource), ...apart(graph, resource)];
  const order = ({ number }: AclRule) => (number instanceof Unknown ? 0 : number);
  const acl = { resource, isImplicit, rules: rules.sort((a, b) => order(a) - order(b)) };
  made.set(resource, acl);
  return acl;
}

function aclResource(graph: Graph, { resource: subnet, vpc }: Subnet): Resource | Unknown {
  const named = graph.children(subnet, 'aws_network_acl', 'subnet_ids');
  if (named.found[0]) return named.found[0];
  const associated = graph.children(subnet, 'aws_network_acl_association', 'subnet_id');
  if (associated.found[0]) {
    const acl = graph.resolveFor(
      associated.found[0],
      associated.found[0].at('network_acl_id'),
      'aws_network_acl',
      'aws_default_network_acl',
    );
    return acl ?? new Unknown(`the network ACL of ${associated.found[0].address} is not in the input`);
  }
  const unknown = named.unknown ?? associated.unknown;
  if (unknown) return unknown;
  return graph.children(vpc.resource, 'aws_default_network_acl', 'default_network_acl_id').found[0] ?? vpc.resource;
}

function inline(acl: Resource): AclRule[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const blocks = blocksOf(acl.at(direction));
    if (blocks instanceof Unknown) return [unknownRule(acl, direction, blocks)];
    return blocks.map((block) => ruleOf(acl, direction, block.rule_no, block.action, block));
  });
}

function apart(graph: Graph, acl: Resource): AclRule[] {
  const { found } = graph.children(acl, 'aws_network_acl_rule', 'network_acl_id');
  return found.map((rule) => {
    const isEgress = asText(rule.at('egress') ?? false) === 'true';
    const { rule_number, rule_action } = rule.attributes;
    return ruleOf(rule, isEgress ? 'egress' : 'ingress', rule_number, rule_action, rule.attributes);
  });
}

function ruleOf(
  resource: Resource,
  direction: Direction,
  number: Value | undefined,
  action: Value | undefined,
  written: ValueMap,
): AclRule {
  const protocol = protocolOf(written.protocol);
  const ports = portsOf(protocol, written.from_port, written.to_port);
  const peers = (['cidr_block', 'ipv6_cidr_block'] as const).flatMap((attribute) => {
    const value = written[attribute];
    const family = attribute === 'cidr_block' ? 4 : 6;
    return isAbsent(value) || value === '' ? [] : [cidrPeer(value, attribute, family)];
  });
  const { from, to } = ports instanceof Unknown ? { from: 0, to: lastPort } : ports;
  return {
    resource,
    direction,
    number: numberOf(resource, number),
    allows: isAllow(resource, action),
    protocol,
    from,
    to,
    peers: isOneKindOfIcmp(protocol, written) ? [] : peers,
    ...(ports instanceof Unknown && { unknown: ports }),
  };
}

function numberOf({ address }: Resource, value: Value | undefined): number | Unknown {
  if (value instanceof Unknown) return value;
  const number = isAbsent(value) ? 0 : asNumber(value);
  return Number.isNaN(number) ? new Unknown(`the number of a rule of ${address}`) : number;
}

function isAllow({ address }: Resource, value: Value | undefined): boolean | Unknown {
  if (value instanceof Unknown) return value;
  return typeof value === 'string'
    ? value.toLowerCase() === 'allow'
    : new Unknown(`whether a rule of ${address} allows or denies`);
}

/** What is let through for the sake of errors ("fragmentation needed") carries nobody anywhere. */
function isOneKindOfIcmp(protocol: RuleProtocol, { icmp_type }: ValueMap): boolean {
  return (
    (protocol === 'icmp' || protocol === 'icmpv6') && ![undefined, null, -1, '-1', 8, 128].includes(icmp_type as never)
  );
}

function unknownRule(resource: Resource, direction: Direction, unknown: Unknown): AclRule {
  const peers: Peer[] = [{ kind: 'unknown', unknown }];
  return { resource, direction, number: unknown, allows: true, protocol: 'all', from: 0, to: lastPort, peers, unknown };
}

/** What an ACL lets pass in a direction: by the other side's address. */
export function aclFilter(
  acl: Acl | Unknown,
  direction: Direction,
  protocol: Protocol,
  family: Family,
  of: Resource,
): Filter {
  if (acl instanceof Unknown) return gate(acl, family, { resource: of, text: 'its network ACL' });
  if (acl.isImplicit)
    return gate(true, family, { resource: acl.resource, text: 'the default network ACL allows everything' });
  const entries = acl.rules
    .filter((rule) => rule.direction === direction && isOf(rule.protocol, protocol, family))
    .flatMap((rule) => rule.peers.flatMap((peer) => entryOf(rule, peer, family)));
  return filterOf(entries, family);
}

/** Whether a rule is about a protocol; one that is not known may be. */
export function isOf(written: RuleProtocol, protocol: Protocol, family: Family): boolean {
  if (written instanceof Unknown || written === 'all') return true;
  return written === (protocol === 'icmp' && family === 6 ? 'icmpv6' : protocol);
}

function entryOf(rule: AclRule, peer: Peer, family: Family): Entry[] {
  const { addresses, unknown } = addressesOfPeer(peer, family);
  if (addresses.length === 0) return [];
  const inDoubt = [rule.number, rule.allows, rule.protocol, rule.unknown, unknown].find(
    (one) => one instanceof Unknown,
  );
  const { from, to, allows } = rule;
  const by: By = { resource: rule.resource, text: aclRuleText(rule) };
  const entry = { from, to, addresses, by };
  // An action that is not known may let pass, and may not: the one entry is only of the possible, the other of the certain.
  const actions = allows instanceof Unknown ? [true, false] : [allows];
  return actions.map((allows) => ({ ...entry, allows, ...(inDoubt instanceof Unknown && { unknown: inDoubt }) }));
}

/** The addresses of a block; of one that is not known, all that it may hold, and why. */
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
