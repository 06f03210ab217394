import { asNumber, asText } from '../model/configuration/text';
import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import type { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../model/value';
import type { Family } from '../network/cidr';
import { cidrPeer, type Peer } from '../network/peers';
import { givesAccess, icmpOf, portsOf, protocolOf, type Protocol as RuleProtocol } from '../network/ports';
import { addressesOfPeer, coversProtocol } from './peer-addresses';
import { peerText, trafficText } from './rule-text';
import { filterOf, gate, lastPort, type By, type Entry, type Filter, type Protocol } from './traffic';
import { vpcTypes, type Subnet } from './vpcs';

export type Direction = 'ingress' | 'egress';

/** A rule of a network ACL, inline or a resource of its own. */
export interface AclRule {
  readonly resource: Resource;
  readonly direction: Direction;
  readonly number: number | Unknown;
  readonly allows: boolean | Unknown;
  readonly protocol: RuleProtocol;
  readonly from: number;
  readonly to: number;
  readonly peers: readonly Peer[];
  /** Ports, or a type of ICMP, that are not known: the rule then may match any. */
  readonly unknown?: Unknown;
}

/** The ACL of a subnet. The default ACL of a VPC, where no resource adopts it, is the VPC itself. */
export interface Acl {
  readonly resource: Resource;
  /** Whether it is a default ACL to which nothing was added: everything passes. */
  readonly isImplicit: boolean;
  readonly rules: readonly AclRule[];
}

/** The ACL in force in a subnet: the one that names it, else the VPC's default. */
export const aclOf = memoized((graph: Graph, subnet: Subnet): Acl | Unknown => {
  const found = aclResource(graph, subnet);
  return found instanceof Unknown ? found : readAcl(graph, found);
});

/** The rules of an ACL, in the order in which AWS tries them. */
export const readAcl = memoized((graph: Graph, resource: Resource): Acl => {
  const isDefault = (vpcTypes as readonly string[]).includes(resource.type);
  const separate = separateRules(graph, resource);
  const order = ({ number }: AclRule) => (number instanceof Unknown ? 0 : number);
  const rules = [...(isDefault ? awsDefaults(resource) : inline(resource)), ...separate];
  return { resource, isImplicit: isDefault && separate.length === 0, rules: rules.sort((a, b) => order(a) - order(b)) };
});

function aclResource(graph: Graph, { resource: subnet, vpc }: Subnet): Resource | Unknown {
  const named = graph.children(subnet, 'aws_network_acl', 'subnet_ids');
  if (named.found[0]) return named.found[0];
  const associated = graph.children(subnet, 'aws_network_acl_association', 'subnet_id');
  if (associated.found[0]) {
    const types = ['aws_network_acl', 'aws_default_network_acl', ...vpcTypes];
    const acl = graph.resolveFor(associated.found[0], associated.found[0].at('network_acl_id'), ...types);
    return acl ?? new Unknown(`the network ACL of ${associated.found[0].address} is not in the input`);
  }
  const unknown = named.unknown ?? associated.unknown;
  if (unknown) return unknown;
  if (vpc.resource.mode === 'data') return new Unknown(`the default network ACL of ${vpc.resource.address}`);
  return graph.children(vpc.resource, 'aws_default_network_acl', 'default_network_acl_id').found[0] ?? vpc.resource;
}

/** Rule 100 and, where the VPC has IPv6, 101 of every default ACL: all traffic. */
function awsDefaults(vpc: Resource): AclRule[] {
  const rule = { resource: vpc, allows: true, protocol: 'all', from: 0, to: lastPort } as const;
  return (['ingress', 'egress'] as const).flatMap((direction) => [
    { ...rule, direction, number: 100, peers: [cidrPeer('0.0.0.0/0', 'cidr_block', 4)] },
    { ...rule, direction, number: 101, peers: [cidrPeer('::/0', 'ipv6_cidr_block', 6)] },
  ]);
}

function inline(acl: Resource): AclRule[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const blocks = blocksOf(acl.at(direction));
    if (blocks instanceof Unknown) return [unknownRule(acl, direction, blocks)];
    return blocks.map((block) => ruleOf(acl, direction, block.rule_no, block.action, block));
  });
}

/** Rules as resources: of the ACL, of the VPC whose default it is, and those that may be of any ACL. */
function separateRules(graph: Graph, acl: Resource): AclRule[] {
  const vpc = graph.resolveFor(acl, acl.at('default_network_acl_id'), ...vpcTypes);
  const owners = [acl, ...(vpc && !(vpc instanceof Unknown) ? [vpc] : [])];
  const type = 'aws_network_acl_rule';
  const found = owners.flatMap((owner) => graph.children(owner, type, 'network_acl_id').found);
  const strays = graph.all(type).flatMap((rule) => {
    const owner = graph.resolveFor(rule, rule.at('network_acl_id'));
    return owner instanceof Unknown && mayMeet(rule.root, acl.root) ? [{ rule, owner }] : [];
  });
  const maybe = strays.flatMap(({ rule, owner }) => directionsOf(rule).map((way) => unknownRule(rule, way, owner)));
  return [...found.flatMap((rule) => directionsOf(rule).map((way) => separateRule(rule, way))), ...maybe];
}

function separateRule(rule: Resource, direction: Direction): AclRule {
  const { egress } = rule.attributes;
  const { rule_number, rule_action } = rule.attributes;
  return egress instanceof Unknown
    ? unknownRule(rule, direction, egress)
    : ruleOf(rule, direction, rule_number, rule_action, rule.attributes);
}

function directionsOf(rule: Resource): readonly Direction[] {
  const egress = rule.at('egress') ?? false;
  if (egress instanceof Unknown) return ['ingress', 'egress'];
  return [asText(egress) === 'true' ? 'egress' : 'ingress'];
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
  const access = givesAccess(protocol, icmpOf(protocol, written.icmp_type, written.icmp_code));
  const unknown = [ports, access].find((one) => one instanceof Unknown);
  return {
    resource,
    direction,
    number: numberOf(resource, number),
    allows: isAllow(resource, action),
    protocol,
    from,
    to,
    peers: access === false ? [] : peers,
    ...(unknown && { unknown }),
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

function unknownRule(resource: Resource, direction: Direction, unknown: Unknown): AclRule {
  const peers: Peer[] = [{ kind: 'unknown', unknown }];
  return {
    resource,
    direction,
    number: unknown,
    allows: unknown,
    protocol: 'all',
    from: 0,
    to: lastPort,
    peers,
    unknown,
  };
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
    return gate(true, family, { resource: acl.resource, text: 'allows everything (default network ACL)' });
  const entries = acl.rules
    .filter((rule) => rule.direction === direction && coversProtocol(rule.protocol, protocol, family))
    .flatMap((rule) => rule.peers.flatMap((peer) => entryOf(rule, peer, family)));
  return filterOf(entries, family);
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
  // An unknown action may allow or deny: one entry is for the possible case, the other for the certain one.
  const actions = allows instanceof Unknown ? [true, false] : [allows];
  return actions.map((allows) => ({ ...entry, allows, ...(inDoubt instanceof Unknown && { unknown: inDoubt }) }));
}

/** `rule 100 allows tcp 443 from 0.0.0.0/0` */
export function aclRuleText(rule: AclRule): string {
  const number = rule.number instanceof Unknown ? '?' : rule.number;
  const verb = rule.allows instanceof Unknown ? 'allows or denies' : rule.allows ? 'allows' : 'denies';
  const way = rule.direction === 'ingress' ? 'from' : 'to';
  return `rule ${number} ${verb} ${trafficText(rule.protocol, rule.from, rule.to)} ${way} ${rule.peers.map(peerText).join(', ')}`;
}
