import { Unknown } from '../model/value';
import { frontsOf, type Front } from './balancers';
import { partyOf, type Party } from './party';
import { reachDirectly, type Answer, type Wanted } from './reach';
import { labelOf, type Topology } from './topology';
import type { Hop } from './walk';

/**
 * Whether one side reaches the other: directly, or through a load balancer that hands connections on to it.
 *
 * @param expected its port is the one that the other side listens on, whatever the balancer's is
 */
export function reach(topology: Topology, from: Party, to: Party, expected: Wanted = {}): Answer {
  const direct = reachDirectly(topology, from, to, expected);
  if (direct.verdict === 'reachable' || !to.member) return direct;
  const handed = frontsOf(topology, to.member)
    .filter(({ balancer, targetPort }) => {
      const isItself = balancer === from.member;
      return (
        !isItself && (expected.port === undefined || targetPort instanceof Unknown || targetPort === expected.port)
      );
    })
    .map((front) => through(topology, from, to, front));
  const order = ['reachable', 'unknown'] as const;
  for (const verdict of order) {
    const found = [...handed, direct].filter((answer) => answer.verdict === verdict);
    const [first] = found;
    if (first) return { ...first, ports: found.flatMap(({ ports }) => ports) };
  }
  return direct;
}

/** To the balancer's port, and from it to the member's. */
function through(topology: Topology, from: Party, to: Party, front: Front): Answer {
  const { balancer, listener, protocol, port, targetPort } = front;
  const middle = partyOf(balancer);
  const doubt = [port, targetPort].find((one): one is Unknown => one instanceof Unknown);
  const first = reachDirectly(topology, from, middle, { protocol, ...(!(port instanceof Unknown) && { port }) });
  const second = onward(topology, from, to, front);
  const hop: Hop = {
    layer: 'load balancer',
    key: balancer.resource.key,
    label: labelOf(balancer.resource),
    text: `hands ${protocol} ${portText(port)} on to ${to.label}, port ${portText(targetPort)}`,
    rule: listener.key,
    isReply: false,
  };
  const shared = { ...second, from: from.label, to: to.label, sources: first.sources, isWorld: first.isWorld };
  const path = [...first.path, hop, ...second.path];
  const stopped = [first, second].find(({ verdict }) => verdict === 'blocked');
  if (stopped) return { ...shared, ports: [], path, verdict: 'blocked', ...(stopped.stop && { stop: stopped.stop }) };
  const unknown = doubt?.because ?? [first, second].find(({ verdict }) => verdict === 'unknown')?.because;
  if (unknown) return { ...shared, path, verdict: 'unknown', because: unknown };
  return { ...shared, path, verdict: 'reachable' };
}

/** The second half: the member sees the balancer's address or, of some network load balancers, the client's. */
function onward(
  topology: Topology,
  from: Party,
  to: Party,
  { balancer, protocol, targetPort, keepsClient }: Front,
): Answer {
  const expected = { protocol, ...(!(targetPort instanceof Unknown) && { port: targetPort }) };
  const byBalancer = reachDirectly(topology, partyOf(balancer), to, expected);
  if (!keepsClient || byBalancer.verdict === 'reachable') return byBalancer;
  // The balancer carries the packets there and back: a public address and a route are its own affair.
  const places = partyOf(balancer).places;
  const isOutside = from.places.length === 0;
  const client = isOutside
    ? { ...from, isHanded: true, places: clientPlaces(from, places), outside: { 4: [], 6: [] } }
    : from;
  return reachDirectly(topology, client, to, expected);
}

/** The client's addresses, as if they were in the balancer's subnets. */
function clientPlaces(from: Party, places: Party['places']): Party['places'] {
  return places.map(({ subnet }) => ({ subnet, ranges: from.outside, isOne: false }));
}

const portText = (port: number | Unknown) => (port instanceof Unknown ? 'that is not known' : String(port));
