import { Unknown } from '../model/value';
import { clientVpnSteps } from './client-vpn';
import { labelOf } from './labels';
import { linkVias, outwardLinksOf, type OutwardLink } from './outward-links';
import { routingOf, unknownRoute, type IsMeant } from './routing';
import {
  aclStep,
  gateStep,
  groupStep,
  listeningStep,
  pathOf,
  routeStep,
  unknownStep,
  type Path,
  type Placed,
  type Question,
} from './steps';
import type { Layer, Step } from './walk';
import type { Subnet } from './vpcs';
import { zoneStep } from './zone-step';

const layers: Readonly<Record<OutwardLink['kind'], Layer>> = {
  peering: 'peering',
  'transit gateway': 'transit gateway',
  VPN: 'VPN',
};

/**
 * The ways between a subnet and addresses that no network of the input has, over what joins its VPC to other networks. The subnet's routes tell whether the
 * addresses are behind a link; what the other side allows is not asked, as it is not of the internet.
 *
 * @returns nothing where one of the two is something else, or where nothing leads out of the VPC
 */
export function pathsBeyond(question: Question, from: Placed, to: Placed): Path[] {
  const [isFrom, isTo] = [isBeyond(from), isBeyond(to)];
  const near = isFrom ? to : from;
  const { subnet } = near.place;
  if (isFrom === isTo || subnet instanceof Unknown) return [];
  const links = outwardLinksOf(question.topology).filter(({ vpc }) => vpc === subnet.vpc);
  if (links.length === 0) return [];
  const far = isFrom ? from : to;
  const path = (steps: readonly Step[]): Path => {
    const whole = pathOf(from, to, [...listeningStep(question, to.party), ...clientVpnSteps(question, from), ...steps]);
    const { [isFrom ? 'sources' : 'destinations']: _, ...hidden } = whole.hidden;
    return { ...whole, hidden };
  };
  const over = links.map((link) =>
    path(isFrom ? inOver(question, link, far, near, subnet) : outOver(question, link, near, far, subnet)),
  );
  const unseen = unseenRoute(question, links, far, subnet);
  if (!unseen) return over;
  const resource = near.party.resource ?? subnet.resource;
  return [...over, path([...groupSteps(question, from, to), unknownStep(question, 'network', resource, unseen)])];
}

/** Addresses, and nothing of the input has them. */
const isBeyond = ({ party, place }: Placed) =>
  party.addresses !== undefined && place.subnet instanceof Unknown && place.vpc === undefined;

function groupSteps(question: Question, from: Placed, to: Placed): Step[] {
  return [...groupStep(question, from, 'egress', to), ...groupStep(question, to, 'ingress', from)];
}

/** In: by the link, whatever the routes say of it; only replies need a route. */
function inOver(question: Question, link: OutwardLink, from: Placed, to: Placed, subnet: Subnet): Step[] {
  const back = leadsOver(question, link, from, subnet, 'sources');
  const isTcp = question.protocol === 'tcp';
  return [
    linkStep(question, link, from),
    ...(isTcp ? [] : [isBehind(question, link, from, subnet)]),
    ...zoneSteps(question, link, subnet),
    ...aclStep(question, subnet, 'ingress', 'sources', from.party.label),
    ...groupStep(question, to, 'ingress', from),
    ...aclStep(question, subnet, 'egress', 'sources', from.party.label, true),
    ...(isTcp ? [back] : []),
  ];
}

function outOver(question: Question, link: OutwardLink, from: Placed, to: Placed, subnet: Subnet): Step[] {
  return [
    ...groupStep(question, from, 'egress', to),
    ...aclStep(question, subnet, 'egress', 'destinations', to.party.label),
    leadsOver(question, link, to, subnet, 'destinations'),
    ...zoneSteps(question, link, subnet),
    linkStep(question, link, to),
    ...aclStep(question, subnet, 'ingress', 'destinations', to.party.label, true),
  ];
}

function leadsOver(question: Question, link: OutwardLink, far: Placed, subnet: Subnet, side: Step['side']): Step {
  const isMeant: IsMeant = (via, target, id) => link.isLedTo({ via, target, id });
  const asked = far.place.ranges[question.family];
  return routeStep(question, subnet, side, asked, { isMeant, to: labelOf(link.resource) }, side === 'sources');
}

/** Datagrams come without a route back; that there is one tells that the addresses are behind the link. */
function isBehind(question: Question, link: OutwardLink, from: Placed, subnet: Subnet): Step {
  const { filter } = leadsOver(question, link, from, subnet, 'sources');
  const behind = new Unknown(`whether ${from.party.label} is behind ${labelOf(link.resource)}`);
  return filter.certain.length > 0
    ? gateStep(question, layers[link.kind], link.resource, true, { passes: 'has a route back', stops: '', needs: '' })
    : unknownStep(question, layers[link.kind], link.resource, behind);
}

function zoneSteps(question: Question, { attachment }: OutwardLink, subnet: Subnet): Step[] {
  return attachment ? [zoneStep(question, attachment, subnet)] : [];
}

function linkStep(question: Question, { kind, resource, vpc, unknown }: OutwardLink, far: Placed): Step {
  const passes = `joins ${labelOf(vpc.resource)} to the network of ${far.party.label}, which is not in the input`;
  return gateStep(question, layers[kind], resource, unknown ?? true, { passes, stops: '', needs: '' });
}

/** A route to the addresses over something else, of which the other end is not known. */
function unseenRoute(
  question: Question,
  links: readonly OutwardLink[],
  far: Placed,
  subnet: Subnet,
): Unknown | undefined {
  const { topology, family } = question;
  return unknownRoute(routingOf(topology.graph, subnet, family), far.place.ranges[family], (via, target, id) => {
    if (via === 'local' || links.some(({ isLedTo }) => isLedTo({ via, target, id }) !== false)) return undefined;
    const isAppliance = via === 'network-interface' || via === 'endpoint' || via === 'other';
    if (!isAppliance && !linkVias.includes(via)) return undefined;
    return new Unknown(`what is behind ${target ? labelOf(target) : `a ${via.replaceAll('-', ' ')}`}`);
  });
}
