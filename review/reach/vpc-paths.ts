import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { clientVpnSteps } from './client-vpn';
import { labelOf } from './labels';
import { pathsBeyond } from './outward-paths';
import { outwardLinksOf } from './outward-links';
import { routingOf, unknownRoute, type IsMeant } from './routing';
import {
  aclStep,
  gateStep,
  groupStep,
  listeningStep,
  pathOf,
  routeStep,
  unknownStep,
  unplacedStep,
  type Path,
  type Placed,
  type Question,
} from './steps';
import { foreignAttachments, isPeering, linksOf, transitFilter, type Attachment, type Peering } from './vpc-links';
import type { Subnet, Vpc } from './vpcs';
import type { Step } from './walk';
import { zoneStep } from './zone-step';

/** An end of which the subnet is known. */
type InSubnet = Placed & { readonly subnet: Subnet };

/** The ways within a VPC, or over what joins two. */
export function pathsBetween(question: Question, from: Placed, to: Placed): Path[] {
  const [source, target] = [inSubnet(from), inSubnet(to)];
  const listening = listeningStep(question, to.party);
  const path = (steps: readonly Step[]) =>
    pathOf(from, to, [...listening, ...clientVpnSteps(question, from), ...steps]);
  if (!source || !target) {
    const beyond = pathsBeyond(question, from, to);
    return beyond.length > 0 ? beyond : [path(unplaced(question, from, to))];
  }
  const [one, other] = [source.subnet, target.subnet];
  if (one === other) return [path(groupSteps(question, source, target))];
  if (one.vpc === other.vpc) return [path(within(question, source, target))];
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
    ...over.map((peering) => path(overPeering(question, source, target, peering))),
    ...through.map(([here, there]) => path(overTransit(question, source, target, here, there))),
  ];
  const unseen = unseenWay(question, source, target);
  if (unseen) ways.push(path([...groupSteps(question, source, target), unseen]));
  return ways.length > 0 ? ways : [path([notJoined(question, one.vpc, other.vpc)])];
}

function inSubnet({ party, place }: Placed): InSubnet | undefined {
  return place.subnet instanceof Unknown ? undefined : { party, place, subnet: place.subnet };
}

/** What the security groups allow, independent of where their members are. */
function groupSteps(question: Question, from: Placed, to: Placed): Step[] {
  return [...groupStep(question, from, 'egress', to), ...groupStep(question, to, 'ingress', from)];
}

function unplaced(question: Question, from: Placed, to: Placed): Step[] {
  const [unknown] = [to, from].flatMap(({ party, place }) =>
    place.subnet instanceof Unknown ? [unplacedStep(question, party, place.subnet)] : [],
  );
  return [...groupSteps(question, from, to), ...(unknown ? [unknown] : [])];
}

function notJoined(question: Question, one: Vpc, other: Vpc): Step {
  const [here, there] = [labelWithRoot(one.resource), labelWithRoot(other.resource)];
  const words = {
    passes: '',
    stops: `is not joined to ${there}: no peering and no transit gateway has both`,
    needs: `a peering connection or transit gateway between ${here} and ${there}, and routes both ways`,
  };
  return gateStep(question, 'network', one.resource, false, words, here);
}

/** A route to the other VPC over something of which the other end is not in the input. */
function unseenWay(question: Question, { subnet, party }: InSubnet, target: InSubnet): Step | undefined {
  const { topology, family } = question;
  const { graph } = topology;
  const unknown = unknownRoute(routingOf(graph, subnet, family), target.place.ranges[family], (via, hop) => {
    if (via === 'transit-gateway') {
      return hop ? foreignAttachments(graph, hop) : new Unknown('what is attached to a transit gateway');
    }
    if (via === 'peering')
      return hop?.mode === 'managed' ? unknownPeer(question, hop) : new Unknown('which VPC is peered');
    const isBeyond = via === 'virtual-private-gateway' || via === 'network-interface' || via === 'other';
    return isBeyond ? new Unknown(`what is behind ${hop ? labelOf(hop) : `a ${via.replaceAll('-', ' ')}`}`) : undefined;
  });
  const resource = party.resource ?? subnet.resource;
  return unknown && unknownStep(question, 'network', resource, unknown);
}

/** The other end of a peering connection, where that may be any VPC. */
function unknownPeer({ topology }: Question, peering: Resource): Unknown | undefined {
  const link = outwardLinksOf(topology).find(({ resource }) => isPeering(topology.graph, peering, resource));
  return link?.peer instanceof Unknown ? link.peer : undefined;
}

const labelWithRoot = (resource: Resource) => `${labelOf(resource)} of ${resource.root.name}`;
const isLocal = { isMeant: (via: string) => via === 'local', to: 'the VPC itself' };

/** Out of a subnet and its groups, into the other's, and back. */
function frame(
  question: Question,
  source: InSubnet,
  target: InSubnet,
  way: { readonly there: readonly Step[]; readonly back: readonly Step[] },
  isReferable = true,
): Step[] {
  const isTcp = question.protocol === 'tcp';
  const [from, to] = [source.party.label, target.party.label];
  return [
    ...groupStep(question, source, 'egress', target, isReferable),
    ...aclStep(question, source.subnet, 'egress', 'destinations', to),
    ...way.there,
    ...aclStep(question, target.subnet, 'ingress', 'sources', from),
    ...groupStep(question, target, 'ingress', source, isReferable),
    ...aclStep(question, target.subnet, 'egress', 'sources', from, true),
    ...(isTcp ? way.back : []),
    ...aclStep(question, source.subnet, 'ingress', 'destinations', to, true),
  ];
}

function routesBothWays(question: Question, source: InSubnet, target: InSubnet, isMeant: IsMeant, to: string) {
  const { family } = question;
  const expected = { isMeant, to };
  return {
    there: routeStep(question, source.subnet, 'destinations', target.place.ranges[family], expected),
    back: routeStep(question, target.subnet, 'sources', source.place.ranges[family], expected, true),
  };
}

function within(question: Question, source: InSubnet, target: InSubnet): Step[] {
  const { there, back } = routesBothWays(question, source, target, isLocal.isMeant, isLocal.to);
  return frame(question, source, target, { there: [there], back: source.party.isHanded ? [] : [back] });
}

function overPeering(question: Question, source: InSubnet, target: InSubnet, peering: Peering): Step[] {
  const { graph } = question.topology;
  const { resource, isActive, vpcs } = peering;
  const isMeant: IsMeant = (via, hop) => via === 'peering' && isPeering(graph, hop, resource);
  const { there, back } = routesBothWays(question, source, target, isMeant, labelOf(resource));
  const accepted = gateStep(question, 'peering', resource, isActive, {
    passes: `connects ${vpcs.map((vpc) => labelWithRoot(vpc.resource)).join(' and ')}`,
    stops: 'is not accepted',
    needs: 'auto_accept, or an accepter',
  });
  return frame(question, source, target, { there: [there, accepted], back: [back] });
}

function overTransit(
  question: Question,
  source: InSubnet,
  target: InSubnet,
  here: Attachment,
  there: Attachment,
): Step[] {
  const { gateway } = here;
  const isMeant: IsMeant = (via, hop) => via === 'transit-gateway' && hop === gateway;
  const routes = routesBothWays(question, source, target, isMeant, labelOf(gateway));
  const isReferable = gateway.at('security_group_referencing_support') === 'enable';
  const way = {
    there: [routes.there, zoneStep(question, here, source.subnet), carriedStep(question, here, there, 'destinations')],
    back: [routes.back, zoneStep(question, there, target.subnet), carriedStep(question, there, here, 'sources')],
  };
  return frame(question, source, target, way, isReferable);
}

/** Whether the route tables of a transit gateway route from one attachment to the other. */
export function carriedStep(question: Question, from: Attachment, to: Attachment, side: Step['side']): Step {
  const { topology, family } = question;
  const { attachments } = linksOf(topology);
  const [one, other] = [labelOf(from.resource), labelOf(to.resource)];
  return {
    layer: 'transit gateway',
    resource: from.gateway,
    filter: transitFilter(topology.graph, attachments, from, to, family),
    side,
    isReply: side === 'sources',
    stops: `has no route from ${one} to ${other}`,
    needs: `a route or a propagation of ${other} in the route table of ${one}`,
  };
}
