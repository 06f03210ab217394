import { asText } from '../model/configuration/text';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { byKey, named } from './labels';
import { outwardLinksOf } from './outward-links';
import type { Topology } from './topology';
import type { GatewayView, LinkView, ServiceEndpointView } from './views';
import { linksOf } from './vpc-links';
import type { Subnet, Vpc } from './vpcs';

/** What leads out of a VPC. */
export function gatewaysOf({ graph }: Topology, vpc: Vpc, subnets: readonly Subnet[]): GatewayView[] {
  const isHere = new Set(subnets.map(({ resource }) => resource));
  const nats = graph.all('aws_nat_gateway').flatMap((nat): GatewayView[] => {
    const subnet = graph.resolveFor(nat, nat.at('subnet_id'), 'aws_subnet');
    return subnet instanceof Resource && isHere.has(subnet) ? [{ ...named(nat), kind: 'nat', subnet: subnet.key }] : [];
  });
  const of = (type: string, kind: GatewayView['kind']) =>
    graph.children(vpc.resource, type, 'vpc_id').found.map((one): GatewayView => ({ ...named(one), kind }));
  const { internetGateway } = vpc;
  const internet: GatewayView[] =
    internetGateway instanceof Resource ? [{ ...named(internetGateway), kind: 'internet' }] : [];
  return [
    ...internet,
    ...nats,
    ...of('aws_egress_only_internet_gateway', 'egress-only'),
    ...of('aws_vpn_gateway', 'vpn'),
    ...of('aws_ec2_transit_gateway_vpc_attachment', 'transit'),
  ].sort(byKey);
}

/** An interface that a VPC endpoint or service has in a VPC, for other resources to use. */
export function endpointsOf({ graph }: Topology, vpc: Vpc): ServiceEndpointView[] {
  const keys = (resource: Resource, attribute: string, ...types: string[]) =>
    graph.resolveAllFor(resource, resource.at(attribute), ...types).found.map(({ key }) => key);
  const ofAws = graph
    .children(vpc.resource, 'aws_vpc_endpoint', 'vpc_id')
    .found.map((endpoint): ServiceEndpointView => {
      const type = asText(endpoint.at('vpc_endpoint_type') ?? 'Gateway');
      return {
        ...named(endpoint),
        kind: type === 'Gateway' ? 'gateway' : type === 'Interface' ? 'interface' : 'load-balancer',
        service: String(asText(endpoint.at('service_name') ?? 'unknown')).replace(/^com\.amazonaws\.[a-z0-9-]+\./, ''),
        subnets: keys(endpoint, 'subnet_ids', 'aws_subnet'),
        routeTables: keys(endpoint, 'route_table_ids', 'aws_route_table'),
      };
    });
  return ofAws.sort(byKey);
}

/** What joins VPCs to others. */
export function linkViews(topology: Topology, vpcs: readonly Vpc[]): LinkView[] {
  const { peerings, attachments } = linksOf(topology);
  const keys = (some: readonly Vpc[]) => some.map(({ resource }) => resource.key);
  const peered = peerings
    .filter((one) => one.vpcs.some((vpc) => vpcs.includes(vpc)))
    .map((one): LinkView => ({ ...named(one.resource), kind: 'peering', vpcs: keys(one.vpcs) }));
  const gateways = new Map<Resource, Vpc[]>();
  for (const { gateway, vpc } of attachments) gateways.set(gateway, [...(gateways.get(gateway) ?? []), vpc]);
  const joined = [...gateways]
    .filter(([, some]) => some.some((vpc) => vpcs.includes(vpc)))
    .map(([gateway, some]): LinkView => ({ ...named(gateway), kind: 'transit gateway', vpcs: keys(some) }));
  const outward = outwardLinksOf(topology)
    .filter(({ vpc, unknown }) => vpcs.includes(vpc) && !unknown)
    .map(({ resource, kind, vpc, peer }): LinkView => ({
      ...named(resource),
      kind,
      vpcs: [vpc.resource.key, peer instanceof Unknown ? `unknown (${peer.because})` : peer],
    }));
  return [...peered, ...joined, ...outward];
}
