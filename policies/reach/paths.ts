import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { everywhere } from './addresses';
import { elements } from './members';
import type { Party, Place } from './party';
import { routingOf, targetsOf } from './routing';
import { aclStep, gateStep, groupStep, routeStep, type Question } from './steps';
import { labelOf, subnetTypes, type Subnet, type Vpc } from './topology';
import { isPeering, linksOf, transitFilter, type Attachment, type Peering } from './transit';
import type { Step } from './walk';

/** One way that packets may take. */
export interface Path {
  readonly sources: Place['ranges'];
  readonly destinations: Place['ranges'];
  readonly hidden: { readonly sources?: Unknown; readonly destinations?: Unknown };
  readonly steps: readonly Step[];
}

/** Every way from one side to the other, of which each is judged by itself. */
export function pathsOf(question: Question, from: Party, to: Party): Path[] {
  const inside = from.places.flatMap((source) =>
    to.places.flatMap((target) => between(question, from, source, to, target)),
  );
  const { family } = question;
  const incoming =
    from.outside[family].length > 0 ? to.places.map((place) => fromInternet(question, from, to, place)) : [];
  const outgoing =
    to.outside[family].length > 0 ? from.places.flatMap((place) => outward(question, from, place, to)) : [];
  return [...inside, ...incoming, ...outgoing, ...unplaced(question, from, to)];
}

/** The ways from or to where a member may be as well: what can be said without knowing where. */
function unplaced(question: Question, from: Party, to: Party): Path[] {
  const { family } = question;
  const party = [to, from].find((one) => one.unplaced);
  if (!party?.unplaced || !party.resource) return [];
  const isIncoming = party === to && from.places.length === 0 && !from.unplaced;
  const where = gateStep(question, 'network', party.resource, party.unplaced, { passes: '', stops: '', needs: '' });
  const steps = [...listening(question, to), ...(isIncoming ? addressStep(question, to) : []), where];
  // Of IPv6 is said what is known of it: nothing, where no subnet is.
  return family === 6 ? [] : [{ sources: everywhere, destinations: everywhere, hidden: {}, steps }];
}

function hiddenIn(party: Party, { subnet, isOne }: Place): Unknown | undefined {
  return isOne
    ? (subnet.unknown ?? new Unknown(`which address of ${labelOf(subnet.resource)} ${party.label} has`))
    : undefined;
}

function pathBetween(from: Party, source: Place, to: Party, target: Place, steps: readonly Step[]): Path {
  const hidden = { sources: hiddenIn(from, source), destinations: hiddenIn(to, target) };
  return { sources: source.ranges, destinations: target.ranges, hidden: defined(hidden), steps };
}

const defined = <T extends object>(object: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;

function listening(question: Question, to: Party): Step[] {
  if (to.listens || !to.resource) return [];
  return [
    gateStep(question, 'endpoint', to.resource, false, {
      passes: '',
      stops: `takes no connections: a ${to.member?.kind ?? 'member'} only opens them`,
      needs: 'something that listens',
    }),
  ];
}

/** Within a VPC, or over what joins two. */
function between(question: Question, from: Party, source: Place, to: Party, target: Place): Path[] {
  const [one, other] = [source.subnet, target.subnet];
  const path = (steps: readonly Step[]) =>
    pathBetween(from, source, to, target, [...listening(question, to), ...steps]);
  if (one === other)
    return [path([...groupStep(question, from, 'egress', to), ...groupStep(question, to, 'ingress', from)])];
  if (one.vpc === other.vpc) return [path(within(question, from, source, to, target))];
  const { peerings, attachments } = linksOf(question.topology);
  const over = peerings.filter(({ vpcs }) => vpcs.includes(one.vpc) && vpcs.includes(other.vpc));
  const through = attachments
    .filter(({ vpc }) => vpc === one.vpc)
    .flatMap((here) =>
      attachments
        .filter((there) => there.vpc === other.vpc && there.gateway === here.gateway)
        .map((there) => [here, there] as const),
    );
  const ways = [
    ...over.map((peering) => path(overPeering(question, from, source, to, target, peering))),
    ...through.map(([here, there]) => path(overTransit(question, from, source, to, target, here, there))),
  ];
  return ways.length > 0 ? ways : [path([apart(question, one.vpc, other.vpc)])];
}

function apart(question: Question, one: Vpc, other: Vpc): Step {
  const [here, there] = [labelWithRoot(one.resource), labelWithRoot(other.resource)];
  return gateStep(
    question,
    'network',
    one.resource,
    false,
    {
      passes: '',
      stops: `is not joined to ${there}: no peering and no transit gateway has both`,
      needs: `a peering connection or transit gateway between ${here} and ${there}, and routes both ways`,
    },
    here,
  );
}

const labelWithRoot = (resource: Resource) => `${labelOf(resource)} of ${resource.root.name}`;
const isLocal = { isMeant: (via: string) => via === 'local', to: 'the VPC itself' };

/** Out of a subnet and its groups, into the other's, and back. */
function frame(
  question: Question,
  from: Party,
  source: Place,
  to: Party,
  target: Place,
  isReferable: boolean,
  way: { there: readonly Step[]; back: readonly Step[] },
): Step[] {
  const isTcp = question.protocol === 'tcp';
  return [
    ...groupStep(question, from, 'egress', to, isReferable),
    ...aclStep(question, source.subnet, 'egress', 'destinations', to.label),
    ...way.there,
    ...aclStep(question, target.subnet, 'ingress', 'sources', from.label),
    ...groupStep(question, to, 'ingress', from, isReferable),
    ...aclStep(question, target.subnet, 'egress', 'sources', from.label, true),
    ...(isTcp ? way.back : []),
    ...aclStep(question, source.subnet, 'ingress', 'destinations', to.label, true),
  ];
}

function within(question: Question, from: Party, source: Place, to: Party, target: Place): Step[] {
  const { family } = question;
  const there = [routeStep(question, source.subnet, 'destinations', target.ranges[family], isLocal)];
  const back = routeStep(question, target.subnet, 'sources', source.ranges[family], isLocal, true);
  return frame(question, from, source, to, target, true, { there, back: from.isHanded ? [] : [back] });
}

function overPeering(
  question: Question,
  from: Party,
  source: Place,
  to: Party,
  target: Place,
  peering: Peering,
): Step[] {
  const { family, topology } = question;
  const { resource, isActive } = peering;
  const wanted = {
    isMeant: (via: string, hop: Resource | undefined) => via === 'peering' && isPeering(topology.graph, hop, resource),
    to: labelOf(resource),
  };
  const there = [
    routeStep(question, source.subnet, 'destinations', target.ranges[family], wanted),
    gateStep(question, 'peering', resource, isActive, {
      passes: `joins ${peering.vpcs.map((vpc) => labelWithRoot(vpc.resource)).join(' and ')}`,
      stops: 'is not accepted',
      needs: 'auto_accept, or an accepter',
    }),
  ];
  const back = [routeStep(question, target.subnet, 'sources', source.ranges[family], wanted, true)];
  return frame(question, from, source, to, target, true, { there, back });
}

function overTransit(
  question: Question,
  from: Party,
  source: Place,
  to: Party,
  target: Place,
  here: Attachment,
  there: Attachment,
): Step[] {
  const { family, topology } = question;
  const { gateway } = here;
  const { attachments } = linksOf(topology);
  const wanted = {
    isMeant: (via: string, hop: Resource | undefined) => via === 'transit-gateway' && hop === gateway,
    to: labelOf(gateway),
  };
  const carries = (one: Attachment, other: Attachment, side: Step['side'], isReply: boolean): Step => ({
    layer: 'transit gateway',
    resource: gateway,
    filter: transitFilter(topology.graph, attachments, one, other, family),
    side,
    isReply,
    stops: `has no route from ${labelOf(one.resource)} to ${labelOf(other.resource)}`,
    needs: `a route or a propagation of ${labelOf(other.resource)} in the route table of ${labelOf(one.resource)}`,
  });
  const isReferable = gateway.at('security_group_referencing_support') === 'enable';
  return frame(question, from, source, to, target, isReferable, {
    there: [
      routeStep(question, source.subnet, 'destinations', target.ranges[family], wanted),
      carries(here, there, 'destinations', false),
    ],
    back: [
      routeStep(question, target.subnet, 'sources', source.ranges[family], wanted, true),
      carries(there, here, 'sources', true),
    ],
  });
}

const toGateway = { isMeant: (via: string) => via === 'internet-gateway', to: 'an internet gateway' };

function gatewayStep(question: Question, vpc: Vpc): Step {
  const { internetGateway: gateway } = vpc;
  const resource = gateway instanceof Resource ? gateway : vpc.resource;
  return gateStep(
    question,
    'internet gateway',
    resource,
    gateway instanceof Unknown ? gateway : gateway !== undefined,
    {
      passes: `joins ${labelOf(vpc.resource)} and the internet`,
      stops: 'has no internet gateway',
      needs: `an internet gateway attached to ${labelOf(vpc.resource)}`,
    },
  );
}

function addressStep(question: Question, party: Party): Step[] {
  if (!party.member) return [];
  const { has, because } = party.publicAddress[question.family];
  const ip = question.family === 4 ? 'IPv4' : 'IPv6';
  return [
    gateStep(question, 'public address', party.member.resource, has, {
      passes: because,
      stops: `has no public ${ip} address: ${because}`,
      needs: `a public ${ip} address`,
    }),
  ];
}

function fromInternet(question: Question, from: Party, to: Party, place: Place): Path {
  const { family } = question;
  const sources = from.outside;
  const steps = [
    ...listening(question, to),
    gatewayStep(question, place.subnet.vpc),
    ...addressStep(question, to),
    routeStep(question, place.subnet, 'sources', sources[family], toGateway),
    ...aclStep(question, place.subnet, 'ingress', 'sources', from.label),
    ...groupStep(question, to, 'ingress', from),
    ...aclStep(question, place.subnet, 'egress', 'sources', from.label, true),
  ];
  return { sources, destinations: place.ranges, hidden: defined({ destinations: hiddenIn(to, place) }), steps };
}

/** Out of the VPC: by a public address of its own, through a NAT gateway, over IPv6 only out, or to a service's endpoint. */
function outward(question: Question, from: Party, place: Place, to: Party): Path[] {
  const { topology, family } = question;
  const routing = routingOf(topology.graph, place.subnet, family);
  const hidden = defined({ sources: hiddenIn(from, place) });
  const path = (way: readonly Step[]): Path => ({
    sources: place.ranges,
    destinations: to.outside,
    hidden,
    steps: [
      ...groupStep(question, from, 'egress', to),
      ...aclStep(question, place.subnet, 'egress', 'destinations', to.label),
      ...way,
      ...aclStep(question, place.subnet, 'ingress', 'destinations', to.label, true),
    ],
  });
  if (to.service) return [path([endpointStep(question, place.subnet, to.service)])];
  const direct = path([
    routeStep(question, place.subnet, 'destinations', to.outside[family], toGateway),
    gatewayStep(question, place.subnet.vpc),
    ...addressStep(question, from),
  ]);
  const translated = targetsOf(routing, 'nat-gateway').map((nat) => path(overNat(question, from, place, to, nat)));
  const only = targetsOf(routing, 'egress-only-gateway').map((gateway) =>
    path([
      routeStep(question, place.subnet, 'destinations', to.outside[family], {
        isMeant: (via, target) => via === 'egress-only-gateway' && target === gateway,
        to: labelOf(gateway),
      }),
    ]),
  );
  return [direct, ...translated, ...only];
}

function endpointStep(question: Question, subnet: Subnet, endpoint: Resource): Step {
  const { graph } = question.topology;
  const routing = routingOf(graph, subnet, 4);
  const { found, unknown } = graph.resolveAll(
    endpoint.at('route_table_ids'),
    'aws_route_table',
    'aws_default_route_table',
    'aws_vpc',
  );
  const table = routing instanceof Unknown ? undefined : routing.table;
  const isIn = table !== undefined && found.includes(table);
  const doubt = routing instanceof Unknown ? routing : unknown;
  const open = isIn || (doubt ?? false);
  return gateStep(question, 'endpoint', endpoint, open, {
    passes: `is in the route table ${table ? labelOf(table) : 'of the subnet'}`,
    stops: `is not in the route table of ${labelOf(subnet.resource)}`,
    needs: `that route table in route_table_ids of ${labelOf(endpoint)}`,
  });
}

function overNat(question: Question, from: Party, place: Place, to: Party, nat: Resource): Step[] {
  const { topology, family } = question;
  const route = routeStep(question, place.subnet, 'destinations', to.outside[family], {
    isMeant: (via, target) => via === 'nat-gateway' && target === nat,
    to: labelOf(nat),
  });
  const isPublic = nat.at('connectivity_type') !== 'private';
  const [value] = elements(nat.at('subnet_id'));
  const found = value === undefined ? undefined : topology.graph.resolve(value, ...subnetTypes);
  const subnet = found instanceof Resource ? topology.subnets.get(found) : undefined;
  const gateway = gateStep(
    question,
    'NAT gateway',
    nat,
    isPublic && (subnet !== undefined || new Unknown(`the subnet of ${labelOf(nat)}`)),
    {
      passes: 'translates to its public address',
      stops: 'is private: it has no public address',
      needs: 'connectivity_type = "public" and an Elastic IP',
    },
  );
  if (!subnet) return [route, gateway];
  const isApart = subnet !== place.subnet;
  return [
    route,
    ...(isApart ? aclStep(question, subnet, 'ingress', 'sources', from.label) : []),
    gateway,
    ...aclStep(question, subnet, 'egress', 'destinations', to.label),
    routeStep(question, subnet, 'destinations', to.outside[family], toGateway),
    gatewayStep(question, subnet.vpc),
    ...aclStep(question, subnet, 'ingress', 'destinations', to.label, true),
    ...(isApart ? aclStep(question, subnet, 'egress', 'sources', from.label, true) : []),
  ];
}
