import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value } from '../model/value';
import type { Family } from '../network/cidr';
import { cidrPeer, peersOf, type Peer } from '../network/peers';
import { givesAccess } from '../network/ports';
import {
  canonicalGroup,
  rulesOfGroup,
  rulesWrittenIn,
  ruleTypes,
  type Direction,
  type GroupRule,
} from '../network/security-group-rules';
import { unreadModuleGiven } from '../network/unread-modules';
import { everywhere, internet, none, type Addresses } from './addresses';
import { labelOf } from './labels';
import type { Group, Member } from './members';
import { addressesOfPeer, coversProtocol } from './peer-addresses';
import { groupTrafficText, peerText } from './rule-text';
import { filterOf, gate, lastPort, type By, type Entry, type Filter, type Protocol } from './traffic';

/** What is known of addresses on the internet; nothing of the internet as a whole, of which CloudFront is no part. */
export type Origin = 'cloudfront' | 'addresses';

/** What a rule of a group may mean by the other side. */
export interface OtherSide {
  /** Its groups; none of what has none, such as the internet. */
  readonly groups: readonly Group[];
  /** The VPC that it is in: a rule that admits the VPC's block admits it, whatever the block is. */
  readonly vpc?: Resource;
  /** An AWS service behind a gateway endpoint: who names that endpoint's prefix list, or another of that service's, means it. */
  readonly service?: Resource;
  /** `cloudfront`: whatever CloudFront asks origins from; `addresses`: some that may be CloudFront's. */
  readonly origin?: Origin | undefined;
  /** Whether groups of this VPC can be named there: not across a transit gateway, unless it says so. */
  readonly isReferable: boolean;
}

/** What the security groups of an interface allow: the union of all their rules. */
export function groupFilter(
  graph: Graph,
  groups: readonly Group[],
  direction: Direction,
  other: OtherSide,
  protocol: Protocol,
  family: Family,
): Filter {
  const entries = groups.flatMap((group) => entriesOf(graph, group, direction, other, protocol, family));
  return filterOf(entries, family);
}

/** Of no group: of a load balancer that has none, of an address of which only the network is known. */
export function unguarded(resource: Resource, family: Family): Filter {
  return gate(true, family, { resource, text: 'has no security group' });
}

function entriesOf(
  graph: Graph,
  group: Group,
  direction: Direction,
  other: OtherSide,
  protocol: Protocol,
  family: Family,
): Entry[] {
  const more = (resource: Resource, unknown: Unknown): Entry => {
    const by = { resource, text: 'a rule that is not known' };
    return { from: 0, to: lastPort, addresses: everywhere[family], allows: true, by, unknown };
  };
  if (group instanceof Unknown) return [more(graph.resources[0] as Resource, group)];
  const canonical = canonicalGroup(graph, group);
  const strays = straysOf(graph)
    .filter(({ resource }) => mayMeet(resource.root, canonical.root))
    .map((rule) => ({ ...rule, stray: rule.group as Unknown }));
  const rules = [...rulesOfGroup(graph, group).rules, ...rulesMadeByEks(graph, canonical), ...strays];
  const unknown = unseenRules(graph, canonical);
  return [
    ...defaultEntries(graph, canonical, direction, other, family),
    ...rules
      .filter((rule) => rule.direction === direction && mayPass(rule, protocol, family))
      .flatMap((rule) => rule.peers.flatMap((peer) => entryOf(graph, rule, peer, canonical, other, family))),
    ...(unknown ? [more(canonical, unknown)] : []),
  ];
}

/** Whether a rule may let requests of a protocol pass. */
function mayPass({ protocol, icmp }: GroupRule, asked: Protocol, family: Family): boolean {
  return coversProtocol(protocol, asked, family) && givesAccess(protocol, icmp) !== false;
}

/** Why a group may have rules that the input does not show. */
const unseenRules = memoized((graph: Graph, group: Resource): Unknown | undefined => {
  const isElsewhere = group.mode === 'data';
  if (isElsewhere) return new Unknown(`the rules of security group ${group.address} are not in the input`);
  // The account has had this group for as long as its default VPC: the rules of AWS are those that it began with.
  if (group.type === 'aws_default_vpc' && hasDefaultRules(graph, group))
    return new Unknown(`the rules of ${groupLabel(group)}, which the account has already, are not in the input`);
  return unreadModuleGiven(graph, group);
});

/**
 * AWS's own rules of a VPC's default group, and of the group that EKS makes for a cluster: everything out, and in from
 * the group itself. `aws_default_security_group` removes those of the VPC.
 */
function defaultEntries(
  graph: Graph,
  group: Resource,
  direction: Direction,
  other: OtherSide,
  family: Family,
): Entry[] {
  if (!hasDefaultRules(graph, group)) return [];
  const isItself = other.groups.some((one) => one instanceof Resource && canonicalGroup(graph, one) === group);
  if (direction === 'ingress' && !isItself) return [];
  const text =
    direction === 'egress' ? 'allows everything out (AWS’s default)' : 'allows its own members (AWS’s default)';
  return [{ from: 0, to: lastPort, addresses: everywhere[family], allows: true, by: { resource: group, text } }];
}

const hasDefaultRules = memoized((graph: Graph, group: Resource): boolean => {
  if (group.type === 'aws_eks_cluster') return true;
  if (group.type !== 'aws_vpc' && group.type !== 'aws_default_vpc') return false;
  return graph.children(group, 'aws_default_security_group', 'vpc_id').found.length === 0;
});

/**
 * The group that EKS makes for nodes that take an SSH key: it opens port 22, to everyone unless groups are named
 * (docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html).
 */
const rulesMadeByEks = memoized((graph: Graph, nodes: Resource): readonly GroupRule[] => {
  const blocks = nodes.type === 'aws_eks_node_group' ? blocksOf(nodes.at('remote_access')) : [];
  if (blocks instanceof Unknown) return [ingressOf(nodes, [{ kind: 'unknown', unknown: blocks }])];
  return blocks.flatMap(({ ec2_ssh_key, source_security_group_ids: groups }) => {
    if (isAbsent(ec2_ssh_key)) return [];
    const named = peersOf(graph, 'source_security_group_ids', groups as Value | undefined);
    return [ingressOf(nodes, named.length > 0 ? named : [cidrPeer('0.0.0.0/0', 'remote_access', 4)])];
  });
});

function ingressOf(group: Resource, peers: readonly Peer[]): GroupRule {
  const rule = { protocol: 'tcp', ports: { from: 22, to: 22 }, description: undefined } as const;
  return { ...rule, group, resource: group, direction: 'ingress', peers, path: 'remote_access' };
}

/** Rules of which the group is not known: they may be any group's. */
const straysOf = memoized((graph: Graph): readonly GroupRule[] => {
  const types = [...new Set([...ruleTypes.ingress, ...ruleTypes.egress])];
  return graph
    .all(...types)
    .flatMap((resource) => rulesWrittenIn(graph, resource))
    .filter(({ group }) => group instanceof Unknown);
});

function entryOf(
  graph: Graph,
  rule: GroupRule & { readonly stray?: Unknown },
  peer: Peer,
  self: Resource,
  other: OtherSide,
  family: Family,
): Entry[] {
  const { addresses, unknown } = matched(graph, rule, peer, self, other, family);
  if (addresses.length === 0) return [];
  const isInDoubt = (one: unknown): one is Unknown => one instanceof Unknown;
  const access = givesAccess(rule.protocol, rule.icmp);
  const inDoubt = [rule.stray, rule.protocol, rule.ports, access, unknown].find(isInDoubt);
  const { from, to } = rule.ports instanceof Unknown ? { from: 0, to: lastPort } : rule.ports;
  const note = typeof rule.description === 'string' && rule.description !== '' ? rule.description : undefined;
  const by: By = { resource: rule.resource, text: groupRuleText(rule, peer), ...(note && { note }) };
  return [{ from, to, addresses, allows: true, by, ...(inDoubt && { unknown: inDoubt }) }];
}

interface Matched {
  readonly addresses: Addresses;
  readonly unknown?: Unknown;
}

/** The addresses of the other side that a rule means: all, where it names a group that the other side has. */
function matched(graph: Graph, rule: GroupRule, peer: Peer, self: Resource, other: OtherSide, family: Family): Matched {
  if (peer.kind === 'group') return byGroup(graph, peer, self, other, family);
  if (peer.kind === 'network' && peer.of && peer.of === other.vpc) return { addresses: everywhere[family] };
  if (peer.kind !== 'prefix-list') return addressesOfPeer(peer, family);
  if (peer.isCloudFront && !other.service) {
    if (other.origin === 'cloudfront') return { addresses: everywhere[family] };
    if (other.origin === undefined) return { addresses: none };
    return { addresses: internet[family], unknown: new Unknown('which addresses CloudFront has') };
  }
  const service = serviceOf(peer.list);
  if (other.service)
    return service === serviceOf(other.service) ? { addresses: everywhere[family] } : { addresses: none };
  // Lists of AWS: its services' public addresses. Nobody comes from those of S3, or goes to the internet through them.
  const isMember = other.groups.length > 0;
  if (isMember || rule.direction === 'egress' || /\b(s3|dynamodb)\b/.test(service ?? '')) return { addresses: none };
  return { addresses: everywhere[family], unknown: new Unknown(`the addresses of ${peer.text}`) };
}

function byGroup(
  graph: Graph,
  peer: Peer & { kind: 'group' },
  self: Resource,
  other: OtherSide,
  family: Family,
): Matched {
  if (other.groups.length === 0 || !other.isReferable) return { addresses: none };
  const named = peer.text === 'itself' ? self : peer.group && canonicalGroup(graph, peer.group);
  const has = other.groups.some((group) => group instanceof Resource && canonicalGroup(graph, group) === named);
  if (named && has) return { addresses: everywhere[family] };
  const doubt = peer.unknown ?? other.groups.find((group): group is Unknown => group instanceof Unknown);
  const isElsewhere = named?.mode === 'data' || (!named && !peer.unknown);
  if (doubt) return { addresses: everywhere[family], unknown: doubt };
  return isElsewhere
    ? { addresses: everywhere[family], unknown: new Unknown(`which resources have security group ${peer.text}`) }
    : { addresses: none };
}

/** Whether a rule of its groups admits the addresses of CloudFront by their prefix list. */
export function admitsCloudFront(graph: Graph, member: Member | undefined): boolean {
  return (member?.groups ?? []).some((group) => group instanceof Resource && namesCloudFront(graph, group));
}

const namesCloudFront = memoized((graph: Graph, group: Resource): boolean =>
  rulesOfGroup(graph, group).rules.some(
    ({ direction, peers }) =>
      direction === 'ingress' && peers.some((peer) => peer.kind === 'prefix-list' && peer.isCloudFront === true),
  ),
);

/** Whom the rules of groups admit, or let out to, on ports of which they let somebody: `balancer, 10.0.0.0/16`. */
export function peersOn(
  graph: Graph,
  groups: readonly Group[],
  direction: Direction,
  protocol: Protocol,
  ports: { readonly from: number; readonly to: number },
): readonly string[] {
  const rules = groups
    .flatMap((group) => (group instanceof Unknown ? [] : rulesOfGroup(graph, group).rules))
    .filter((rule) => rule.direction === direction && mayPass(rule, protocol, 4))
    .filter((rule) => rule.ports instanceof Unknown || (rule.ports.from <= ports.to && ports.from <= rule.ports.to));
  return [...new Set(rules.flatMap(({ peers }) => peers.map(peerText)))];
}

/** `com.amazonaws.eu-west-1.s3`, of an endpoint or a list that is looked up. */
function serviceOf(list: Resource | undefined): string | undefined {
  if (!list) return undefined;
  const name = list.at('service_name') ?? list.at('name');
  return typeof name === 'string' ? name : undefined;
}

/** `allows tcp 5432 in from bastion` */
function groupRuleText(rule: GroupRule, peer: Peer): string {
  const way = rule.direction === 'ingress' ? 'in from' : 'out to';
  return `allows ${groupTrafficText(rule)} ${way} ${peerText(peer)}`;
}

/** The label of a group; of a VPC's own, the VPC's. */
export function groupLabel(group: Group): string {
  if (group instanceof Unknown) return 'a security group that is not known';
  return /_vpc$/.test(group.type) ? `the default group of ${labelOf(group)}` : labelOf(group);
}
