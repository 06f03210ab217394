import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import type { Peer } from '../network/peers';
import {
  canonicalGroup,
  rulesOfGroup,
  rulesWrittenIn,
  ruleTypes,
  type Direction,
  type GroupRule,
} from '../network/security-group-rules';
import { addressesOfPeer, isOf } from './acls';
import { everywhere, none, type Addresses } from './addresses';
import { labelOf } from './topology';
import { filterOf, gate, lastPort, type By, type Entry, type Filter, type Protocol } from './traffic';
import { peerText, trafficText } from './words';

/** What a rule of a group may mean by the other side. */
export interface Other {
  /** Its groups; none of what has none, such as the internet. */
  readonly groups: readonly (Resource | Unknown)[];
  /** An AWS service behind a gateway endpoint: who names that endpoint's prefix list, or another of that service's, means it. */
  readonly service?: Resource;
  /** Whether groups of this VPC can be named there: not across a transit gateway, unless it says so. */
  readonly isReferable: boolean;
}

/** What a member's groups let out or in: the union of all rules of all of them. */
export function groupFilter(
  graph: Graph,
  groups: readonly (Resource | Unknown)[],
  direction: Direction,
  other: Other,
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
  group: Resource | Unknown,
  direction: Direction,
  other: Other,
  protocol: Protocol,
  family: Family,
): Entry[] {
  const all = { from: 0, to: lastPort, addresses: everywhere[family], allows: true } as const;
  if (group instanceof Unknown) {
    const by = { resource: graph.resources[0] as Resource, text: 'a security group that is not known' };
    return [{ ...all, by, unknown: group }];
  }
  const { rules } = rulesOfGroup(graph, group);
  const canonical = canonicalGroup(graph, group);
  if (canonical.type === 'aws_vpc' && group === canonical)
    return defaultRules(graph, canonical, direction, other, family);
  const strays = straysOf(graph).map((rule) => ({ ...rule, stray: rule.group as Unknown }));
  return [...rules, ...strays]
    .filter((rule) => rule.direction === direction && isOf(rule.protocol, protocol, family))
    .flatMap((rule) => rule.peers.flatMap((peer) => entryOf(graph, rule, peer, canonical, other, family)));
}

/** AWS's own: everything out, and in from the group itself. */
function defaultRules(graph: Graph, vpc: Resource, direction: Direction, other: Other, family: Family): Entry[] {
  const isItself = other.groups.some((group) => group instanceof Resource && canonicalGroup(graph, group) === vpc);
  if (direction === 'ingress' && !isItself) return [];
  const text =
    direction === 'egress' ? 'allows everything out (AWS’s default)' : 'allows its own members (AWS’s default)';
  return [{ from: 0, to: lastPort, addresses: everywhere[family], allows: true, by: { resource: vpc, text } }];
}

const strayIndexes = new WeakMap<Graph, readonly GroupRule[]>();

/** Rules of which the group is not known: they may be any group's. */
function straysOf(graph: Graph): readonly GroupRule[] {
  const known = strayIndexes.get(graph);
  if (known) return known;
  const types = [...new Set([...ruleTypes.ingress, ...ruleTypes.egress])];
  const strays = graph
    .all(...types)
    .flatMap((resource) => rulesWrittenIn(graph, resource))
    .filter(({ group }) => group instanceof Unknown);
  strayIndexes.set(graph, strays);
  return strays;
}

function entryOf(
  graph: Graph,
  rule: GroupRule & { readonly stray?: Unknown },
  peer: Peer,
  self: Resource,
  other: Other,
  family: Family,
): Entry[] {
  const { addresses, unknown } = matched(graph, rule, peer, self, other, family);
  if (addresses.length === 0) return [];
  const isInDoubt = (one: unknown): one is Unknown => one instanceof Unknown;
  const inDoubt = [rule.stray, rule.protocol, rule.ports, unknown].find(isInDoubt);
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
function matched(graph: Graph, rule: GroupRule, peer: Peer, self: Resource, other: Other, family: Family): Matched {
  if (peer.kind === 'group') return byGroup(graph, peer, self, other, family);
  if (peer.kind !== 'prefix-list') return addressesOfPeer(peer, family);
  const service = serviceOf(peer.list);
  if (other.service)
    return service === serviceOf(other.service) ? { addresses: everywhere[family] } : { addresses: none };
  // Lists of AWS: its services' public addresses. Nobody comes from those of S3, or goes to the internet through them.
  const isMember = other.groups.length > 0;
  if (isMember || rule.direction === 'egress' || /\b(s3|dynamodb)\b/.test(service ?? '')) return { addresses: none };
  return { addresses: everywhere[family], unknown: new Unknown(`the addresses of ${peer.text}`) };
}

function byGroup(graph: Graph, peer: Peer & { kind: 'group' }, self: Resource, other: Other, family: Family): Matched {
  if (other.groups.length === 0 || !other.isReferable) return { addresses: none };
  const named = peer.text === 'itself' ? self : peer.group && canonicalGroup(graph, peer.group);
  const has = other.groups.some((group) => group instanceof Resource && canonicalGroup(graph, group) === named);
  if (named && has) return { addresses: everywhere[family] };
  const doubt = peer.unknown ?? other.groups.find((group): group is Unknown => group instanceof Unknown);
  const isElsewhere = named?.mode === 'data' || (!named && !peer.unknown);
  if (doubt) return { addresses: everywhere[family], unknown: doubt };
  return isElsewhere
    ? { addresses: everywhere[family], unknown: new Unknown(`who has security group ${peer.text}`) }
    : { addresses: none };
}

/** `com.amazonaws.eu-west-1.s3`, of an endpoint or a list that is looked up. */
function serviceOf(list: Resource | undefined): string | undefined {
  if (!list) return undefined;
  const name = list.at('service_name') ?? list.at('name');
  return typeof name === 'string' ? name : undefined;
}

/** `allows tcp 5432 in from bastion` */
function groupRuleText(rule: GroupRule, peer: Peer): string {
  const { from, to } = rule.ports instanceof Unknown ? { from: 0, to: lastPort } : rule.ports;
  const way = rule.direction === 'ingress' ? 'in from' : 'out to';
  return `allows ${trafficText(rule.protocol, from, to)} ${way} ${peerText(peer)}`;
}

/** The label of a group; of a VPC's own, the VPC's. */
export function groupLabel(group: Resource | Unknown): string {
  if (group instanceof Unknown) return 'a security group that is not known';
  return group.type === 'aws_vpc' ? `the default group of ${labelOf(group)}` : labelOf(group);
}
