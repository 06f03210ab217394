import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { routesOfTable, type Route } from '../network/routes';
import { distributionViews, webAclOf } from './distribution-views';
import { byKey, labelOf, named } from './labels';
import type { Member } from './members';
import { aclOf, readAcl, type AclRule } from './network-acls';
import { endpointsOf, gatewaysOf, linkViews } from './network-view-links';
import { routingOf } from './routing';
import { peerText, trafficText } from './rule-text';
import type { PublicAddress } from './public-addresses';
import { groupLabel } from './security-groups';
import { exposureOf, isDataTier, tierNameOf, topologyOf, type Topology } from './topology';
import type {
  AclRuleView,
  AclView,
  Exposure,
  MemberView,
  NetworkView,
  PortRange,
  RouteTableView,
  SubnetView,
  TierView,
  VpcView,
} from './views';
import type { Subnet, Vpc } from './vpcs';

/** An environment's network, as data that a page can draw. */
export function networkOf(graph: Graph, environment: string): NetworkView {
  const topology = topologyOf(graph);
  const vpcs = [...topology.vpcs.values()].filter(({ resource }) => resource.environment === environment);
  return {
    environment,
    vpcs: vpcs.map((vpc) => vpcView(topology, vpc)).sort(byKey),
    distributions: distributionViews(topology, environment),
    links: linkViews(topology, vpcs).sort(byKey),
  };
}

function vpcView(topology: Topology, vpc: Vpc): VpcView {
  const { graph } = topology;
  const subnetsOfVpc = [...topology.subnets.values()].filter((subnet) => subnet.vpc === vpc);
  const subnets = subnetsOfVpc.map((subnet) => subnetView(graph, subnet)).sort(byName);
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
    gateways: gatewaysOf(topology, vpc, subnetsOfVpc),
    endpoints: endpointsOf(topology, vpc),
    acls: aclsOf(graph, subnetsOfVpc),
    routeTables: tablesOf(graph, subnetsOfVpc),
    members: topology.members
      .filter(({ subnets }) => subnets[0]?.vpc === vpc)
      .map((member) => memberView(graph, member))
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
    cidrs: cidrs.flatMap((cidr) => (cidr === undefined ? [] : String(asText(cidr)))),
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

function aclsOf(graph: Graph, subnets: readonly Subnet[]): AclView[] {
  const bySubnet = new Map<Resource, string[]>();
  for (const subnet of subnets) {
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

function tablesOf(graph: Graph, subnets: readonly Subnet[]): RouteTableView[] {
  const bySubnet = new Map<Resource, string[]>();
  for (const subnet of subnets) {
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

function memberView(graph: Graph, member: Member): MemberView {
  const { resource, kind, subnets, groups, listens } = member;
  const { has, because } = publicAddressOf(member);
  const [port] = Array.isArray(listens) ? (listens as readonly PortRange[]) : [];
  return {
    ...named(resource),
    kind,
    isDataTier: isDataTier(member),
    subnets: subnets.map((subnet) => subnet.resource.key),
    securityGroups: groups.map(groupLabel),
    publicAddress: { has: has instanceof Unknown ? 'unknown' : has ? 'yes' : 'no', because },
    ...(port && { port: port.from }),
    ...(kind === 'load balancer' && webAclOf(graph, resource)),
  };
}

/** Over all interfaces and both families: one that has a public address, else one that may have one. */
function publicAddressOf({ interfaces, publicEndpoint: endpoint }: Member): PublicAddress[4] {
  if (interfaces.length === 0 && endpoint) return { has: endpoint.isOn, because: endpoint.text };
  const all = interfaces.flatMap(({ publicAddress }) => [publicAddress[4], publicAddress[6]]);
  return (
    all.find(({ has }) => has === true) ??
    all.find(({ has }) => has instanceof Unknown) ??
    all[0] ?? { has: new Unknown('its network interfaces'), because: 'its network interfaces are not in the input' }
  );
}
