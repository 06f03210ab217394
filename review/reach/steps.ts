import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { addressText, everywhere, type Addresses } from './addresses';
import { labelOf } from './labels';
import type { Group } from './members';
import { aclFilter, aclOf, type Direction } from './network-acls';
import type { Party, Place } from './party';
import { routeFilter, routingOf, type IsMeant } from './routing';
import { groupFilter, groupLabel, peersOn, unguarded, type Origin } from './security-groups';
import type { Topology } from './topology';
import { gate, type Filter, type Protocol, type Side, type Slice } from './traffic';
import type { PortRange } from './views';
import type { Subnet } from './vpcs';
import type { Layer, Step } from './walk';

/** What is asked, as every step of a path needs it. */
export interface Question {
  readonly topology: Topology;
  readonly protocol: Protocol;
  readonly family: Family;
  readonly from: number;
  readonly to: number;
}

/** One interface of one side. */
export interface End {
  readonly party: Party;
  /** Absent: on the internet. */
  readonly place?: Place;
}

/** An end that is in a network of the input, or next to one. */
export type Placed = End & { readonly place: Place };

const groupsBetween = memoized(
  (
    graph: Graph,
    groups: readonly Group[],
    direction: Direction,
    protocol: Protocol,
    family: Family,
    other: readonly Group[],
    vpc: Resource | undefined,
    service: Resource | undefined,
    isReferable: boolean,
    origin: Origin | undefined,
  ): Filter => {
    const meant = { groups: other, isReferable, origin, ...(vpc && { vpc }), ...(service && { service }) };
    return groupFilter(graph, groups, direction, meant, protocol, family);
  },
);

const noGroups: readonly Group[] = [];

/** What the groups of one end say about the other. */
export function groupStep(question: Question, end: End, direction: Direction, other: End, isReferable = true): Step[] {
  const { party, place } = end;
  const groups = place?.groups;
  if (!groups) return [];
  const { topology, protocol, family } = question;
  const [first] = groups;
  const resource = first && !(first instanceof Unknown) ? first : (party.resource as Resource);
  const label = groups.map((one) => (one instanceof Unknown ? `of ${party.label}` : groupLabel(one))).join(' + ');
  const what = trafficAsked(question);
  const [verb, way, whose] = direction === 'egress' ? ['out to', 'to', 'egress'] : ['in from', 'from', 'ingress'];
  const named = nameFor(other);
  const filter =
    groups.length === 0
      ? unguarded(resource, family)
      : groupsBetween(
          topology.graph,
          groups,
          direction,
          protocol,
          family,
          other.place?.groups ?? noGroups,
          other.place?.vpc?.resource,
          other.party.service,
          isReferable,
          originOf(other.party),
        );
  return [
    {
      layer: 'security group',
      resource,
      label,
      filter,
      side: direction === 'egress' ? 'destinations' : 'sources',
      isReply: false,
      stops: `allows no ${what} ${verb} ${named}`,
      instead: () => insteadOf(question, groups, direction),
      needs: `an ${whose} rule of ${label} for ${what} ${way} ${named}`,
    },
  ];
}

const originOf = ({ isCloudFront, addresses }: Party): Origin | undefined =>
  isCloudFront ? 'cloudfront' : addresses && 'addresses';

/** Whom the groups let pass instead, where there is a rule for the port at all. */
function insteadOf({ topology, protocol, from, to }: Question, groups: readonly Group[], direction: Direction) {
  const peers = peersOn(topology.graph, groups, direction, protocol, { from, to });
  const shown = peers.slice(0, 3).join(', ') + (peers.length > 3 ? ` and ${peers.length - 3} more` : '');
  return peers.length > 0 ? `only ${direction === 'egress' ? 'out to' : 'in from'} ${shown}` : undefined;
}

function nameFor({ party, place }: End): string {
  const [first] = place?.groups ?? [];
  return first && !(first instanceof Unknown) && party.member
    ? `${party.label} (security group ${groupLabel(first)})`
    : party.label;
}

const aclBetween = memoized(
  (graph: Graph, subnet: Subnet, direction: Direction, protocol: Protocol, family: Family): Filter =>
    aclFilter(aclOf(graph, subnet), direction, protocol, family, subnet.resource),
);

/** What the network ACL of a subnet allows for the other side's addresses. */
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
  const isNamed = !(acl instanceof Unknown) && resource.type !== 'aws_vpc' && resource.type !== 'aws_default_vpc';
  const label = isNamed ? labelOf(resource) : `of ${labelOf(resource)}`;
  const what = isReply ? 'replies (tcp 1024-65535)' : trafficAsked(question);
  const way = direction === 'egress' ? 'out to' : 'in from';
  return [
    {
      layer: 'network ACL',
      resource,
      label,
      filter: aclBetween(topology.graph, subnet, direction, protocol, family),
      side,
      isReply,
      stops: `allows no ${what} ${way} ${other}`,
      needs: `an ${direction} rule of ${label} that allows ${what} ${way.split(' ')[1]} ${other}, before any that denies it`,
    },
  ];
}

export interface ExpectedRoute {
  readonly isMeant: IsMeant;
  /** `an internet gateway` */
  readonly to: string;
}

/** Where a subnet's routes send the other side's addresses. */
export function routeStep(
  question: Question,
  subnet: Subnet,
  side: Side,
  asked: Addresses,
  expected: ExpectedRoute,
  isReply = false,
): Step {
  const { topology, family } = question;
  const routing = routingOf(topology.graph, subnet, family);
  const resource = routing instanceof Unknown ? subnet.resource : routing.table;
  const label = /_vpc$/.test(resource.type) ? `the main table of ${labelOf(resource)}` : labelOf(resource);
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
    ...{ layer, resource, filter, side: 'sources', isReply: false, stops: words.stops, needs: words.needs },
    ...(label && { label }),
  };
}

/** A step that may let everything pass, since it is not known. */
export function unknownStep(question: Question, layer: Layer, resource: Resource, unknown: Unknown): Step {
  return gateStep(question, layer, resource, unknown, { passes: '', stops: '', needs: '' });
}

/** Where a side is not known to be. */
export function unplacedStep(question: Question, { resource }: Party, unknown: Unknown): Step {
  return unknownStep(question, 'network', resource ?? (question.topology.graph.resources[0] as Resource), unknown);
}

/** The ports that one side listens on. */
export function listeningStep(question: Question, { listens, resource, member }: Party): Step[] {
  if (listens === undefined || !resource) return [];
  if (listens instanceof Unknown) return [unknownStep(question, 'listener', resource, listens)];
  if (listens.length === 0) {
    const kind = member?.kind ?? 'member';
    const stops = `takes no connections: ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} only opens them`;
    return [gateStep(question, 'listener', resource, false, { passes: '', stops, needs: 'a listener' })];
  }
  const stops = `listens on ${listens.map((range) => `${range.protocol} ${range.from}`).join(', ')} only`;
  const needs = `a listener on ${trafficAsked(question)}`;
  return [{ ...portsStep(question, 'listener', resource, listens, ''), stops, needs }];
}

/** Something that passes some ports only. */
export function portsStep(
  { protocol, family }: Question,
  layer: Layer,
  resource: Resource,
  ports: readonly PortRange[],
  text: string,
): Omit<Step, 'stops' | 'needs'> {
  const slices = ports
    .filter((range) => range.protocol === protocol)
    .map(({ from, to }): Slice => {
      const addresses = everywhere[family];
      return { from, to, addresses, parts: [{ addresses, by: { resource, text } }] };
    });
  return { layer, resource, filter: { certain: slices, possible: slices }, side: 'sources', isReply: false };
}

export function trafficAsked({ protocol, from, to }: Question): string {
  if (protocol === 'icmp' || (from === 0 && to === 65_535)) return protocol;
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

const cloudFrontAddress = new Unknown('which addresses CloudFront has');

/** Why it is not known which address of a place is meant. */
export function unknownAddressIn(party: Party, { subnet, isOne }: Place): Unknown | undefined {
  if (subnet instanceof Unknown) return subnet;
  if (!isOne) return undefined;
  return subnet.unknown ?? new Unknown(`which address of ${labelOf(subnet.resource)} ${party.label} has`);
}

/** One way that packets may take. */
export interface Path {
  readonly sources: Place['ranges'];
  readonly destinations: Place['ranges'];
  readonly hidden: { readonly sources?: Unknown; readonly destinations?: Unknown };
  readonly steps: readonly Step[];
}

/** A path between two ends, of which either may be on the internet. */
export function pathOf(from: End, to: End, steps: readonly Step[]): Path {
  const [sources, destinations] = [from, to].map(({ party, place }) =>
    party.isCloudFront ? cloudFrontAddress : place && unknownAddressIn(party, place),
  );
  return {
    sources: from.place?.ranges ?? from.party.internetRanges,
    destinations: to.place?.ranges ?? to.party.internetRanges,
    hidden: { ...(sources && { sources }), ...(destinations && { destinations }) },
    steps,
  };
}
