import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { routesOfTable, type Route } from '../network/routes';
import { aclOf, peerText, readAcl, trafficText, type AclRule } from './acls';
import { groupLabel } from './groups';
import type { Member } from './members';
import { byKey, exposureOf, isDataTier, named, tierNameOf } from './named';
import { routingOf } from './routing';
import { labelOf, topologyOf, type Subnet, type Topology, type Vpc } from './topology';
import { linksOf } from './transit';
import type {
  AclRuleView,
  AclView,
  Exposure,
  GatewayView,
  LinkView,
  MemberView,
  NetworkView,
  RouteTableView,
  ServiceEndpointView,
  SubnetView,
  TierView,
  VpcView,
} from './views';

/** An environment's network, as data that a page can draw. */
export function networkOf(graph: Graph, environment: string): NetworkView {
  const topology = topologyOf(graph);
  const vpcs = [...topology.vpcs.values()].filter(({ resource }) => resource.environment === environment);
  return {
    environment,
    vpcs: vpcs.map((vpc) => vpcView(topology, vpc)).sort(byKey),
    links: linkViews(topology, vpcs).sort(byKey),
  };
}

function vpcView(topology: Topology, vpc: Vpc): VpcView {
  const { graph } = topology;
  const inside = [...topology.subnets.values()].filter((subnet) => subnet.vpc === vpc);
  const subnets = inside.map((subnet) => subnetView(graph, subnet)).sort(byName);
  const { resource } = vpc;
  const cidrs = [resource.at('cidr_block'), resource.at('ipv6_cidr_block')];
  const { region } = resource.provider;
  return {
    ...named(resource),
    cidrs: cidrs.flatMap((cidr) => (typeof cidr === 'string' ? [cidr] : [])),
    ...(region && { region }),
    zones: [...new Set(subnets.flatMap(({ zone }) => zone ?? []))].sort(),
    tiers: tiersOf(subnets),
    subnets,
    gateways: gatewaysOf(topology, vpc, inside),
    endpoints: endpointsOf(topology, vpc),
    acls: aclsOf(graph, inside),
    routeTables: tablesOf(graph, inside),
    members: topology.members
      .filter(({ subnets }) => subnets[0]?.vpc === vpc)
      .map((member) => memberView(topology, member))
      .sort(byKey),
  };
}

const byName = (one: SubnetView, other: SubnetView) =>
  one.label === other.label ? byKey(one, other) : one.label < other.label ? -1 : 1;

function subnetView(graph: Graph, subnet: Subnet): SubnetView {
  const { resource } = subnet;
  const cidrs = [resource.at('cidr_block'), resource.at('ipv6_cidr_block')];
  const zone = resource.at('availability_zone');
  const routing = routingOf(graph, subnet, 4);
  const acl = aclOf(graph, subnet);
  return {
    ...named(resource),
    cidrs: cidrs.flatMap((cidr) => (cidr === undefined ? [] : String(cidr))),
    ...(typeof zone === 'string' && { zone }),
    tier: tierNameOf(graph, subnet),
    exposure: exposureOf(graph, subnet),
    because: exposedBecause(graph, subnet),
    ...(!(routing instanceof Unknown) && { routeTable: routing.table.key }),
    ...(!(acl instanceof Unknown) && !acl.isImplicit && { acl: acl.resource.key }),
  };
}

function exposedBecause(graph: Graph, subnet: Subnet): string {
  const routing = routingOf(graph, subnet, 4);
  if (routing instanceof Unknown) return routing.because;
  const six = routingOf(graph, subnet, 6);
  const pieces = [...routing.pieces, ...(six instanceof Unknown ? [] : six.pieces)];
  const out = ['internet-gateway', 'nat-gateway', 'egress-only-gateway'];
  const [way] = pieces
    .filter(({ via }) => typeof via === 'string' && out.includes(via))
    .sort((a, b) => out.indexOf(String(a.via)) - out.indexOf(String(b.via)));
  if (way) return way.by.text;
  const doubt = pieces.find(({ via, unknown }) => unknown ?? via instanceof Unknown);
  if (doubt) return doubt.by.text;
  const others = pieces.filter(({ via }) => via !== 'local');
  return others[0] ? `no route to the internet; ${others[0].by.text}` : 'no route leaves the VPC';
}

const exposures: readonly Exposure[] = ['public', 'private', 'isolated', 'unknown'];

function tiersOf(subnets: readonly SubnetView[]): TierView[] {
  const tiers = new Map<string, { name: string; exposure: Exposure; subnets: string[] }>();
  for (const { tier, exposure, key } of subnets) {
    const id = `${exposure} ${tier}`;
    const known = tiers.get(id);
    if (known) known.subnets.push(key);
    else tiers.set(id, { name: tier, exposure, subnets: [key] });
  }
  const order = ({ exposure }: TierView) => exposures.indexOf(exposure);
  return [...tiers.values()].sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
}

function gatewaysOf({ graph }: Topology, vpc: Vpc, inside: readonly Subnet[]): GatewayView[] {
  const isHere = new Set(inside.map(({ resource }) => resource));
  const nats = graph.all('aws_nat_gateway').flatMap((nat): GatewayView[] => {
    const subnet = graph.resolve(nat.at('subnet_id'), 'aws_subnet');
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

function endpointsOf({ graph, members }: Topology, vpc: Vpc): ServiceEndpointView[] {
  const keys = (resource: Resource, attribute: string, ...types: string[]) =>
    graph.resolveAll(resource.at(attribute), ...types).found.map(({ key }) => key);
  const ofAws = graph
    .children(vpc.resource, 'aws_vpc_endpoint', 'vpc_id')
    .found.map((endpoint): ServiceEndpointView => {
      const type = String(endpoint.at('vpc_endpoint_type') ?? 'Gateway');
      return {
        ...named(endpoint),
        kind: type === 'Gateway' ? 'gateway' : type === 'Interface' ? 'interface' : 'load-balancer',
        service: String(endpoint.at('service_name') ?? 'unknown').replace(/^com\.amazonaws\.[a-z0-9-]+\./, ''),
        subnets: keys(endpoint, 'subnet_ids', 'aws_subnet'),
        routeTables: keys(endpoint, 'route_table_ids', 'aws_route_table'),
      };
    });
  const balancers = members
    .filter(({ kind, subnets }) => kind === 'load balancer' && subnets[0]?.vpc === vpc)
    .map(({ resource, subnets }): ServiceEndpointView => ({
      ...named(resource),
      kind: 'load-balancer',
      service: 'load balancer',
      subnets: subnets.map((subnet) => subnet.resource.key),
      routeTables: [],
    }));
  return [...ofAws, ...balancers].sort(byKey);
}

function aclsOf(graph: Graph, inside: readonly Subnet[]): AclView[] {
  const bySubnet = new Map<Resource, string[]>();
  for (const subnet of inside) {
    const acl = aclOf(graph, subnet);
    if (acl instanceof Unknown || acl.isImplicit) continue;
    bySubnet.set(acl.resource, [...(bySubnet.get(acl.resource) ?? []), subnet.resource.key]);
  }
  return [...bySubnet]
    .map(([acl, subnets]): AclView => ({
      ...named(acl),
      isDefault: acl.type === 'aws_default_network_acl',
      subnets,
      rules: readAcl(graph, acl).rules.map(aclRuleView),
    }))
    .sort(byKey);
}

function aclRuleView({ number, direction, allows, protocol, from, to, peers }: AclRule): AclRuleView {
  return {
    number: number instanceof Unknown ? 'unknown' : number,
    direction,
    action: allows instanceof Unknown ? 'unknown' : allows ? 'allow' : 'deny',
    traffic: trafficText(protocol, from, to),
    cidr: peers.map(peerText).join(', '),
  };
}

function tablesOf(graph: Graph, inside: readonly Subnet[]): RouteTableView[] {
  const bySubnet = new Map<Resource, string[]>();
  for (const subnet of inside) {
    const routing = routingOf(graph, subnet, 4);
    if (routing instanceof Unknown) continue;
    bySubnet.set(routing.table, [...(bySubnet.get(routing.table) ?? []), subnet.resource.key]);
  }
  return [...bySubnet]
    .map(([table, subnets]): RouteTableView => {
      const isMain = table.type !== 'aws_route_table';
      return { ...named(table), isMain, subnets, routes: routesOfTable(graph, table).routes.flatMap(routeViews) };
    })
    .sort(byKey);
}

function routeViews({ destinations, via, target }: Route): RouteTableView['routes'][number][] {
  const to = target ? labelOf(target) : via instanceof Unknown ? via.toString() : via.replaceAll('-', ' ');
  return destinations.map((peer) => ({
    destination: peerText(peer),
    target: to,
    ...(target && { targetKey: target.key }),
  }));
}

function memberView(topology: Topology, member: Member): MemberView {
  const { resource, kind, subnets, groups, publicAddress, port } = member;
  const { has, because } =
    publicAddress[4].has === false
      ? publicAddress[6].has !== false
        ? publicAddress[6]
        : publicAddress[4]
      : publicAddress[4];
  return {
    ...named(resource),
    kind,
    isDataTier: isDataTier(topology, member),
    subnets: subnets.map((subnet) => subnet.resource.key),
    securityGroups: groups.map(groupLabel),
    publicAddress: { has: has instanceof Unknown ? 'unknown' : has ? 'yes' : 'no', because },
    ...(port !== undefined && { port }),
  };
}

function linkViews(topology: Topology, vpcs: readonly Vpc[]): LinkView[] {
  const { peerings, attachments, open } = linksOf(topology);
  const keys = (some: readonly Vpc[]) => some.map(({ resource }) => resource.key);
  const peered = peerings
    .filter((one) => one.vpcs.some((vpc) => vpcs.includes(vpc)))
    .map((one): LinkView => ({ ...named(one.resource), kind: 'peering', vpcs: keys(one.vpcs) }));
  const gateways = new Map<Resource, Vpc[]>();
  for (const { gateway, vpc } of attachments) gateways.set(gateway, [...(gateways.get(gateway) ?? []), vpc]);
  const joined = [...gateways]
    .filter(([, some]) => some.some((vpc) => vpcs.includes(vpc)))
    .map(([gateway, some]): LinkView => ({ ...named(gateway), kind: 'transit gateway', vpcs: keys(some) }));
  const outward = open
    .filter(({ vpc }) => vpcs.includes(vpc))
    .map(({ resource, vpc, peer }): LinkView => ({
      ...named(resource),
      kind: resource.type === 'aws_vpc_peering_connection' ? 'peering' : 'transit gateway',
      vpcs: [vpc.resource.key, peer instanceof Unknown ? `unknown (${peer.because})` : peer],
    }));
  return [...peered, ...joined, ...outward];
}
