import { isWorldWide, type Family } from '../network/cidr';
import { blocksOf, internet, isSame, join } from './addresses';
import { lastPort, protocols, type Protocol } from './traffic';
import type { Party } from './party';
import type { PortRange, ReachVerdict, WayView } from './views';
import type { Hop, Stop, Walk } from './walk';

/** What is asked of two sides. */
export interface PortQuery {
  /** @default tcp with a port, all without */
  readonly protocol?: Protocol;
  /**
   * The port that the other side listens on, whatever the port of a load balancer before it.
   * @default every port
   */
  readonly port?: number;
  /**
   * The port that the first connection is opened to: that of a distribution or load balancer, where one is between.
   * @default every port
   */
  readonly entry?: number;
}

/** Whether one side can reach another, and by which path. */
export interface Answer {
  readonly from: string;
  readonly to: string;
  readonly verdict: ReachVerdict;
  /** The open ports; for `unknown`, the possibly open ones. Empty if blocked. */
  readonly ports: readonly PortRange[];
  /** The ports that the first connection is opened to, where something else stands between; else those are `ports`. */
  readonly entryPorts?: readonly PortRange[];
  /** Whether it is only by what stands between. */
  readonly isHanded?: boolean;
  /** From the internet: each way in, and each that is stopped on the way. */
  readonly ways?: readonly WayView[];
  /** The addresses that are let in, as blocks, 64 at most; `0.0.0.0/0` for all that the internet routes. */
  readonly sources: readonly string[];
  /** Whether those are the whole internet. */
  readonly isWorld: boolean;
  /** The hops of the path; if it is blocked, up to the blocking one. */
  readonly path: readonly Hop[];
  /** The first thing that stops it. */
  readonly stop?: Stop;
  /** What would stop it as well, if that did not. */
  readonly alsoStops: readonly Stop[];
  /** The value that would have to be known, and where it is needed. */
  readonly because?: string;
  /** Ports that a client may use and get replies on; 1024-65535 unless an ACL allows fewer. Of TCP. */
  readonly clientPorts: readonly PortRange[];
}

const families: readonly Family[] = [4, 6];

/** What is open, then what may be; of those that are stopped IPv4, then the one that gets furthest. */
function isBetter(one: Walk, best: Walk): boolean {
  if (rank(one) !== rank(best)) return rank(one) > rank(best);
  return one.family === best.family ? one.passed > best.passed : one.family < best.family;
}

const rank = (one: Walk) => (one.stops.length > 0 ? 0 : one.doubts.length > 0 ? 1 : 2);

/** The result over all paths: what is open, else possibly open, else what blocks the path that gets furthest. */
export function answerOf(from: Party, to: Party, walks: readonly Walk[]): Answer {
  const names = { from: from.label, to: to.label };
  const best = walks.reduce<Walk | undefined>((best, one) => (!best || isBetter(one, best) ? one : best), undefined);
  const open = walks.filter((one) => rank(one) === 2);
  if (open.length > 0 && best) return { ...names, ...opened(open, best, 'certain'), verdict: 'reachable' };
  const perhaps = walks.filter((one) => rank(one) === 1);
  if (perhaps.length > 0 && best) {
    return { ...names, ...opened(perhaps, best, 'possible'), verdict: 'unknown', because: doubt(best) };
  }
  const nothing = { ...names, ports: [], sources: [], isWorld: false, clientPorts: [], alsoStops: [] };
  if (!best) return { ...nothing, verdict: 'blocked', path: [], stop: nowhere(from, to) };
  const [stop, ...alsoStops] = best.stops;
  return { ...nothing, verdict: 'blocked', path: best.hops, ...(stop && { stop }), alsoStops };
}

function doubt({ doubts }: Walk): string {
  const [first] = doubts;
  return first ? `${first.because} (needed by ${first.hop.layer} ${first.hop.label})` : '';
}

function opened(walks: readonly Walk[], best: Walk, which: 'certain' | 'possible') {
  const beams = walks.flatMap((one) =>
    one[which].map((beam) => ({ ...beam, protocol: one.protocol, family: one.family })),
  );
  const admitted = families.map((family) => {
    const addresses = join(beams.filter((beam) => beam.family === family).flatMap(({ sources }) => sources));
    return { family, addresses };
  });
  const sources = admitted.flatMap(({ family, addresses }) =>
    isSame(addresses, internet[family]) ? (family === 4 ? '0.0.0.0/0' : '::/0') : blocksOf(addresses, family),
  );
  const isWorld = admitted.some(({ family, addresses }) => isWorldWide(addresses, family));
  const clients = beams
    .filter(({ protocol }) => protocol === 'tcp')
    .map(({ clientFrom, clientTo }): PortRange => ({ protocol: 'tcp', from: clientFrom, to: clientTo }));
  return { ports: mergedPorts(beams), sources, isWorld, path: best.hops, alsoStops: [], clientPorts: merged(clients) };
}

/** Ports of each protocol, in as few ranges as there can be. */
export function mergedPorts(ranges: readonly PortRange[]): PortRange[] {
  return protocols.flatMap((protocol) => merged(ranges.filter((range) => range.protocol === protocol)));
}

/** Ranges of one protocol, as few as there can be. */
function merged(ranges: readonly PortRange[]): PortRange[] {
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const mergedRanges: PortRange[] = [];
  for (const { protocol, from, to } of sorted) {
    const before = mergedRanges.at(-1);
    if (before && from <= before.to + 1)
      mergedRanges[mergedRanges.length - 1] = { ...before, to: Math.max(before.to, to) };
    else mergedRanges.push({ protocol, from, to });
  }
  return mergedRanges;
}

/** Whether the ports that clients choose by themselves, 32768 to 60999 of Linux, all get replies. */
export function servesClients(ports: readonly PortRange[]): boolean {
  return ports.length === 0 || ports.some(({ from, to }) => from <= 32_768 && to >= 60_999);
}

/** `tcp 443 and 8000-8100, udp, icmp`; `nothing`. */
export function portsText(ports: readonly PortRange[]): string {
  const words = (['tcp', 'udp', 'icmp', 'all'] as const).flatMap((protocol) => {
    const its = ports.filter((range) => range.protocol === protocol);
    if (its.length === 0) return [];
    if (protocol === 'icmp' || its.some(({ from, to }) => from === 0 && to === lastPort)) return [protocol];
    const shown = its.slice(0, 6).map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
    return [`${protocol} ${shown.join(', ')}${its.length > 6 ? ' …' : ''}`];
  });
  return words.join('; ') || 'nothing';
}

function nowhere(from: Party, to: Party): Stop {
  const label = to.places.length === 0 ? to.label : from.label;
  const text = 'is in no subnet of the input that the other side has a way to';
  return { layer: 'network', key: '', label, text, needs: 'a subnet for it', isReply: false };
}
