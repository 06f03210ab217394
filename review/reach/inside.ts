import type { Resource } from '../model/resource';
import type { Party, Place } from './party';
import { defined, hiddenIn, listening, type Path } from './path';
import { aclStep, gateStep, groupStep, routeStep, type Question } from './steps';
import { labelOf, type Vpc } from './topology';
import { isPeering, linksOf, transitFilter, type Attachment, type Peering } from './transit';
import type { Step } from './walk';

function pathBetween(from: Party, source: Place, to: Party, target: Place, steps: readonly Step[]): Path {
  const hidden = { sources: hiddenIn(from, source), destinations: hiddenIn(to, target) };
  return { sources: source.ranges, destinations: target.ranges, hidden: defined(hidden), steps };
}

export function between(question: Question, from: Party, source: Place, to: Party, target: Place): Path[] {
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
  const expected = {
    isMeant: (via: string, hop: Resource | undefined) => via === 'peering' && isPeering(topology.graph, hop, resource),
    to: labelOf(resource),
  };
  const there = [
    routeStep(question, source.subnet, 'destinations', target.ranges[family], expected),
    gateStep(question, 'peering', resource, isActive, {
      passes: `joins ${peering.vpcs.map((vpc) => labelWithRoot(vpc.resource)).join(' and ')}`,
      stops: 'is not accepted',
      needs: 'auto_accept, or an accepter',
    }),
  ];
  const back = [routeStep(question, target.subnet, 'sources', source.ranges[family], expected, true)];
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
  const expected = {
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
      routeStep(question, source.subnet, 'destinations', target.ranges[family], expected),
      carries(here, there, 'destinations', false),
    ],
    back: [
      routeStep(question, target.subnet, 'sources', source.ranges[family], expected, true),
      carries(there, here, 'sources', true),
    ],
  });
}
