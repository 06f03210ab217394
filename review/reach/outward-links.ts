import { memoized } from '../memoize';
import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown, type Value } from '../model/value';
import { routesOfTable, type Via } from '../network/routes';
import { labelOf } from './labels';
import type { RouteTo } from './routing';
import type { Topology } from './topology';
import { attachedSubnets, foreignAttachments, isPeering, linksOf, vpcAt, type Attachment } from './vpc-links';
import type { Vpc } from './vpcs';

/** What joins a VPC of the input to a network that the input does not have. */
export interface OutwardLink {
  readonly kind: 'peering' | 'transit gateway' | 'VPN';
  readonly resource: Resource;
  readonly vpc: Vpc;
  /** What the other end is called: the id of a VPC, of a transit gateway or of a connection, the address of a device. */
  readonly peer: string | Unknown;
  /** Of a transit gateway: what says in which zones it has an address. */
  readonly attachment?: Pick<Attachment, 'resource' | 'subnets'>;
  /** Whether a route leads over it; `Unknown` where the route names something by an id that may be its own. */
  readonly isLedTo: (to: RouteTo) => boolean | Unknown;
  /** Why it may lead nowhere else than to what is in the input. */
  readonly unknown?: Unknown;
}

export const outwardLinksOf = memoized((topology: Topology): readonly OutwardLink[] => [
  ...requested(topology),
  ...accepted(topology),
  ...attached(topology),
  ...overVpn(topology),
]);

/** Peering connections of which the input has one VPC. */
function requested(topology: Topology): OutwardLink[] {
  const { graph } = topology;
  return graph.all('aws_vpc_peering_connection').flatMap((resource): OutwardLink[] => {
    const [one, other] = [vpcAt(topology, resource, 'vpc_id'), vpcAt(topology, resource, 'peer_vpc_id')];
    const vpc = one ?? other;
    if (!vpc || (one && other)) return [];
    const peer = named(resource.at(one ? 'peer_vpc_id' : 'vpc_id'), 'the VPC at its other end');
    const isLedTo = ({ via, target, id }: RouteTo) =>
      via === 'peering' && (isPeering(graph, target, resource) || mayBe(target, id, resource.at('id'), resource));
    return [{ kind: 'peering', resource, vpc, peer, isLedTo }];
  });
}

/** Peering connections that the other side asked for: their VPC is the one whose tables lead there. */
function accepted(topology: Topology): OutwardLink[] {
  const { graph } = topology;
  return graph.all('aws_vpc_peering_connection_accepter').flatMap((resource): OutwardLink[] => {
    const written = resource.at('vpc_peering_connection_id');
    if (graph.resolveFor(resource, written, 'aws_vpc_peering_connection') instanceof Resource) return [];
    const peer = named(written, 'the peering connection that it accepts');
    const isLedTo = ({ via, target, id }: RouteTo) =>
      via === 'peering' && (target === resource || mayBe(target, id, written, resource));
    return vpcsWith(topology, isLedTo).map((vpc) => ({ kind: 'peering', resource, vpc, peer, isLedTo }));
  });
}

function vpcsWith(topology: Topology, isLedTo: OutwardLink['isLedTo']): Vpc[] {
  const { graph, vpcs } = topology;
  return [...vpcs.values()].filter(({ resource }) =>
    [resource, ...graph.children(resource, 'aws_route_table', 'vpc_id').found].some((table) =>
      routesOfTable(graph, table).routes.some(({ via, ...to }) => !(via instanceof Unknown) && isLedTo({ via, ...to })),
    ),
  );
}

/** Attachments to transit gateways that are not in the input, or that more is attached to. */
function attached(topology: Topology): OutwardLink[] {
  const { graph } = topology;
  const known = new Map(linksOf(topology).attachments.map((one) => [one.resource, one]));
  return graph.all('aws_ec2_transit_gateway_vpc_attachment').flatMap((resource): OutwardLink[] => {
    const vpc = vpcAt(topology, resource, 'vpc_id');
    if (!vpc) return [];
    const inInput = known.get(resource);
    const written = resource.at('transit_gateway_id');
    const unknown = inInput && foreignAttachments(graph, inInput.gateway);
    if (inInput && !unknown) return [];
    const isLedTo = ({ via, target, id }: RouteTo) =>
      via === 'transit-gateway' && (inInput ? target === inInput.gateway : mayBe(target, id, written, resource));
    return [
      {
        ...{ kind: 'transit gateway', resource, vpc, isLedTo },
        peer: inInput ? labelOf(inInput.gateway) : named(written, 'the transit gateway'),
        attachment: { resource, subnets: attachedSubnets(topology, resource) },
        ...(unknown && { unknown }),
      },
    ];
  });
}

/** Virtual private gateways, by the devices at the other end of their connections. */
function overVpn(topology: Topology): OutwardLink[] {
  const { graph } = topology;
  return graph.all('aws_vpn_gateway').flatMap((gateway) => {
    const attachments = graph.children(gateway, 'aws_vpn_gateway_attachment', 'vpn_gateway_id').found;
    const [vpc] = [gateway, ...attachments].flatMap((one) => vpcAt(topology, one, 'vpc_id') ?? []);
    if (!vpc) return [];
    const isLedTo = ({ via, target, id }: RouteTo) =>
      via === 'virtual-private-gateway' && (target === gateway || mayBe(target, id, gateway.at('id'), gateway));
    const connections = graph.children(gateway, 'aws_vpn_connection', 'vpn_gateway_id').found;
    const shared = { kind: 'VPN', vpc, isLedTo } as const;
    const unseen = new Unknown(`what is behind ${labelOf(gateway)}`);
    if (connections.length === 0) return [{ ...shared, resource: gateway, peer: unseen, unknown: unseen }];
    return connections.map((resource): OutwardLink => ({ ...shared, resource, peer: deviceOf(graph, resource) }));
  });
}

function deviceOf(graph: Graph, connection: Resource): string | Unknown {
  const device = graph.resolveFor(connection, connection.at('customer_gateway_id'), 'aws_customer_gateway');
  return named(device instanceof Resource ? device.at('ip_address') : device, 'the device at its other end');
}

/** Whether what a route names by an id is the same as what is written: where either is not known, it may be. */
function mayBe(
  target: Resource | undefined,
  id: string | undefined,
  written: Value | undefined,
  by: Resource,
): boolean | Unknown {
  if (target) return false;
  const own = asText(written ?? null);
  if (typeof own === 'string' && own !== '' && id !== undefined) return own === id;
  return new Unknown(`whether a route leads over ${labelOf(by)}`);
}

function named(value: Value | undefined, what: string): string | Unknown {
  if (value instanceof Unknown) return value;
  return typeof value === 'string' ? value : new Unknown(what);
}

/** What a route leads over when no link does: nothing that this module knows the other end of. */
export const linkVias: readonly Via[] = ['peering', 'transit-gateway', 'virtual-private-gateway'];
