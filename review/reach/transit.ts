import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown, type Value } from '../model/value';
import { parseCidr, type Family } from '../network/cidr';
import { addressesOf, everywhere, intersect, join, sizeOf, subtract, type Addresses } from './addresses';
import { labelOf, vpcTypes, type Topology, type Vpc } from './topology';
import { gate, lastPort, type By, type Filter, type Slice } from './traffic';

/** A VPC's attachment to a transit gateway. */
export interface Attachment {
  readonly resource: Resource;
  readonly gateway: Resource;
  readonly vpc: Vpc;
}

/** A connection of two VPCs of the graph. */
export interface Peering {
  readonly resource: Resource;
  readonly vpcs: readonly [Vpc, Vpc];
  readonly isActive: boolean | Unknown;
}

/** What joins VPCs, and what of it leads to a VPC that the input has not. */
export interface Links {
  readonly peerings: readonly Peering[];
  readonly attachments: readonly Attachment[];
  /** Links with one end that is not in the input. */
  readonly open: readonly { readonly resource: Resource; readonly vpc: Vpc; readonly peer: string | Unknown }[];
}

const linkIndexes = new WeakMap<Topology, Links>();

export function linksOf(topology: Topology): Links {
  const known = linkIndexes.get(topology);
  if (known) return known;
  const { graph, vpcs } = topology;
  const vpcAt = (resource: Resource, attribute: string) => {
    const vpc = graph.resolveFor(resource, resource.at(attribute), ...vpcTypes);
    return vpc instanceof Resource ? vpcs.get(vpc) : undefined;
  };
  const peerings: Peering[] = [];
  const open: { resource: Resource; vpc: Vpc; peer: string | Unknown }[] = [];
  for (const resource of graph.all('aws_vpc_peering_connection')) {
    const [one, other] = [vpcAt(resource, 'vpc_id'), vpcAt(resource, 'peer_vpc_id')];
    if (one && other) peerings.push({ resource, vpcs: [one, other], isActive: isActive(graph, resource) });
    else if (one) open.push({ resource, vpc: one, peer: named(resource.at('peer_vpc_id')) });
  }
  const attachments = graph.all('aws_ec2_transit_gateway_vpc_attachment').flatMap((resource): Attachment[] => {
    const vpc = vpcAt(resource, 'vpc_id');
    const gateway = graph.resolveFor(resource, resource.at('transit_gateway_id'), 'aws_ec2_transit_gateway');
    if (vpc && gateway instanceof Resource) return [{ resource, gateway, vpc }];
    if (vpc) open.push({ resource, vpc, peer: named(resource.at('transit_gateway_id')) });
    return [];
  });
  const links = { peerings, attachments, open };
  linkIndexes.set(topology, links);
  return links;
}

function named(value: Value | undefined): string | Unknown {
  if (value instanceof Unknown) return value;
  return typeof value === 'string' ? value : new Unknown('the VPC at its other end');
}

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
    if (attachment !== to.resource || hit.length === 0) continue;
    const by = { resource, text: `leads to ${labelOf(to.resource)}` };
    parts.push({ addresses: hit, by: unknown ? { ...by, unknown } : by });
  }
  return { certain: carried(parts.filter(({ by }) => !by.unknown)), possible: carried(parts) };
}

function carried(parts: Slice['parts']): Slice[] {
  const addresses = join(parts.flatMap((part) => part.addresses));
  return parts.length > 0 ? [{ from: 0, to: lastPort, addresses, parts }] : [];
}

interface TransitRoute {
  readonly addresses: Addresses;
  /** Nothing: dropped. */
  readonly attachment?: Resource;
  readonly resource: Resource;
  readonly unknown?: Unknown;
}

const tableType = 'aws_ec2_transit_gateway_route_table';
/** A gateway stands for its default table. */
const tableTypes = [tableType, 'aws_ec2_transit_gateway'] as const;

function tableOf(graph: Graph, { resource, gateway }: Attachment): Resource | Unknown | undefined {
  const { found } = graph.children(resource, `${tableType}_association`, 'transit_gateway_attachment_id');
  if (found[0]) return graph.resolveFor(found[0], found[0].at('transit_gateway_route_table_id'), ...tableTypes);
  const isOff =
    asText(resource.at('transit_gateway_default_route_table_association') ?? true) === 'false' ||
    gateway.at('default_route_table_association') === 'disable';
  return isOff ? undefined : gateway;
}

function staticRoutes(graph: Graph, table: Resource, family: Family): TransitRoute[] {
  const { found } = graph.children(table, 'aws_ec2_transit_gateway_route', 'transit_gateway_route_table_id');
  return found.flatMap((resource): TransitRoute[] => {
    const written = resource.at('destination_cidr_block');
    const target = graph.resolveFor(
      resource,
      resource.at('transit_gateway_attachment_id'),
      'aws_ec2_transit_gateway_vpc_attachment',
    );
    const attachment = target instanceof Resource ? { attachment: target } : {};
    if (written instanceof Unknown)
      return [{ addresses: everywhere[family], ...attachment, resource, unknown: written }];
    const cidr = typeof written === 'string' ? parseCidr(written) : undefined;
    const addresses = cidr ? addressesOf([cidr], family) : [];
    return addresses.length > 0 ? [{ addresses, ...attachment, resource }] : [];
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
    .filter((one) => one.gateway === gateway && propagates(graph, one, table))
    .map(({ resource, vpc }) => ({ addresses: vpc.ranges[family], attachment: resource, resource }));
}

function propagates(graph: Graph, { resource, gateway }: Attachment, table: Resource): boolean {
  const { found } = graph.children(resource, `${tableType}_propagation`, 'transit_gateway_attachment_id');
  if (found.some((one) => graph.resolveFor(one, one.at('transit_gateway_route_table_id'), ...tableTypes) === table))
    return true;
  if (table !== gateway || gateway.at('default_route_table_propagation') === 'disable') return false;
  return asText(resource.at('transit_gateway_default_route_table_propagation') ?? true) !== 'false';
}
