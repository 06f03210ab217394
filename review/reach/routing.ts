import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { routesOfSubnet, type Route, type Via } from '../network/routes';
import { addressesOfPeer } from './acls';
import { addressText, everywhere, intersect, join, sizeOf, subtract, type Addresses } from './addresses';
import { labelOf, type Subnet } from './topology';
import { gate, lastPort, shut, type By, type Filter, type Slice } from './traffic';
import { peerText } from './words';

/** Where some addresses are sent. */
interface Piece {
  readonly addresses: Addresses;
  readonly via: Via | 'local' | Unknown;
  readonly target?: Resource;
  readonly by: By;
  /** Which addresses those are is not known: these are the most. */
  readonly unknown?: Unknown;
  /** The VPC's own, of which only is known that they are its own: they take nothing from other routes. */
  readonly isLoose?: boolean;
}

/** What a subnet's routes do with every address, longest prefix first. */
export interface Routing {
  readonly table: Resource;
  readonly pieces: readonly Piece[];
}

const routings = new WeakMap<Graph, Map<string, Routing | Unknown>>();

export function routingOf(graph: Graph, subnet: Subnet, family: Family): Routing | Unknown {
  const made = routings.get(graph) ?? new Map<string, Routing | Unknown>();
  routings.set(graph, made);
  const key = `${family} ${subnet.resource.key}`;
  const known = made.get(key);
  if (known) return known;
  const routing = read(graph, subnet, family);
  made.set(key, routing);
  return routing;
}

function read(graph: Graph, subnet: Subnet, family: Family): Routing | Unknown {
  const found = routesOfSubnet(graph, subnet.resource);
  if (found instanceof Unknown) return found;
  const { vpc } = subnet;
  const isLoose = vpc.ranges[family].length === 0;
  const local = isLoose ? subnet.ranges[family] : vpc.ranges[family];
  const pieces: Piece[] = local.map((range) => ({
    addresses: [range],
    via: 'local',
    isLoose,
    by: { resource: found.table, text: `${addressText([range], family)} stays in the VPC` },
  }));
  for (const route of found.routes) pieces.push(...piecesOf(route, family));
  // AWS's own table of a default VPC leads to its gateway.
  if (found.table.type === 'aws_default_vpc' && family === 4) {
    const by = { resource: found.table, text: '0.0.0.0/0 goes to the gateway of the default VPC' };
    pieces.push({ addresses: everywhere[4], via: 'internet-gateway', by });
  }
  return { table: found.table, pieces: byPrefix(pieces, found.unknown, family, found.table) };
}

function piecesOf(route: Route, family: Family): Piece[] {
  return route.destinations.flatMap((peer): Piece[] => {
    const { addresses, unknown } = peer.kind === 'prefix-list' ? { addresses: [] } : addressesOfPeer(peer, family);
    if (addresses.length === 0) return [];
    const target = route.target
      ? labelOf(route.target)
      : route.via instanceof Unknown
        ? 'what is not known'
        : `a ${words(route.via)}`;
    const by = { resource: route.resource, text: `${peerText(peer)} goes to ${target}` };
    const piece = { addresses, via: route.via, by, ...(route.target && { target: route.target }) };
    return [unknown ? { ...piece, unknown } : piece];
  });
}

function words(via: Via): string {
  return via === 'other' ? 'gateway of another kind' : via.replaceAll('-', ' ');
}

function byPrefix(pieces: readonly Piece[], more: Unknown | undefined, family: Family, table: Resource): Piece[] {
  const inDoubt = pieces.filter(({ unknown }) => unknown);
  const size = new Map(pieces.map((piece) => [piece, sizeOf(piece.addresses)]));
  const sorted = pieces
    .filter(({ unknown }) => !unknown)
    // What stays in the VPC wins over a route of the same prefix; the sort is stable and has it first.
    .sort((a, b) => ((size.get(a) ?? 0n) < (size.get(b) ?? 0n) ? -1 : size.get(a) === size.get(b) ? 0 : 1));
  let left = everywhere[family];
  const decided = sorted.flatMap((piece) => {
    if (piece.isLoose) return [piece];
    const addresses = intersect(piece.addresses, left);
    left = subtract(left, addresses);
    return addresses.length > 0 ? [{ ...piece, addresses }] : [];
  });
  if (!more) return [...decided, ...inDoubt];
  const by = { resource: table, text: 'a route of which the table is not known' };
  return [...decided, ...inDoubt, { addresses: everywhere[family], via: more, by, unknown: more }];
}

/** The addresses that a subnet's routes send to a certain kind of thing, or to one of them. */
export function routeFilter(
  routing: Routing | Unknown,
  family: Family,
  subnet: Subnet,
  asked: Addresses,
  isMeant: (via: Via | 'local', target: Resource | undefined) => boolean,
): Filter {
  if (routing instanceof Unknown) {
    return gate(routing, family, { resource: subnet.resource, text: 'its routes' });
  }
  const meant = routing.pieces.filter(
    ({ via, target, addresses }) =>
      (via instanceof Unknown || isMeant(via, target)) && intersect(addresses, asked).length > 0,
  );
  if (meant.length === 0) return shut;
  const isSure = (piece: Piece) => !piece.unknown && !(piece.via instanceof Unknown);
  return { certain: slice(meant.filter(isSure)), possible: slice(meant) };
}

function slice(pieces: readonly Piece[]): Slice[] {
  if (pieces.length === 0) return [];
  const parts = pieces.map(({ addresses, by, unknown, via }) => {
    const because = unknown ?? (via instanceof Unknown ? via : undefined);
    return { addresses, by: because ? { ...by, unknown: because } : by };
  });
  return [{ from: 0, to: lastPort, addresses: join(parts.flatMap(({ addresses }) => addresses)), parts }];
}

/** The things of a kind that a subnet's routes lead to. */
export function targetsOf(routing: Routing | Unknown, via: Via): readonly Resource[] {
  if (routing instanceof Unknown) return [];
  const found = routing.pieces.flatMap((piece) => (piece.via === via && piece.target ? [piece.target] : []));
  return [...new Set(found)];
}
