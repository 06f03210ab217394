import { memoized } from '../memoize';
import { Unknown } from '../model/value';
import { mergedPorts, type Answer, type PortQuery } from './answer';
import { reachDirectly } from './direct-reach';
import { theInternet, type Party } from './party';
import { relaysTo, type Relay } from './relays';
import type { Topology } from './topology';
import type { PortRange } from './views';
import type { Hop } from './walk';

/**
 * Whether one side can reach the other, directly or through a resource that forwards connections, such as a load
 * balancer.
 *
 * @param expected the port that the other side listens on, whatever the port of the load balancer
 */
export function reach(topology: Topology, from: Party, to: Party, expected: PortQuery = {}): Answer {
  return reachThrough(topology, from, to, expected, []);
}

/** @param behind what is being handed on to already, since load balancers may stand before each other */
function reachThrough(
  topology: Topology,
  from: Party,
  to: Party,
  expected: PortQuery,
  behind: readonly Party[],
): Answer {
  if (from.member && from.places.length === 0) return fromOutside(from, to, expected);
  const direct = directly(topology, from, to, expected);
  if (direct.verdict === 'reachable' || !to.member || behind.includes(to)) return direct;
  const handed = relaysTo(topology, to.member)
    .filter((relay) => relay.front !== from && isFor(relay, expected))
    .map((relay) => through(topology, from, to, relay, expected, [...behind, to]));
  for (const verdict of ['reachable', 'unknown'] as const) {
    const found = [...handed, direct].filter((answer) => answer.verdict === verdict);
    const [first] = found;
    if (first) return { ...first, ports: mergedPorts(found.flatMap(({ ports }) => ports)) };
  }
  return direct;
}

/** What runs outside of all VPCs opens connections from addresses of AWS's own. */
function fromOutside({ label: from }: Party, { label: to }: Party, { port, protocol = 'tcp' }: PortQuery): Answer {
  const ports = [{ protocol, from: port ?? 0, to: port ?? 65_535 }];
  const because = `what ${from} opens connections to, which is in no VPC`;
  return { ...{ from, to, verdict: 'unknown', because, ports }, ...noPath };
}

const noPath = { sources: [], isWorld: false, path: [], alsoStops: [], clientPorts: [] } as const;

/** Directly, or out to the internet and from there to a public address, like any other client. */
function directly(topology: Topology, from: Party, to: Party, expected: PortQuery): Answer {
  const direct = reachDirectly(topology, from, to, expected);
  if (direct.verdict === 'reachable' || !from.member || !to.member || from === to) return direct;
  const { port, protocol } = expected;
  const into = withInternet(topology, to, 'in', port, protocol);
  // A public address that AWS picks is not one that somebody wrote into a rule before.
  if (into.verdict === 'blocked' || !into.isWorld) return direct;
  const out = withInternet(topology, from, 'out', port, protocol);
  const ports = commonPorts(out.ports, into.ports);
  if (out.verdict === 'blocked' || ports.length === 0) return direct;
  const unknown = [out, into].find(({ verdict }) => verdict === 'unknown');
  if (unknown && direct.verdict === 'unknown') return direct;
  const hop: Hop = { layer: 'network', key: '', label: 'the internet', text: 'is between the two', isReply: false };
  const path = [...out.path, hop, ...into.path];
  const answer = { ...into, from: from.label, to: to.label, ports, path };
  return unknown
    ? { ...answer, verdict: 'unknown', because: unknown.because ?? '' }
    : { ...answer, verdict: 'reachable' };
}

const withInternet = memoized(
  (
    topology: Topology,
    party: Party,
    way: 'in' | 'out',
    port: number | undefined,
    protocol: PortQuery['protocol'],
  ): Answer => {
    const asked = { ...(port !== undefined && { port }), ...(protocol && { protocol }) };
    return way === 'in'
      ? reachDirectly(topology, theInternet, party, asked)
      : reachDirectly(topology, party, theInternet, asked);
  },
);

function commonPorts(some: readonly PortRange[], others: readonly PortRange[]): PortRange[] {
  return mergedPorts(
    some.flatMap((one) =>
      others.flatMap((other) => {
        const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
        return one.protocol === other.protocol && from <= to ? [{ protocol: one.protocol, from, to }] : [];
      }),
    ),
  );
}

function isFor({ protocol, targetPort }: Relay, expected: PortQuery): boolean {
  const isPort = expected.port === undefined || typeof targetPort !== 'number' || targetPort === expected.port;
  return isPort && (expected.protocol === undefined || expected.protocol === protocol);
}

/** To the relay's port, and from it to the member's. */
function through(
  topology: Topology,
  from: Party,
  to: Party,
  relay: Relay,
  expected: PortQuery,
  behind: readonly Party[],
): Answer {
  const { front, by, protocol, port, targetPort = expected.port } = relay;
  const entry = port ?? targetPort;
  const at = (one: number | Unknown | undefined) => (typeof one === 'number' ? { protocol, port: one } : { protocol });
  const first = reachThrough(topology, from, front, at(entry), behind);
  const second = onward(topology, from, to, relay, at(targetPort));
  const hop: Hop = {
    layer: 'load balancer',
    key: (front.resource ?? by).key,
    label: front.label,
    text: `hands ${protocol} ${portText(port)} on to ${to.label}, port ${portText(targetPort)}`,
    rule: by.key,
    isReply: false,
  };
  const shared = { ...second, from: from.label, to: to.label, sources: first.sources, isWorld: first.isWorld };
  const path = [...first.path, hop, ...second.path];
  const stopped = [first, second].find(({ verdict }) => verdict === 'blocked');
  if (stopped) return { ...shared, ports: [], path, verdict: 'blocked', ...(stopped.stop && { stop: stopped.stop }) };
  const doubt = [relay.unknown, port, targetPort].find((one): one is Unknown => one instanceof Unknown);
  const unknown = doubt?.because ?? [first, second].find(({ verdict }) => verdict === 'unknown')?.because;
  if (unknown) return { ...shared, path, verdict: 'unknown', because: unknown };
  return { ...shared, path, verdict: 'reachable' };
}

/** The second half: the member sees the address of the load balancer or, of some network load balancers, the client's. */
function onward(topology: Topology, from: Party, to: Party, relay: Relay, expected: PortQuery): Answer {
  const { front, keepsClient, isPrivateLink } = relay;
  if (isPrivateLink) return carried(front, to, expected);
  const asRelay = () => reachDirectly(topology, front, to, expected);
  const asClient = () => reachDirectly(topology, clientBehind(from, front), to, expected);
  if (keepsClient === true) return asClient();
  if (keepsClient === false) return asRelay();
  const [one, other] = [asRelay(), asClient()];
  if (one.verdict === other.verdict) return one;
  return { ...(one.verdict === 'blocked' ? other : one), verdict: 'unknown', because: keepsClient.because };
}

/** AWS's own network between the two, which has no groups and routes. */
function carried({ label: from }: Party, { label: to }: Party, { port, protocol = 'tcp' }: PortQuery): Answer {
  const ports = [{ protocol, from: port ?? 0, to: port ?? 65_535 }];
  return { from, to, verdict: 'reachable', ports, ...noPath };
}

/**
 * A client whose packets come by a load balancer, with its address and the load balancer's groups. The balancer carries
 * them there and back: a public address and a route are its own affair.
 */
function clientBehind(from: Party, front: Party): Party {
  const groups = front.places.flatMap((place) => place.groups ?? []);
  const isOutside = from.places.length === 0;
  const places = isOutside
    ? front.places.map((place) => ({ ...place, ranges: from.internetRanges, isOne: false }))
    : from.places.map((place) => ({ ...place, groups: [...(place.groups ?? []), ...groups] }));
  return { ...from, isHanded: true, places, internetRanges: isOutside ? { 4: [], 6: [] } : from.internetRanges };
}

const portText = (port: number | Unknown | undefined) =>
  port === undefined ? 'any port' : port instanceof Unknown ? 'that is not known' : String(port);
