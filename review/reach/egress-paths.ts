import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { addressStep, forwardsTraffic, gatewayStep, ipv6Step, publicAccessStep, toGateway } from './internet-steps';
import { clientVpnSteps } from './client-vpn';
import { labelOf } from './labels';
import { elements } from './member-type';
import type { Party } from './party';
import { routingOf, targetsOf, type IsMeant } from './routing';
import {
  aclStep,
  gateStep,
  groupStep,
  pathOf,
  routeStep,
  unknownStep,
  unplacedStep,
  type Path,
  type Placed,
  type Question,
} from './steps';
import { foreignAttachments, linksOf } from './vpc-links';
import { carriedStep } from './vpc-paths';
import { subnetTypes, type Subnet } from './vpcs';
import type { Step } from './walk';
import { zoneStep } from './zone-step';

/** Out of the VPC: by a public address of its own, a NAT gateway, an egress-only gateway, or to a service's endpoint. */
export function pathsToInternet(question: Question, from: Placed, to: Party): Path[] {
  const { topology, family } = question;
  const { subnet } = from.place;
  const target = { party: to };
  const leaves = [...clientVpnSteps(question, from), ...groupStep(question, from, 'egress', target)];
  if (subnet instanceof Unknown) {
    return [pathOf(from, target, [...leaves, unplacedStep(question, from.party, subnet)])];
  }
  const path = (way: readonly Step[]): Path =>
    pathOf(from, target, [
      ...leaves,
      ...aclStep(question, subnet, 'egress', 'destinations', to.label),
      ...way,
      ...aclStep(question, subnet, 'ingress', 'destinations', to.label, true),
    ]);
  if (to.service) return [path([endpointStep(question, subnet, to.service)])];
  const routing = routingOf(topology.graph, subnet, family);
  const asked = to.internetRanges[family];
  const direct = path([
    routeStep(question, subnet, 'destinations', asked, toGateway),
    gatewayStep(question, subnet.vpc),
    ...publicAccessStep(question, subnet, 'egress'),
    ...addressStep(question, from),
  ]);
  const translated = targetsOf(routing, 'nat-gateway', asked).map((nat) =>
    path(overNat(question, from, subnet, to, nat)),
  );
  const only = targetsOf(routing, 'egress-only-gateway', asked).map((gateway) =>
    path([
      ...ipv6Step(question, from),
      routeStep(question, subnet, 'destinations', asked, {
        isMeant: (via, hop) => via === 'egress-only-gateway' && hop === gateway,
        to: gateway ? labelOf(gateway) : 'an egress-only gateway',
      }),
      ...publicAccessStep(question, subnet, 'egress', 'egress-only-gateway'),
    ]),
  );
  return [
    direct,
    ...translated,
    ...only,
    ...overTransit(question, from, subnet, to).map(path),
    path(elsewhere(question, subnet, to)),
  ];
}

/** By a route to an appliance, a firewall, a VPN or a transit gateway: what is behind it is not in the input. */
function elsewhere(question: Question, subnet: Subnet, to: Party): Step[] {
  const isMeant: IsMeant = (via, target) => {
    if (via === 'virtual-private-gateway' || (via === 'transit-gateway' && !target))
      return new Unknown(`whether ${target ? labelOf(target) : 'a transit gateway'} leads to the internet`);
    if (via === 'nat-gateway' && !target) return new Unknown('the subnet of a NAT gateway that is not in the input');
    return via === 'endpoint' || via === 'network-interface' || via === 'other' ? forwardsTraffic(via, target) : false;
  };
  return [routeStep(question, subnet, 'destinations', to.internetRanges[question.family], { isMeant, to: 'anything' })];
}

function endpointStep(question: Question, subnet: Subnet, endpoint: Resource): Step {
  const { graph } = question.topology;
  const routing = routingOf(graph, subnet, 4);
  const tableTypes = ['aws_route_table', 'aws_default_route_table', 'aws_vpc', 'aws_default_vpc'] as const;
  const { found, unknown } = graph.resolveAllFor(endpoint, endpoint.at('route_table_ids'), ...tableTypes);
  const associated = graph
    .children(endpoint, 'aws_vpc_endpoint_route_table_association', 'vpc_endpoint_id')
    .found.map((one) => graph.resolveFor(one, one.at('route_table_id'), ...tableTypes));
  const tables = [...found, ...associated.filter((one) => one instanceof Resource)];
  const table = routing instanceof Unknown ? undefined : routing.table;
  const isIn = table !== undefined && tables.includes(table);
  const stray = associated.find((one): one is Unknown => one instanceof Unknown);
  const doubt = routing instanceof Unknown ? routing : (unknown ?? stray);
  return gateStep(question, 'endpoint', endpoint, isIn || (doubt ?? false), {
    passes: `is in the route table ${table ? labelOf(table) : 'of the subnet'}`,
    stops: `is not in the route table of ${labelOf(subnet.resource)}`,
    needs: `that route table in route_table_ids of ${labelOf(endpoint)}`,
  });
}

function overNat(question: Question, from: Placed, place: Subnet, to: Party, nat: Resource | undefined): Step[] {
  const route = routeStep(question, place, 'destinations', to.internetRanges[question.family], {
    isMeant: (via, target) => via === 'nat-gateway' && target === nat,
    to: nat ? labelOf(nat) : 'a NAT gateway',
  });
  if (!nat)
    return [
      route,
      unknownStep(question, 'NAT gateway', place.resource, new Unknown('a NAT gateway that is not in the input')),
    ];
  return [route, ...natSteps(question, from.party.label, place, to, nat)];
}

/** How a NAT gateway forwards the traffic of a subnet. */
function natSteps(question: Question, from: string, place: Subnet, to: Party, nat: Resource): Step[] {
  const { topology, family } = question;
  const isPublic = nat.at('connectivity_type') !== 'private';
  const [value] = elements(nat.at('subnet_id'));
  const found = value === undefined ? undefined : topology.graph.resolveFor(nat, value, ...subnetTypes);
  const subnet = found instanceof Resource ? topology.subnets.get(found) : undefined;
  const passes = isPublic && (subnet !== undefined || new Unknown(`the subnet of ${labelOf(nat)}`));
  const gateway = gateStep(question, 'NAT gateway', nat, passes, {
    passes: 'translates to its public address',
    stops: 'is private: it has no public address',
    needs: 'connectivity_type = "public" and an Elastic IP',
  });
  if (!subnet) return [gateway];
  const isOther = subnet !== place;
  return [
    ...(isOther ? aclStep(question, subnet, 'ingress', 'sources', from) : []),
    gateway,
    ...aclStep(question, subnet, 'egress', 'destinations', to.label),
    routeStep(question, subnet, 'destinations', to.internetRanges[family], toGateway),
    gatewayStep(question, subnet.vpc),
    ...publicAccessStep(question, subnet, 'egress', 'nat-gateway'),
    ...aclStep(question, subnet, 'ingress', 'destinations', to.label, true),
    ...(isOther ? aclStep(question, subnet, 'egress', 'sources', from, true) : []),
  ];
}

/** Through a transit gateway to the NAT gateway of another VPC, or to something outside the input. */
function overTransit(question: Question, from: Placed, subnet: Subnet, to: Party): Step[][] {
  const { topology, family } = question;
  const { graph } = topology;
  const asked = to.internetRanges[family];
  const { attachments } = linksOf(topology);
  const gateways = targetsOf(routingOf(graph, subnet, family), 'transit-gateway', asked);
  return gateways.flatMap((gateway): Step[][] => {
    if (!gateway) return [];
    const here = attachments.find((one) => one.gateway === gateway && one.vpc === subnet.vpc);
    const route = routeStep(question, subnet, 'destinations', asked, {
      isMeant: (via, target) => via === 'transit-gateway' && target === gateway,
      to: labelOf(gateway),
    });
    const unseen = foreignAttachments(graph, gateway);
    const beyondIt = unseen ? [[route, unknownStep(question, 'transit gateway', gateway, unseen)]] : [];
    if (!here) return beyondIt;
    const through = attachments
      .filter((there) => there !== here && there.gateway === gateway)
      .flatMap((there) =>
        there.subnets.flatMap((landing): Step[][] => {
          const start = [route, zoneStep(question, here, subnet), carriedStep(question, here, there, 'destinations')];
          if (landing instanceof Unknown)
            return [[...start, unknownStep(question, 'network', there.resource, landing)]];
          return targetsOf(routingOf(graph, landing, family), 'nat-gateway', asked).map((nat) => {
            if (!nat)
              return [
                ...start,
                unknownStep(
                  question,
                  'NAT gateway',
                  there.resource,
                  new Unknown('a NAT gateway that is not in the input'),
                ),
              ];
            return [
              ...start,
              ...natSteps(question, from.party.label, landing, to, nat),
              ...natReturn(question, nat, subnet, gateway),
              carriedStep(question, there, here, 'sources'),
            ];
          });
        }),
      );
    return [...through, ...beyondIt];
  });
}

/** Replies go from the NAT gateway's subnet back to the transit gateway. */
function natReturn(question: Question, nat: Resource, source: Subnet, gateway: Resource): Step[] {
  const { topology, family } = question;
  const found = topology.graph.resolveFor(nat, nat.at('subnet_id'), ...subnetTypes);
  const subnet = found instanceof Resource ? topology.subnets.get(found) : undefined;
  if (!subnet) return [];
  const expected = {
    isMeant: ((via, target) => via === 'transit-gateway' && target === gateway) satisfies IsMeant,
    to: labelOf(gateway),
  };
  return [routeStep(question, subnet, 'sources', source.ranges[family], expected, true)];
}
