import { memoized } from '../memoize';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { mergedPorts, type Answer, type PortQuery } from './answer';
import { isKnownApi } from './apis';
import { reachDirectly } from './direct-reach';
import { labelOf } from './labels';
import { cloudFront, nowhere, theInternet, type Party, type Place } from './party';
import type { Relay } from './relay';
import { relaysTo } from './relays';
import { anyClient, anyDistribution, takes, type Refusal } from './requests';
import { admitsCloudFront } from './security-groups';
import type { Topology } from './topology';
import type { PortRange } from './views';
import type { Hop, Stop } from './walk';
import { directWay, wayView, type Way } from './ways';

/**
 * Whether one side can reach the other, directly or through resources that forward connections, such as a distribution
 * and a load balancer.
 */
export function reach(topology: Topology, from: Party, to: Party, expected: PortQuery = {}): Answer {
  const ways = waysTo(topology, from, to, expected, []);
  const answer = bestOf(ways);
  if (!isOutside(from)) return answer;
  const { entry, ...rest } = expected;
  const isStopped = answer.verdict === 'blocked' && entry !== undefined;
  const byOtherPorts = isStopped ? waysTo(topology, from, to, rest, []).filter(isPassable) : [];
  const shown = [...byOtherPorts, ...ways].sort((one, other) => rank(other) - rank(one));
  if (shown.every(({ passes, isByAnyDistribution: isAny }) => !isAny && passes.length === 0)) return answer;
  return { ...answer, ways: shown.map((way) => wayView(topology.graph, way)) };
}

const isPassable = ({ answer }: Way) => answer.verdict !== 'blocked';
const rank = ({ answer }: Way) => ['blocked', 'unknown', 'reachable'].indexOf(answer.verdict);

/** The internet, or addresses there. */
const isOutside = ({ member, places, service }: Party) => !member && !service && places.length === 0;

/** What is open, else what may be, else why it is not, by the direct way if there is one. */
function bestOf(ways: readonly Way[]): Answer {
  for (const verdict of ['reachable', 'unknown'] as const) {
    const found = ways.filter(({ answer }) => answer.verdict === verdict).map(({ answer }) => answer);
    const [first] = verdict === 'unknown' ? [found.find((one) => one.entryPorts) ?? found[0]] : found;
    if (!first) continue;
    const entries = mergedPorts(found.flatMap(({ ports, entryPorts }) => entryPorts ?? ports));
    const ports = mergedPorts(found.flatMap(({ ports }) => ports));
    return {
      ...first,
      ports,
      ...(first.entryPorts && { isHanded: true }),
      ...(found.some(({ entryPorts }) => entryPorts) && { entryPorts: entries }),
    };
  }
  return (ways[0] as Way).answer;
}

/**
 * Each way from one side to the other, the direct one first; that alone where it is open, unless the internet is asked
 * about.
 *
 * @param behind what is being handed on to already, since load balancers may stand before each other
 */
function waysTo(
  topology: Topology,
  from: Party,
  to: Party,
  expected: PortQuery,
  behind: readonly Party[],
): readonly Way[] {
  if (from.member && from.places.length === 0) {
    return handsOn(topology, from) && to.member
      ? waysFromService(topology, from, to, expected, behind)
      : [directWay(fromOutside(from, to, expected), to, from)];
  }
  const { entry, port, ...rest } = expected;
  const isOtherPort = entry !== undefined && port !== undefined && entry !== port;
  const own = port ?? entry;
  const direct = isOtherPort
    ? []
    : [directWay(directly(topology, from, to, { ...rest, ...(own !== undefined && { port: own }) }), to, from)];
  const isOpen = direct.some(({ answer }) => answer.verdict === 'reachable');
  if ((isOpen && !isOutside(from)) || !to.member || behind.includes(to)) return direct;
  const handed = relaysTo(topology, to.member)
    .filter((relay) => relay.front !== from && isFor(relay, expected))
    .flatMap((relay) => through(topology, from, to, relay, expected, [...behind, to]));
  return [...direct, ...handed, ...(isOpen ? [] : byAnyDistribution(topology, from, to, expected))];
}

/** Whether it opens connections to what it is known to hand requests on to, and to nothing else: a distribution, or an API. */
function handsOn({ graph }: Topology, { resource }: Party): boolean {
  return resource !== undefined && (resource.type === 'aws_cloudfront_distribution' || isKnownApi(graph, resource));
}

/** Of an integration or a distribution; else of what stands in a VPC. */
function layerOf({ type }: Resource): Hop['layer'] {
  if (type === 'aws_cloudfront_distribution') return 'CloudFront';
  return type.startsWith('aws_apigatewayv2_') ? 'API Gateway' : 'load balancer';
}

/** From what is in no VPC, and hands requests on. */
function waysFromService(
  topology: Topology,
  from: Party,
  to: Party,
  expected: PortQuery,
  behind: readonly Party[],
): readonly Way[] {
  const { entry } = expected;
  const relays = to.member && !behind.includes(to) ? relaysTo(topology, to.member) : [];
  const ways = relays
    .filter((relay) => isFor(relay, expected))
    .flatMap((relay): readonly Way[] => {
      if (relay.front !== from) return through(topology, from, to, relay, expected, [...behind, to]);
      const { targetPort, sender = anyClient, as = from, protocol } = relay;
      if (typeof targetPort === 'number' && entry !== undefined && targetPort !== entry) return [];
      const asked = typeof targetPort === 'number' ? { protocol, port: targetPort } : { protocol };
      const found = { ...onward(topology, from, to, relay, asked), from: from.label };
      const doubt = relay.unknown ?? (targetPort instanceof Unknown ? targetPort : undefined);
      const isDoubtful = doubt !== undefined && found.verdict !== 'blocked';
      const answer = isDoubtful ? { ...found, verdict: 'unknown' as const, because: doubt.because } : found;
      return [{ answer, to, passes: [], sender, client: as }];
    });
  if (ways.length > 0) return ways;
  const isApi = from.resource?.type === 'aws_apigatewayv2_api';
  const own = relays.filter(({ front }) => front === from).map(({ targetPort }) => portText(targetPort));
  const text =
    own.length > 0
      ? `asks ${to.label} on port ${own.join(', ')} only`
      : `has no ${isApi ? 'integration' : 'origin'} that leads to ${to.label}`;
  const layer = isApi ? 'API Gateway' : 'CloudFront';
  const stop = { layer, key: from.resource?.key ?? '', label: from.label, text, isReply: false } as const;
  const needs = isApi
    ? `a route to ${to.label}, or to a load balancer before it`
    : `an origin that is ${to.label}, or a load balancer before it, and a behaviour that has it`;
  const answer: Answer = {
    ...{ ...noPath, from: from.label, to: to.label, verdict: 'blocked', ports: [] },
    stop: { ...stop, needs },
  };
  return [directWay(answer, to, from)];
}

/** Whoever has an AWS account may make a distribution of CloudFront, and with it reaches what admits CloudFront. */
function byAnyDistribution(topology: Topology, from: Party, to: Party, expected: PortQuery): Way[] {
  const { entry, port = entry, protocol = 'tcp' } = expected;
  const isEntry = entry === undefined || entry === 443 || entry === 80;
  if (!isOutside(from) || !isEntry || protocol !== 'tcp' || !admitsCloudFront(topology.graph, to.member)) return [];
  const asked = { protocol, ...(port !== undefined && { port }) };
  const found = reachDirectly(topology, cloudFront, to, asked);
  if (found.verdict === 'blocked') return [];
  const entered = entry ?? 443;
  const entryPorts: PortRange[] = [{ protocol: 'tcp', from: entered, to: entered }];
  const answer = {
    ...found,
    from: from.label,
    sources: from === theInternet ? ['0.0.0.0/0'] : [from.label],
    isWorld: from === theInternet,
    entryPorts,
  };
  return [{ answer, to, passes: [], isByAnyDistribution: true, sender: anyDistribution, client: cloudFront }];
}

/** What runs outside of all VPCs opens connections from addresses of AWS's own. */
function fromOutside({ label: from }: Party, { label: to }: Party, query: PortQuery): Answer {
  const { entry, port = entry, protocol = 'tcp' } = query;
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

/** To the relay's port by each way there is, and from it to the member's. */
function through(
  topology: Topology,
  from: Party,
  to: Party,
  relay: Relay,
  expected: PortQuery,
  behind: readonly Party[],
): Way[] {
  const { front, protocol, port, targetPort = expected.port } = relay;
  const { entry } = expected;
  const at = (one: number | Unknown | undefined) => (typeof one === 'number' ? { protocol, port: one } : { protocol });
  const asked = { ...at(port ?? targetPort), ...(entry !== undefined && { entry }) };
  const onwards = new Map<Party, Answer>();
  return waysTo(topology, from, front, asked, behind).map((first): Way => {
    const { client } = first;
    const second = onwards.get(client) ?? onward(topology, client, to, relay, at(targetPort));
    onwards.set(client, second);
    return {
      to,
      answer: handedOn(from, to, relay, first, second, targetPort),
      passes: [...first.passes, ...(front.member ? [front.member.resource] : [])],
      ...(first.isByAnyDistribution && { isByAnyDistribution: true }),
      sender: relay.sender ?? first.sender,
      client: relay.as ?? (relay.keepsClient === false ? front : client),
    };
  });
}

function handedOn(
  from: Party,
  to: Party,
  relay: Relay,
  { answer: first, sender }: Way,
  second: Answer,
  targetPort: number | Unknown | undefined,
): Answer {
  const { front, by, protocol, port, routes = [] } = relay;
  const layer = layerOf(by);
  const hop: Hop = {
    layer,
    key: (front.resource ?? by).key,
    label: front.label,
    text: `hands ${protocol} ${portText(port)} on to ${to.label}, port ${portText(targetPort)}`,
    rule: by.key,
    isReply: false,
  };
  const shared = {
    ...{ ...second, from: from.label, to: to.label, sources: first.sources, isWorld: first.isWorld },
    ...{ path: [...first.path, hop, ...second.path], entryPorts: first.entryPorts ?? first.ports },
  };
  const taken = takes(routes, sender);
  const refusal = taken === true || taken instanceof Unknown ? undefined : taken;
  const stop = refusal && { ...hop, ...refused(refusal) };
  const stopped =
    first.verdict === 'blocked' ? first.stop : (stop ?? (second.verdict === 'blocked' ? second.stop : undefined));
  const isBlocked = refusal !== undefined || [first, second].some(({ verdict }) => verdict === 'blocked');
  if (isBlocked) return { ...shared, ports: [], verdict: 'blocked', ...(stopped && { stop: stopped }) };
  const doubt = [relay.unknown, port, targetPort, taken].find((one): one is Unknown => one instanceof Unknown);
  const unknown = doubt?.because ?? [first, second].find(({ verdict }) => verdict === 'unknown')?.because;
  if (unknown) return { ...shared, verdict: 'unknown', because: unknown };
  return { ...shared, verdict: 'reachable' };
}

function refused({ by, text, needs }: Refusal): Omit<Stop, 'isReply'> {
  return { layer: 'listener', key: by.key, label: labelOf(by), text, rule: by.key, needs };
}

/** The second half: the member sees the address of the load balancer or, of some network load balancers, the client's. */
function onward(topology: Topology, client: Party, to: Party, relay: Relay, expected: PortQuery): Answer {
  const { front, as = front, keepsClient, isPrivateLink } = relay;
  if (isPrivateLink)
    return as === front ? carried(front, to, expected) : reachDirectly(topology, inVpcOf(as, to), to, expected);
  const asRelay = () => reachDirectly(topology, as, to, expected);
  const asClient = () => reachDirectly(topology, clientBehind(client, front), to, expected);
  if (keepsClient === true) return asClient();
  if (keepsClient === false) return asRelay();
  const [one, other] = [asRelay(), asClient()];
  if (one.verdict === other.verdict) return one;
  return { ...(one.verdict === 'blocked' ? other : one), verdict: 'unknown', because: keepsClient.because };
}

/** CloudFront where it has interfaces beside a private origin: of the network between them, only the origin's groups are asked. */
function inVpcOf(service: Party, to: Party): Party {
  const places = to.places.map(({ groups: _, ...place }): Place => ({ ...place, isOne: false }));
  return { ...service, isHanded: true, places, internetRanges: nowhere };
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
