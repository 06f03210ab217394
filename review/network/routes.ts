import { asText } from '../model/configuration/text';
import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Reference, Unknown, type Value, type ValueMap } from '../model/value';
import { peersOf, type Peer } from './peers';
import { routesOfUnknownTables, mayBeInTable, type RoutesOfUnknownTable } from './routes-of-unknown-tables';
import { canonicalTable, tableOfRoute, tableTypes, vpcTypes } from './tables';

/** What kind of thing a route leads to. */
export type Via =
  | 'internet-gateway'
  | 'egress-only-gateway'
  | 'nat-gateway'
  | 'peering'
  | 'transit-gateway'
  | 'endpoint'
  | 'virtual-private-gateway'
  | 'network-interface'
  | 'other';

/** A route of a table; those inside the VPC, which every table has, are not listed. */
export interface Route {
  readonly via: Via | Unknown;
  /** What it leads to, where that is of the graph. */
  readonly target?: Resource;
  /** Its id, where that is written: `tgw-0abc`. */
  readonly id?: string;
  readonly destinations: readonly Peer[];
  /** What it is written in: the table, or a route of its own. */
  readonly resource: Resource;
  /** Where in it: `route.1`; empty when the resource is the route. */
  readonly path: string;
}

export interface Routes {
  /** The table; an `aws_vpc` stands for its main table. */
  readonly table: Resource;
  readonly routes: readonly Route[];
  /** Why there may be more. */
  readonly unknown?: Unknown;
}

interface Index {
  readonly byTable: ReadonlyMap<Resource, readonly Route[]>;
  readonly byResource: ReadonlyMap<Resource, readonly Route[]>;
  readonly mainOf: ReadonlyMap<Resource, Resource | Unknown>;
  /** VPCs of which the graph has the default table. */
  readonly managed: ReadonlySet<Resource>;
  readonly doubts: readonly RoutesOfUnknownTable[];
}

/**
 * The routes that apply in a subnet: of the table it is associated with, else of the main table of its VPC.
 *
 * @param of its VPC, where that is not written: of a default subnet
 */
export function routesOfSubnet(graph: Graph, subnet: Resource, of?: Resource): Routes | Unknown {
  if (subnet.mode === 'data') return new Unknown(`the routes of ${subnet.address} are not in the input`);
  const { found, unknown } = graph.children(subnet, 'aws_route_table_association', 'subnet_id');
  const association = found[0];
  if (association) {
    const table = graph.resolveFor(association, association.at('route_table_id'), ...tableTypes);
    if (table instanceof Unknown) return table;
    if (table && table.mode !== 'data') return routesOfTable(graph, canonicalTable(graph, table));
    return new Unknown(`the route table of ${association.address} is not in the input`);
  }
  if (unknown) return unknown;
  const vpc = of ?? graph.resolveFor(subnet, subnet.at('vpc_id'), ...vpcTypes);
  if (vpc instanceof Unknown) return vpc;
  if (!vpc || vpc.mode === 'data') return new Unknown(`the main route table of ${subnet.address} is not in the input`);
  const main = indexOf(graph).mainOf.get(vpc) ?? vpc;
  return main instanceof Unknown ? main : routesOfTable(graph, main);
}

/** The routes of a table, inline and as resources of their own, of all roots. */
export function routesOfTable(graph: Graph, table: Resource): Routes {
  const index = indexOf(graph);
  const canonical = canonicalTable(graph, table);
  const routes = index.byTable.get(canonical) ?? [];
  const hasOwn = index.managed.has(canonical) || index.mainOf.has(canonical);
  const doubt = index.doubts.find((one) => mayBeInTable(one, canonical, hasOwn));
  return doubt ? { table, routes, unknown: doubt.because } : { table, routes };
}

/** The routes that a resource writes: a table its inline ones, a route itself. */
export function routesWrittenIn(graph: Graph, resource: Resource): readonly Route[] {
  return indexOf(graph).byResource.get(resource) ?? [];
}

const indexOf = memoized((graph: Graph): Index => {
  const byTable = new Map<Resource, Route[]>();
  const byResource = new Map<Resource, readonly Route[]>();
  const managed = new Set<Resource>();
  for (const resource of graph.all('aws_route_table', 'aws_default_route_table', 'aws_route')) {
    const table = tableOfRoute(graph, resource);
    const routes =
      resource.type === 'aws_route' ? [routeOf(graph, resource, resource.attributes, '')] : inline(graph, resource);
    byResource.set(resource, routes);
    if (!(table instanceof Resource)) continue;
    const canonical = canonicalTable(graph, table);
    if (resource.type === 'aws_default_route_table') managed.add(canonical);
    const same = byTable.get(canonical);
    if (same) same.push(...routes);
    else byTable.set(canonical, [...routes]);
  }
  const mainOf = new Map<Resource, Resource | Unknown>();
  for (const main of graph.all('aws_main_route_table_association')) {
    const vpc = graph.resolveFor(main, main.at('vpc_id'), ...vpcTypes);
    const table = graph.resolveFor(main, main.at('route_table_id'), ...tableTypes);
    const notInInput = new Unknown(`the route table of ${main.address} is not in the input`);
    if (!(vpc instanceof Resource)) continue;
    mainOf.set(vpc, table instanceof Resource ? canonicalTable(graph, table) : (table ?? notInInput));
  }
  return { byTable, byResource, mainOf, managed, doubts: routesOfUnknownTables(graph) };
});

function inline(graph: Graph, table: Resource): readonly Route[] {
  const value = table.at('route');
  const blocks = blocksOf(value);
  if (blocks instanceof Unknown) {
    return [
      {
        via: blocks,
        destinations: [{ attribute: '', kind: 'unknown', unknown: blocks }],
        resource: table,
        path: 'route',
      },
    ];
  }
  const isSingle = blocks.length === 1 && !Array.isArray(value);
  return blocks.map((block, index) => routeOf(graph, table, block, isSingle ? 'route' : `route.${index}`));
}

/** Arguments that name a target, the types they name, and what that is. `gateway_id` takes several kinds. */
const targets: readonly (readonly [argument: string, via: Via, types: readonly string[]])[] = [
  ['egress_only_gateway_id', 'egress-only-gateway', ['aws_egress_only_internet_gateway']],
  ['nat_gateway_id', 'nat-gateway', ['aws_nat_gateway']],
  ['vpc_peering_connection_id', 'peering', ['aws_vpc_peering_connection', 'aws_vpc_peering_connection_accepter']],
  ['transit_gateway_id', 'transit-gateway', ['aws_ec2_transit_gateway']],
  ['vpc_endpoint_id', 'endpoint', ['aws_vpc_endpoint']],
  ['network_interface_id', 'network-interface', ['aws_network_interface', 'aws_instance']],
  ['carrier_gateway_id', 'internet-gateway', []],
  ['local_gateway_id', 'other', []],
  ['core_network_arn', 'other', []],
];
const gateways = ['aws_internet_gateway', 'aws_vpn_gateway', 'aws_vpc_endpoint'];

const destinationArguments = [
  ...['destination_cidr_block', 'destination_ipv6_cidr_block', 'destination_prefix_list_id'],
  ...['cidr_block', 'ipv6_cidr_block'],
] as const;

function routeOf(graph: Graph, resource: Resource, written: ValueMap, path: string): Route {
  const destinations = destinationArguments.flatMap((argument) => peersOf(graph, argument, written[argument]));
  return { ...leadsTo(graph, written), destinations, resource, path };
}

function leadsTo(graph: Graph, written: ValueMap): Pick<Route, 'via' | 'target' | 'id'> {
  for (const [argument, via, types] of targets) {
    const value = written[argument];
    if (isAbsent(value) || value === '') continue;
    const target = graph.resolve(value, ...types);
    return target instanceof Resource ? { via, target } : { via, ...idIn(value) };
  }
  const value = written.gateway_id;
  if (isAbsent(value) || value === '') return { via: 'other' };
  return gateway(graph, value);
}

/** An internet gateway by its type, or by an id such as `igw-0abc`. */
function gateway(graph: Graph, value: Value): Pick<Route, 'via' | 'target' | 'id'> {
  const target = graph.resolve(value, ...gateways);
  if (target instanceof Unknown) return { via: target };
  const via = viaOf(target?.type ?? '', value instanceof Reference ? '' : String(asText(value)));
  return target ? { via, target } : { via, ...idIn(value) };
}

const idIn = (value: Value) => (typeof value === 'string' ? { id: value } : {});

function viaOf(type: string, id: string): Via | Unknown {
  if (type === 'aws_internet_gateway' || id.startsWith('igw-')) return 'internet-gateway';
  if (type === 'aws_vpn_gateway' || id.startsWith('vgw-')) return 'virtual-private-gateway';
  if (type === 'aws_vpc_endpoint' || id.startsWith('vpce-')) return 'endpoint';
  if (id === 'local') return 'other';
  return new Unknown(`what gateway ${type || `"${id}"`} is`);
}
