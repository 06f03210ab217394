import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource, type Root } from '../model/resource';
import { isList, isMap, Unknown, type Value } from '../model/value';
import { parseCidr, type Family } from '../network/cidr';
import { canonicalGroup } from '../network/security-group-rules';
import { addressesOf, everywhere, internet, join, none, type Addresses } from './addresses';
import { membersOf, type Member } from './members';

export interface Vpc {
  readonly resource: Resource;
  readonly ranges: Readonly<Record<Family, Addresses>>;
  readonly internetGateway: Resource | Unknown | undefined;
}

export interface Subnet {
  readonly resource: Resource;
  readonly vpc: Vpc;
  /** Where its addresses are: of IPv6, and of IPv4 that is not known, all that they may be. */
  readonly ranges: Readonly<Record<Family, Addresses>>;
  /** Why the range is not known exactly. */
  readonly unknown?: Unknown;
}

/** What an environment's network is made of. */
export interface Topology {
  readonly graph: Graph;
  readonly vpcs: ReadonlyMap<Resource, Vpc>;
  readonly subnets: ReadonlyMap<Resource, Subnet>;
  readonly members: readonly Member[];
  /** Members by the group that they have, under the group that stands for it. */
  readonly byGroup: ReadonlyMap<Resource, readonly Member[]>;
}

export const vpcTypes = ['aws_vpc', 'aws_default_vpc'] as const;
export const subnetTypes = ['aws_subnet', 'aws_default_subnet'] as const;

const topologies = new WeakMap<Graph, Topology>();

/** The network of all roots together; made once for each graph. */
export function topologyOf(graph: Graph): Topology {
  const known = topologies.get(graph);
  if (known) return known;
  const gateways = gatewaysOf(graph);
  const vpcs = new Map(graph.all(...vpcTypes).map((vpc) => [vpc, vpcOf(graph, vpc, gateways)]));
  const subnets = new Map(
    graph.all(...subnetTypes).flatMap((subnet) => {
      const vpc = graph.resolveFor(subnet, subnet.at('vpc_id'), ...vpcTypes);
      const found = vpc instanceof Resource ? vpcs.get(vpc) : undefined;
      return found ? [[subnet, subnetOf(subnet, found)] as const] : [];
    }),
  );
  const members = membersOf(graph, subnets);
  const byGroup = new Map<Resource, Member[]>();
  for (const member of members) {
    for (const group of member.groups) {
      if (group instanceof Unknown) continue;
      const canonical = canonicalGroup(graph, group);
      const same = byGroup.get(canonical);
      if (same) same.push(member);
      else byGroup.set(canonical, [member]);
    }
  }
  const topology = { graph, vpcs, subnets, members, byGroup };
  topologies.set(graph, topology);
  return topology;
}

interface Gateways {
  readonly byVpc: ReadonlyMap<Resource, Resource>;
  /** The first of each environment of which the VPC is not known. */
  readonly unknown: ReadonlyMap<string, readonly [Root, Unknown]>;
}

/** The internet gateway of each VPC, by its own attribute or by an attachment. */
function gatewaysOf(graph: Graph): Gateways {
  const gateways = { byVpc: new Map<Resource, Resource>(), unknown: new Map<string, [Root, Unknown]>() };
  const add = (gateway: Resource, vpc: Resource | Unknown | undefined) => {
    const { root } = gateway;
    if (vpc instanceof Resource) gateways.byVpc.set(vpc, gateway);
    else if (vpc && !gateways.unknown.has(root.environment)) gateways.unknown.set(root.environment, [root, vpc]);
  };
  for (const gateway of graph.all('aws_internet_gateway')) {
    if (gateway.at('vpc_id') !== undefined) add(gateway, graph.resolveFor(gateway, gateway.at('vpc_id'), ...vpcTypes));
  }
  for (const attachment of graph.all('aws_internet_gateway_attachment')) {
    const gateway = graph.resolveFor(attachment, attachment.at('internet_gateway_id'), 'aws_internet_gateway');
    add(
      gateway instanceof Resource ? gateway : attachment,
      graph.resolveFor(attachment, attachment.at('vpc_id'), ...vpcTypes),
    );
  }
  return gateways;
}

function vpcOf(graph: Graph, vpc: Resource, gateways: Gateways): Vpc {
  const more = (type: string, attribute: string) =>
    graph.children(vpc, type, 'vpc_id').found.map((association) => association.at(attribute));
  const v4 = [vpc.at('cidr_block'), ...more('aws_vpc_ipv4_cidr_block_association', 'cidr_block')];
  const v6 = [vpc.at('ipv6_cidr_block'), ...more('aws_vpc_ipv6_cidr_block_association', 'ipv6_cidr_block')];
  // AWS attaches a gateway to a default VPC.
  const [, doubt] = [...gateways.unknown.values()].find(([root]) => mayMeet(root, vpc.root)) ?? [];
  const implicit = vpc.type === 'aws_default_vpc' ? vpc : doubt;
  return {
    resource: vpc,
    ranges: { 4: known(v4, 4), 6: known(v6, 6) },
    internetGateway: gateways.byVpc.get(vpc) ?? implicit,
  };
}

function known(values: readonly (Value | undefined)[], family: Family): Addresses {
  return join(values.flatMap((value) => rangesOf(value, family) ?? []));
}

function rangesOf(value: Value | undefined, family: Family): Addresses | undefined {
  const cidr = typeof value === 'string' ? parseCidr(value) : undefined;
  return cidr && cidr.family === family ? addressesOf([cidr], family) : undefined;
}

function subnetOf(subnet: Resource, vpc: Vpc): Subnet {
  const [v4, v6] = [subnet.at('cidr_block'), subnet.at('ipv6_cidr_block')];
  const isV6Only = subnet.at('ipv6_native') === true;
  const four = isV6Only ? none : (rangesOf(v4, 4) ?? (vpc.ranges[4].length > 0 ? vpc.ranges[4] : everywhere[4]));
  // Amazon's blocks are known after apply: then it is one of the internet's.
  const six = v6 === undefined ? none : (rangesOf(v6, 6) ?? internet[6]);
  const ranges = { 4: four, 6: six };
  if (isV6Only || rangesOf(v4, 4)) return { resource: subnet, vpc, ranges };
  const because = v4 instanceof Unknown ? v4.because : `cidr_block of ${labelOf(subnet)}`;
  return { resource: subnet, vpc, ranges, unknown: new Unknown(because) };
}

// What modules call the one resource that they are about.
const own = /^(security-group|subnet|instance|replication-group|group|vpc|route-table|network-acl|load-balancer)$/;

/** Short, for people: the construct path without stack and the words that say only what it is, else the address. */
export function labelOf(resource: Resource): string {
  const [, ...path] = resource.constructPath?.split('/') ?? [];
  while (path.length > 1 && (own.test(path.at(-1) ?? '') || path.at(-1) === path.at(-2))) path.pop();
  return path.length > 0 ? path.join('/') : resource.address;
}

/** The text of a tag, by its key. */
export function tagOf(resource: Resource, key: string): string | undefined {
  for (const tags of [resource.at('tags'), resource.at('tag')]) {
    if (isMap(tags) && typeof tags[key] === 'string') return tags[key];
    const found = isList(tags) ? tags.find((tag) => isMap(tag) && tag.key === key) : undefined;
    if (isMap(found) && typeof found.value === 'string') return found.value;
  }
  return undefined;
}
