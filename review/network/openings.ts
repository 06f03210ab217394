import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { isWorld, publicAddresses, type Cidr, type Family } from './cidr';
import type { Peer } from './peers';
import { allPorts, type PortRange } from './ports';
import { rulesOfGroup, rulesWrittenIn, type Direction, type GroupRule } from './security-group-rules';

/** Ports that a rule opens to the world, alone or together with others of its group. */
export interface Opening {
  readonly rule: GroupRule;
  readonly family: Family;
  /** `all`, `tcp`, … */
  readonly protocol: string;
  readonly ports: PortRange;
  /** Where in `rule.resource`: `ingress.1.cidr_blocks`. */
  readonly attribute: string;
  /** The blocks of addresses that are the world, those of other rules too. */
  readonly cidrs: readonly Cidr[];
  /** Why this is only what may be. */
  readonly unknown?: Unknown;
}

/** What the rules that a resource writes open to the world, each rule by itself and with its group. */
export function openingsWrittenIn(graph: Graph, resource: Resource, direction: Direction): readonly Opening[] {
  return rulesWrittenIn(graph, resource)
    .filter((rule) => rule.direction === direction)
    .flatMap((rule) => openingsOf(graph, rule));
}

const openingsOf = memoized((graph: Graph, rule: GroupRule): readonly Opening[] => [
  ...alone(rule),
  ...doubtful(rule),
  ...together(graph, rule),
]);

/** Where a peer of a rule is written. */
export function placeOf(rule: Pick<GroupRule, 'path'>, attribute = ''): string {
  return [rule.path, attribute].filter(Boolean).join('.');
}

function cidrsOf(rule: GroupRule, family: Family): readonly (Peer & { readonly kind: 'cidr' })[] {
  return rule.peers.flatMap((peer) => (peer.kind === 'cidr' && peer.cidr.family === family ? [peer] : []));
}

function alone(rule: GroupRule): readonly Opening[] {
  return ([4, 6] as const).flatMap((family): Opening[] => {
    const peers = cidrsOf(rule, family);
    const cidrs = peers.map(({ cidr }) => cidr);
    if (!isWorld(cidrs, family)) return [];
    const { protocol, ports } = rule;
    const unknown = protocol instanceof Unknown ? protocol : ports instanceof Unknown ? ports : undefined;
    const attribute = placeOf(rule, (peers.find(({ cidr }) => isWorld([cidr], family)) ?? peers[0])?.attribute);
    return [{ ...reach(rule), family, attribute, cidrs, ...(unknown && { unknown }) }];
  });
}

/** What a peer that is not known may be. */
function doubtful(rule: GroupRule): readonly Opening[] {
  return rule.peers.flatMap((peer) => {
    if (peer.kind !== 'unknown') return [];
    const families = peer.family ? [peer.family] : ([4, 6] as const);
    const attribute = placeOf(rule, peer.attribute);
    return families.map((family): Opening => ({
      ...reach(rule),
      ...{ family, attribute, cidrs: [], unknown: peer.unknown },
    }));
  });
}

function reach(rule: GroupRule): Pick<Opening, 'rule' | 'protocol' | 'ports'> {
  const { protocol, ports } = rule;
  return {
    rule,
    protocol: protocol instanceof Unknown ? 'all' : protocol,
    ports: ports instanceof Unknown ? allPorts : ports,
  };
}

/** AWS takes no more rules in a group. */
const mostRules = 1000;
/** Blocks narrower than these are not the world with a thousand rules of them. */
const narrowest = { 4: 1n << 14n, 6: 1n << 102n } as const;

/** A rule whose blocks are wide and yet not the world. */
interface Part {
  readonly rule: GroupRule;
  readonly protocol: string;
  readonly ports: PortRange;
  readonly peers: readonly (Peer & { readonly kind: 'cidr' })[];
}

/** Parts that are the world together, and the ports that they share. */
interface Union {
  readonly protocol: string;
  readonly ports: PortRange;
  readonly parts: ReadonlySet<GroupRule>;
  readonly cidrs: readonly Cidr[];
}

/** The ports that a rule opens to the world only because others of its group admit the rest of it. */
function together(graph: Graph, rule: GroupRule): readonly Opening[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = part(rule, family);
    if (!own) return [];
    const attribute = placeOf(rule, own.peers[0]?.attribute);
    return unionsOf(graph, rule, family)
      .filter(({ parts }) => parts.has(rule))
      .map(({ protocol, ports, cidrs }): Opening => ({ rule, family, protocol, ports, attribute, cidrs }));
  });
}

function part(rule: GroupRule, family: Family): Part | undefined {
  const { protocol, ports } = rule;
  if (protocol instanceof Unknown || ports instanceof Unknown) return undefined;
  const peers = cidrsOf(rule, family).filter(({ cidr }) => publicAddresses([cidr], family) >= narrowest[family]);
  if (peers.length === 0) return undefined;
  const cidrs = peers.map(({ cidr }) => cidr);
  return isWorld(cidrs, family) ? undefined : { rule, protocol, ports, peers };
}

function unionsOf(graph: Graph, rule: GroupRule, family: Family): readonly Union[] {
  return rule.group instanceof Resource ? unionsOfGroup(graph, rule.group, rule.direction, family) : [];
}

const unionsOfGroup = memoized(
  (graph: Graph, group: Resource, direction: Direction, family: Family): readonly Union[] => {
    const { rules } = rulesOfGroup(graph, group);
    const parts = rules.flatMap((rule) => (rule.direction === direction ? (part(rule, family) ?? []) : []));
    return parts.length < 2 ? [] : unionsIn(parts, family);
  },
);

function unionsIn(parts: readonly Part[], family: Family): readonly Union[] {
  const protocols = [...new Set(parts.map(({ protocol }) => protocol))];
  return protocols.flatMap((protocol) => {
    const ofProtocol = parts.filter((one) => one.protocol === protocol || one.protocol === 'all');
    return intervals(ofProtocol).flatMap((ports): Union[] => {
      const open = ofProtocol.filter(({ ports: own }) => own.from <= ports.to && ports.from <= own.to);
      const cidrs = open.flatMap(({ peers }) => peers.map(({ cidr }) => cidr));
      return isWorld(cidrs, family) ? [{ protocol, ports, cidrs, parts: new Set(open.map(({ rule }) => rule)) }] : [];
    });
  });
}

/** All ports, split where those of a rule begin or end. Not split if there are more rules than AWS accepts. */
function intervals(parts: readonly Part[]): readonly PortRange[] {
  if (parts.length > mostRules) return [allPorts];
  const cuts = parts.flatMap(({ ports }) => [ports.from, ports.to + 1]).filter((port) => port > 0 && port <= 65535);
  const starts = [...new Set([0, ...cuts])].sort((a, b) => a - b);
  return starts.map((start, index) => ({ from: start, to: (starts[index + 1] ?? 65536) - 1 }));
}
