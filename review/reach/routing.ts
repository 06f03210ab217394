import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { routesOfSubnet, type Route, type Via } from '../network/routes';
import { unreadModuleGiven } from '../network/unread-modules';
import { addressText, everywhere, intersect, join, sizeOf, subtract, type Addresses } from './addresses';
import { labelOf } from './labels';
import { addressesOfPeer } from './peer-addresses';
import { peerText } from './rule-text';
import { gate, lastPort, shut, type By, type Filter, type Slice } from './traffic';
import type { Subnet } from './vpcs';

/** Where some addresses are sent. */
export interface RoutedAddresses {
  readonly addresses: Addresses;
  readonly via: Via | 'local' | Unknown;
  readonly target?: Resource;
  /** Its id, where that is written. */
  readonly id?: string;
  readonly by: By;
  /** Why the addresses are not known; then they are an upper bound. */
  readonly unknown?: Unknown;
  /** The VPC's own addresses, if they are not known: they override no other route. */
  readonly isLoose?: boolean;
}

/** The target of a subnet's routes for every address, longest prefix first. */
export interface Routing {
  readonly table: Resource;
  readonly pieces: readonly RoutedAddresses[];
}

export const routingOf = memoized((graph: Graph, subnet: Subnet, family: Family): Routing | Unknown => {
  const found = routesOfSubnet(graph, subnet.resource, subnet.vpc.resource);
  if (found instanceof Unknown) return found;
  const { vpc } = subnet;
  const isLoose = !vpc.isWhole[family];
  const local = isLoose ? everywhere[family] : vpc.ranges[family];
  const pieces: RoutedAddresses[] = local.map((range) => ({
    addresses: [range],
    via: 'local',
    isLoose,
    by: {
      resource: found.table,
      text: isLoose ? 'what is in the VPC stays in it' : `${addressText([range], family)} stays in the VPC`,
    },
  }));
  for (const route of found.routes) pieces.push(...piecesOf(route, family));
  // AWS's own table of a default VPC leads to its gateway.
  if (found.table.type === 'aws_default_vpc' && family === 4) {
    const by = { resource: found.table, text: '0.0.0.0/0 goes to the gateway of the default VPC' };
    pieces.push({ addresses: everywhere[4], via: 'internet-gateway', by });
  }
  pieces.push(...propagated(graph, found.table, family));
  const more = found.unknown ?? unseenRoutes(graph, subnet, found.table);
  return { table: found.table, pieces: byPrefix(pieces, more, family, found.table) };
});

/** What a VPN gateway propagates to a table: routes that the other side announces, of which the input has none. */
function propagated(graph: Graph, table: Resource, family: Family): RoutedAddresses[] {
  const { found } = graph.children(table, 'aws_vpn_gateway_route_propagation', 'route_table_id');
  const named = graph.resolveAllFor(table, table.at('propagating_vgws'), 'aws_vpn_gateway');
  if (found.length === 0 && named.found.length === 0 && !named.unknown) return [];
  const unknown = new Unknown(`which routes a VPN gateway propagates to ${labelOf(table)}`);
  const by = { resource: table, text: 'a route that a VPN gateway propagates' };
  return [{ addresses: everywhere[family], via: 'virtual-private-gateway', by, unknown }];
}

/** Why a subnet may have routes that the input does not show. */
function unseenRoutes(graph: Graph, { resource, vpc }: Subnet, table: Resource): Unknown | undefined {
  if (table !== vpc.resource) return unreadModuleGiven(graph, table);
  // Only the main table is its own: a module may associate another, or add to the main one.
  return unreadModuleGiven(graph, resource) ?? unreadModuleGiven(graph, vpc.resource);
}

function piecesOf(route: Route, family: Family): RoutedAddresses[] {
  return route.destinations.flatMap((peer): RoutedAddresses[] => {
    const { addresses, unknown } = peer.kind === 'prefix-list' ? { addresses: [] } : addressesOfPeer(peer, family);
    if (addresses.length === 0) return [];
    const by = { resource: route.resource, text: `${peerText(peer)} goes to ${targetText(route)}` };
    const { via, target, id } = route;
    const piece = { addresses, via, by, ...(target && { target }), ...(id !== undefined && { id }) };
    return [unknown ? { ...piece, unknown } : piece];
  });
}

export function targetText({ via, target }: Pick<Route, 'via' | 'target'>): string {
  if (target) return labelOf(target);
  if (via instanceof Unknown) return 'a target that is not known';
  if (via === 'other') return 'a gateway of another kind';
  return `${/^[aeiou]/.test(via) ? 'an' : 'a'} ${via.replaceAll('-', ' ')}`;
}

function byPrefix(
  pieces: readonly RoutedAddresses[],
  more: Unknown | undefined,
  family: Family,
  table: Resource,
): RoutedAddresses[] {
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

/** Whether what a route leads to is one that is asked for; `Unknown` where what is behind it is not known. */
export type IsMeant = (via: Via | 'local', target: Resource | undefined, id: string | undefined) => boolean | Unknown;

/** What a route leads to. */
export interface RouteTo {
  readonly via: Via | 'local';
  readonly target?: Resource | undefined;
  readonly id?: string | undefined;
}

/** The addresses that a subnet's routes send to a certain kind of thing, or to one of them. */
export function routeFilter(
  routing: Routing | Unknown,
  family: Family,
  subnet: Subnet,
  asked: Addresses,
  isMeant: IsMeant,
): Filter {
  if (routing instanceof Unknown) {
    return gate(routing, family, { resource: subnet.resource, text: 'its routes' });
  }
  const meant = routing.pieces.flatMap((piece): RoutedAddresses[] => {
    const { via, target, id, addresses } = piece;
    if (intersect(addresses, asked).length === 0) return [];
    const answer = via instanceof Unknown ? via : isMeant(via, target, id);
    if (answer === false) return [];
    return answer instanceof Unknown ? [{ ...piece, unknown: piece.unknown ?? answer }] : [piece];
  });
  if (meant.length === 0) return shut;
  return { certain: slice(meant.filter(({ unknown }) => !unknown)), possible: slice(meant) };
}

function slice(pieces: readonly RoutedAddresses[]): Slice[] {
  if (pieces.length === 0) return [];
  const parts = pieces.map(({ addresses, by, unknown }) => ({ addresses, by: unknown ? { ...by, unknown } : by }));
  return [{ from: 0, to: lastPort, addresses: join(parts.flatMap(({ addresses }) => addresses)), parts }];
}

/** The things of a kind that a subnet's routes to some addresses lead to; `undefined` for one that is not in the input. */
export function targetsOf(routing: Routing | Unknown, via: Via, asked: Addresses): readonly (Resource | undefined)[] {
  if (routing instanceof Unknown) return [];
  const found = routing.pieces.filter((piece) => piece.via === via && intersect(piece.addresses, asked).length > 0);
  return [...new Set(found.map(({ target }) => target))];
}

/** The first route to some of the addresses that leads out of what is modelled, and why that is not known. */
export function unknownRoute(
  routing: Routing | Unknown,
  asked: Addresses,
  isUnknown: (via: Via | 'local', target: Resource | undefined, id: string | undefined) => Unknown | undefined,
): Unknown | undefined {
  if (routing instanceof Unknown) return routing;
  for (const { via, target, id, addresses, unknown } of routing.pieces) {
    if (intersect(addresses, asked).length === 0) continue;
    const because =
      via instanceof Unknown ? via : (isUnknown(via, target, id) ?? (via === 'local' ? undefined : unknown));
    if (because) return because;
  }
  return undefined;
}
