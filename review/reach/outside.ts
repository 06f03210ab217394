import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { elements } from './elements';
import type { Party, Place } from './party';
import { defined, hiddenIn, listening, type Path } from './path';
import { routingOf, targetsOf } from './routing';
import { aclStep, gateStep, groupStep, routeStep, type Question } from './steps';
import { labelOf, subnetTypes, type Subnet, type Vpc } from './topology';
import type { Step } from './walk';

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

export function addressStep(question: Question, party: Party): Step[] {
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

/** In from the internet: by a gateway, to a public address, where replies find back. */
export function fromInternet(question: Question, from: Party, to: Party, place: Place): Path {
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
export function outward(question: Question, from: Party, place: Place, to: Party): Path[] {
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
  const { found, unknown } = graph.resolveAllFor(
    endpoint,
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
  const found = value === undefined ? undefined : topology.graph.resolveFor(nat, value, ...subnetTypes);
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
