import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import type { Via } from '../network/routes';
import { aclFilter, aclOf, type Direction } from './acls';
import { addressText, type Addresses } from './addresses';
import { groupFilter, groupLabel, unguarded } from './groups';
import type { Party } from './party';
import { routeFilter, routingOf } from './routing';
import { labelOf, type Subnet, type Topology } from './topology';
import { gate, type Protocol, type Side } from './traffic';
import type { Layer, Step } from './walk';

/** What is asked, as every step of a path needs it. */
export interface Question {
  readonly topology: Topology;
  readonly protocol: Protocol;
  readonly family: Family;
  readonly from: number;
  readonly to: number;
}

const cache = new WeakMap<Graph, Map<string, Step['filter']>>();

/** The same filter is asked for once for each pair of subnets. */
function once(graph: Graph, key: string, make: () => Step['filter']): Step['filter'] {
  const made = cache.get(graph) ?? new Map<string, Step['filter']>();
  cache.set(graph, made);
  const known = made.get(key);
  if (known) return known;
  const filter = make();
  made.set(key, filter);
  return filter;
}

const keyOf = (groups: Party['groups']) =>
  groups?.map((group) => (group instanceof Unknown ? `?${group.because}` : group.key)).join(',') ?? '-';

/** What the groups of `party` say about the other side. */
export function groupStep(
  question: Question,
  party: Party,
  direction: Direction,
  other: Party,
  isReferable = true,
): Step[] {
  const { groups } = party;
  if (!groups) return [];
  const { topology, protocol, family } = question;
  const { graph } = topology;
  const [first] = groups;
  const resource = first && !(first instanceof Unknown) ? first : (party.resource as Resource);
  const key = [
    'group',
    direction,
    protocol,
    family,
    keyOf(groups),
    keyOf(other.groups),
    other.service?.key,
    isReferable,
  ];
  const label = groups.map((one) => (one instanceof Unknown ? `of ${party.label}` : groupLabel(one))).join(' + ');
  const what = trafficAsked(question);
  const [verb, way, whose] = direction === 'egress' ? ['out to', 'to', 'egress'] : ['in from', 'from', 'ingress'];
  const named = nameFor(other);
  const filter = once(graph, key.join(' '), () =>
    groups.length === 0
      ? unguarded(resource, family)
      : groupFilter(
          graph,
          groups,
          direction,
          { groups: other.groups ?? [], isReferable, ...(other.service && { service: other.service }) },
          protocol,
          family,
        ),
  );
  return [
    {
      layer: 'security group',
      resource,
      label,
      filter,
      side: direction === 'egress' ? 'destinations' : 'sources',
      isReply: false,
      stops: `lets no ${what} ${verb} ${named}`,
      needs: `an ${whose} rule of ${label} for ${what} ${way} ${named}`,
    },
  ];
}

function nameFor(other: Party): string {
  const [first] = other.groups ?? [];
  return first && !(first instanceof Unknown) && other.member
    ? `${other.label} (security group ${groupLabel(first)})`
    : other.label;
}

/** What the ACL of a subnet says about the other side's addresses. */
export function aclStep(
  question: Question,
  subnet: Subnet,
  direction: Direction,
  side: Side,
  other: string,
  isReply = false,
): Step[] {
  const { topology, protocol, family } = question;
  if (isReply && protocol !== 'tcp') return [];
  const acl = aclOf(topology.graph, subnet);
  const resource = acl instanceof Unknown ? subnet.resource : acl.resource;
  const label =
    acl instanceof Unknown
      ? `of ${labelOf(subnet.resource)}`
      : acl.isImplicit
        ? `of ${labelOf(resource)}`
        : labelOf(resource);
  const filter = once(topology.graph, ['acl', direction, protocol, family, resource.key].join(' '), () =>
    aclFilter(acl, direction, protocol, family, subnet.resource),
  );
  const what = isReply ? 'replies (tcp 1024-65535)' : trafficAsked(question);
  const way = direction === 'egress' ? 'out to' : 'in from';
  return [
    {
      layer: 'network ACL',
      resource,
      label,
      filter,
      side,
      isReply,
      stops: `allows no ${what} ${way} ${other}`,
      needs: `an ${direction} rule of ${label} that allows ${what} ${way.split(' ')[1]} ${other}, before any that denies it`,
    },
  ];
}

export interface RouteWanted {
  readonly isMeant: (via: Via | 'local', target: Resource | undefined) => boolean;
  /** `an internet gateway` */
  readonly to: string;
}

/** Where a subnet's routes send the other side's addresses. */
export function routeStep(
  question: Question,
  subnet: Subnet,
  side: Side,
  asked: Addresses,
  expected: RouteWanted,
  isReply = false,
): Step {
  const { topology, family } = question;
  const routing = routingOf(topology.graph, subnet, family);
  const resource = routing instanceof Unknown ? subnet.resource : routing.table;
  const label = resource.type === 'aws_vpc' ? `the main table of ${labelOf(resource)}` : labelOf(resource);
  const where = addressText(asked, family);
  return {
    layer: 'route table',
    resource,
    label,
    filter: routeFilter(routing, family, subnet, asked, expected.isMeant),
    side,
    isReply,
    stops: `has no route ${isReply ? 'back ' : ''}to ${where} by ${expected.to}`,
    needs: `a route of ${labelOf(subnet.resource)} to ${where} by ${expected.to}`,
  };
}

/** A thing that is there or not. */
export function gateStep(
  { family }: Question,
  layer: Layer,
  resource: Resource,
  open: boolean | Unknown,
  words: { readonly passes: string; readonly stops: string; readonly needs: string },
  label?: string,
): Step {
  const filter = gate(open, family, { resource, text: words.passes });
  return {
    layer,
    resource,
    ...(label && { label }),
    filter,
    side: 'sources',
    isReply: false,
    stops: words.stops,
    needs: words.needs,
  };
}

function trafficAsked({ protocol, from, to }: Question): string {
  if (protocol === 'icmp' || (from === 0 && to === 65_535)) return protocol;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}
