import { memoized } from '../memoize';
import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { cidrPeer, peersOf } from '../network/peers';
import { unreadModuleGiven } from '../network/unread-modules';
import { everywhere, intersect, join, sizeOf, subtract, type Addresses } from './addresses';
import { labelOf } from './labels';
import { addressesOfPeer } from './peer-addresses';
import type { Topology } from './topology';
import { gate, lastPort, type By, type Filter, type Slice } from './traffic';
import { subnetTypes, vpcTypes, type Subnet, type Vpc } from './vpcs';

/** A VPC's attachment to a transit gateway. */
export interface Attachment {
  readonly resource: Resource;
  readonly gateway: Resource;
  readonly vpc: Vpc;
  /** The subnets that it has addresses in: one for each zone that it serves. */
  readonly subnets: readonly (Subnet | Unknown)[];
}

/** A connection of two VPCs of the graph. */
export interface Peering {
  readonly resource: Resource;
  readonly vpcs: readonly [Vpc, Vpc];
  readonly isActive: boolean | Unknown;
}

/** The connections between VPCs of the input. */
export interface Links {
  readonly peerings: readonly Peering[];
  readonly attachments: readonly Attachment[];
}

export const linksOf = memoized((topology: Topology): Links => {
  const { graph } = topology;
  const peerings = graph.all('aws_vpc_peering_connection').flatMap((resource): Peering[] => {
    const [one, other] = [vpcAt(topology, resource, 'vpc_id'), vpcAt(topology, resource, 'peer_vpc_id')];
    return one && other ? [{ resource, vpcs: [one, other], isActive: isActive(graph, resource) }] : [];
  });
  const attachments = graph.all('aws_ec2_transit_gateway_vpc_attachment').flatMap((resource): Attachment[] => {
    const vpc = vpcAt(topology, resource, 'vpc_id');
    const gateway = graph.resolveFor(resource, resource.at('transit_gateway_id'), 'aws_ec2_transit_gateway');
    if (!vpc || !(gateway instanceof Resource)) return [];
    return [{ resource, gateway, vpc, subnets: attachedSubnets(topology, resource) }];
  });
  return { peerings, attachments };
});

/** The VPC of the input that an attribute of a resource names. */
export function vpcAt({ graph, vpcs }: Topology, resource: Resource, attribute: string): Vpc | undefined {
  const vpc = graph.resolveFor(resource, resource.at(attribute), ...vpcTypes, 'data.aws_vpc');
  return vpc instanceof Resource ? vpcs.get(vpc) : undefined;
}

export function attachedSubnets({ graph, subnets }: Topology, attachment: Resource): readonly (Subnet | Unknown)[] {
  const { found, unknown } = graph.resolveAllFor(attachment, attachment.at('subnet_ids'), ...subnetTypes);
  const known = found.map((one) => subnets.get(one) ?? new Unknown(`the subnets of ${attachment.address}`));
  return [
    ...known,
    ...(unknown || known.length === 0 ? [unknown ?? new Unknown(`subnet_ids of ${attachment.address}`)] : []),
  ];
}

/**
 * Whether an attachment serves the zone of a subnet: a route to a transit gateway works only in zones in which it has an
 * address (docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html).
 */
export function servesZone(
  { resource, subnets }: Pick<Attachment, 'resource' | 'subnets'>,
  subnet: Subnet,
): boolean | Unknown {
  if (subnets.includes(subnet)) return true;
  const zoneOf = ({ resource: one }: Subnet) => one.at('availability_zone') ?? one.at('availability_zone_id');
  const zones = subnets.map((one) => (one instanceof Unknown ? one : zoneOf(one)));
  const own = zoneOf(subnet);
  if (typeof own === 'string' && zones.includes(own)) return true;
  const unknown = typeof own !== 'string' || zones.some((zone) => typeof zone !== 'string');
  return unknown && new Unknown(`whether ${labelOf(resource)} is in the zone of ${labelOf(subnet.resource)}`);
}

/** Attachments of a transit gateway to networks outside the input. */
export const foreignAttachments = memoized((graph: Graph, gateway: Resource): Unknown | undefined => {
  if (gateway.mode === 'data') return new Unknown(`what is attached to ${gateway.address}`);
  for (const [type, attribute] of foreignTypes) {
    const { found, unknown } = graph.children(gateway, type, attribute);
    if (found[0]) return new Unknown(`what is behind ${found[0].address}`);
    if (unknown) return unknown;
  }
  return unreadModuleGiven(graph, gateway);
});

const foreignTypes = [
  ['aws_ec2_transit_gateway_peering_attachment', 'transit_gateway_id'],
  ['aws_ec2_transit_gateway_peering_attachment', 'peer_transit_gateway_id'],
  ['aws_ec2_transit_gateway_connect', 'transit_gateway_id'],
  ['aws_vpn_connection', 'transit_gateway_id'],
  ['aws_dx_gateway_association', 'associated_gateway_id'],
  ['aws_ram_resource_association', 'resource_arn'],
] as const;

function isActive(graph: Graph, peering: Resource): boolean | Unknown {
  const { found } = graph.children(peering, 'aws_vpc_peering_connection_accepter', 'vpc_peering_connection_id');
  const isAccepted = [peering, ...found].some((one) => asText(one.at('auto_accept') ?? null) === 'true');
  return isAccepted || new Unknown(`whether ${labelOf(peering)} is accepted`);
}

/** The connection that a route's target means: itself, or what its accepter accepts. */
export function isPeering(graph: Graph, target: Resource | undefined, peering: Resource): boolean {
  if (target?.type !== 'aws_vpc_peering_connection_accepter') return target === peering;
  return graph.resolveFor(target, target.at('vpc_peering_connection_id'), 'aws_vpc_peering_connection') === peering;
}

/** What a transit gateway carries from one attachment to another, by the table of the first. */
export function transitFilter(
  graph: Graph,
  all: readonly Attachment[],
  from: Attachment,
  to: Attachment,
  family: Family,
): Filter {
  const table = tableOf(graph, from);
  if (table instanceof Unknown) return gate(table, family, { resource: from.resource, text: 'its route table' });
  if (!table) return { certain: [], possible: [] };
  const routes = [...staticRoutes(graph, table, family), ...propagated(graph, table, all, from.gateway, family)];
  const size = new Map(routes.map((route) => [route, sizeOf(route.addresses)]));
  routes.sort((a, b) => ((size.get(a) ?? 0n) < (size.get(b) ?? 0n) ? -1 : size.get(a) === size.get(b) ? 0 : 1));
  let left = everywhere[family];
  const parts: { addresses: Addresses; by: By }[] = [];
  for (const { addresses, attachment, resource, unknown } of routes) {
    const hit = unknown ? addresses : intersect(addresses, left);
    if (!unknown) left = subtract(left, hit);
    const isMeant = attachment === to.resource || attachment instanceof Unknown;
    if (!isMeant || hit.length === 0) continue;
    const by = { resource, text: `leads to ${labelOf(to.resource)}` };
    parts.push({ addresses: hit, by: unknown ? { ...by, unknown } : by });
  }
  const more = unreadModuleGiven(graph, table);
  if (more) parts.push({ addresses: everywhere[family], by: { resource: table, text: 'a route', unknown: more } });
  return { certain: carried(parts.filter(({ by }) => !by.unknown)), possible: carried(parts) };
}

function carried(parts: Slice['parts']): Slice[] {
  const addresses = join(parts.flatMap((part) => part.addresses));
  return parts.length > 0 ? [{ from: 0, to: lastPort, addresses, parts }] : [];
}

interface TransitRoute {
  readonly addresses: Addresses;
  /** Nothing: dropped. */
  readonly attachment?: Resource | Unknown;
  readonly resource: Resource;
  readonly unknown?: Unknown;
}

const tableType = 'aws_ec2_transit_gateway_route_table';
/** A gateway stands for its default table. */
const tableTypes = [tableType, 'aws_ec2_transit_gateway'] as const;
const attachmentType = 'aws_ec2_transit_gateway_vpc_attachment';

function tableOf(graph: Graph, { resource, gateway }: Attachment): Resource | Unknown | undefined {
  const { found, unknown } = graph.children(resource, `${tableType}_association`, 'transit_gateway_attachment_id');
  if (found[0]) {
    const table = graph.resolveFor(found[0], found[0].at('transit_gateway_route_table_id'), ...tableTypes);
    const isWritten = table instanceof Unknown || table?.mode === 'managed';
    return isWritten ? table : new Unknown(`the route table of ${found[0].address} is not in the input`);
  }
  if (unknown) return unknown;
  const isOff =
    asText(resource.at('transit_gateway_default_route_table_association') ?? true) === 'false' ||
    gateway.at('default_route_table_association') === 'disable';
  if (isOff) return undefined;
  return gateway.mode === 'data' ? new Unknown(`the route table of ${gateway.address}`) : gateway;
}

/** Routes, and references to prefix lists, which are routes to all that the list holds. */
function staticRoutes(graph: Graph, table: Resource, family: Family): TransitRoute[] {
  const types = ['aws_ec2_transit_gateway_route', 'aws_ec2_transit_gateway_prefix_list_reference'] as const;
  return types.flatMap((type) => {
    const strays = graph.all(type).filter((one) => {
      const named = graph.resolveFor(one, one.at('transit_gateway_route_table_id'), ...tableTypes);
      return named instanceof Unknown && mayMeet(one.root, table.root);
    });
    const unknown = new Unknown('a route of which the transit gateway route table is not known');
    return [
      ...graph
        .children(table, type, 'transit_gateway_route_table_id')
        .found.flatMap((one) => routesIn(graph, one, family)),
      ...strays.flatMap((one) => routesIn(graph, one, family).map((route) => ({ ...route, unknown }))),
    ];
  });
}

function routesIn(graph: Graph, resource: Resource, family: Family): TransitRoute[] {
  const target = graph.resolveFor(resource, resource.at('transit_gateway_attachment_id'), attachmentType);
  const attachment = target ? { attachment: target } : {};
  const cidr = resource.at('destination_cidr_block');
  const peers = [
    ...(cidr === undefined ? [] : [cidrPeer(cidr, 'destination_cidr_block')]),
    ...peersOf(graph, 'prefix_list_id', resource.at('prefix_list_id')),
  ];
  return peers.flatMap((peer): TransitRoute[] => {
    const { addresses, unknown = target instanceof Unknown ? target : undefined } = addressesOfPeer(peer, family);
    return addresses.length > 0 ? [{ addresses, ...attachment, resource, ...(unknown && { unknown }) }] : [];
  });
}

function propagated(
  graph: Graph,
  table: Resource,
  all: readonly Attachment[],
  gateway: Resource,
  family: Family,
): TransitRoute[] {
  return all
    .filter((one) => one.gateway === gateway)
    .flatMap((one): TransitRoute[] => {
      const does = propagates(graph, one, table);
      if (does === false) return [];
      const { resource, vpc } = one;
      const addresses = vpc.ranges[family].length > 0 || family === 6 ? vpc.ranges[family] : everywhere[4];
      const unknown =
        does instanceof Unknown
          ? does
          : addresses === everywhere[4]
            ? new Unknown(`the addresses of ${labelOf(vpc.resource)}`)
            : undefined;
      return [{ addresses, attachment: resource, resource, ...(unknown && { unknown }) }];
    });
}

function propagates(graph: Graph, { resource, gateway }: Attachment, table: Resource): boolean | Unknown {
  const { found, unknown } = graph.children(resource, `${tableType}_propagation`, 'transit_gateway_attachment_id');
  const tables = found.map((one) => graph.resolveFor(one, one.at('transit_gateway_route_table_id'), ...tableTypes));
  if (tables.includes(table)) return true;
  const doubt = tables.find((one): one is Unknown => one instanceof Unknown) ?? unknown;
  if (table !== gateway || gateway.at('default_route_table_propagation') === 'disable') return doubt ?? false;
  const isOn = asText(resource.at('transit_gateway_default_route_table_propagation') ?? true) !== 'false';
  return isOn || (doubt ?? false);
}
