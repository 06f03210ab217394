import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource, type Root } from '../model/resource';
import { isAbsent, Reference, Unknown, type Value } from '../model/value';
import { parseCidr, type Family } from '../network/cidr';
import { routesOfTable, type Route } from '../network/routes';
import { unreadModuleGiven } from '../network/unread-modules';
import { addressesOf, everywhere, internet, join, none, type Addresses } from './addresses';
import { labelOf } from './labels';

export interface Vpc {
  /** Of a VPC that is not in the input, the data source, or a resource that stands for its id. */
  readonly resource: Resource;
  readonly ranges: Readonly<Record<Family, Addresses>>;
  /** Whether those are all of its ranges. */
  readonly isWhole: Readonly<Record<Family, boolean>>;
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

export const vpcTypes = ['aws_vpc', 'aws_default_vpc'] as const;
export const subnetTypes = ['aws_subnet', 'aws_default_subnet'] as const;

/** VPCs and subnets, each read once. */
export class Vpcs {
  private readonly byVpc = new Map<Resource, Vpc>();
  private readonly bySubnet = new Map<Resource, Subnet | undefined>();
  private readonly standIns = new Map<string, Resource>();

  constructor(private readonly graph: Graph) {}

  /** The VPCs of the input, and those outside it that contain resources of the input. */
  get vpcs(): ReadonlyMap<Resource, Vpc> {
    return this.byVpc;
  }

  get subnets(): ReadonlyMap<Resource, Subnet> {
    const known = [...this.bySubnet].filter((entry): entry is [Resource, Subnet] => entry[1] !== undefined);
    return new Map(known);
  }

  vpc(resource: Resource): Vpc {
    const known = this.byVpc.get(resource);
    if (known) return known;
    const vpc = vpcOf(this.graph, resource);
    this.byVpc.set(resource, vpc);
    return vpc;
  }

  /** A subnet; nothing where its VPC is not known. */
  subnet(resource: Resource): Subnet | undefined {
    if (this.bySubnet.has(resource)) return this.bySubnet.get(resource);
    const vpc = this.vpcNamed(resource);
    const subnet = vpc && subnetOf(resource, vpc);
    this.bySubnet.set(resource, subnet);
    return subnet;
  }

  /** The VPC that `vpc_id` of a resource names. */
  vpcNamed(resource: Resource): Vpc | undefined {
    const value = resource.at('vpc_id');
    if (isAbsent(value)) return resource.type === 'aws_default_subnet' ? this.defaultVpc(resource) : undefined;
    const found = this.graph.resolveFor(resource, value, ...vpcTypes, 'data.aws_vpc');
    if (found instanceof Resource) {
      if (found.type !== 'aws_vpc' && found.type !== 'aws_default_vpc') return undefined;
      return found.mode === 'data' && found.at('default') === true ? this.defaultVpc(found) : this.vpc(found);
    }
    return typeof value === 'string' && value.startsWith('vpc-')
      ? this.vpc(this.standIn(resource, value, { mode: 'data', type: 'aws_vpc', address: value }, {}))
      : undefined;
  }

  /**
   * The default VPC of the account and region of a resource, with AWS's own settings: a /16, an internet gateway and a
   * main route table that leads to it (docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html).
   */
  defaultVpc(asking: Resource): Vpc {
    const { region } = asking.provider;
    const own = this.graph
      .all('aws_default_vpc')
      .find((one) => mayMeet(one.root, asking.root) && one.provider.region === region);
    const defaultVpc = { mode: 'managed', type: 'aws_default_vpc', address: 'the default VPC' } as const;
    return this.vpc(own ?? this.standIn(asking, `default ${region ?? ''}`, defaultVpc, {}));
  }

  /** A default subnet, whose hosts get public addresses unless something says otherwise. */
  defaultSubnet(asking: Resource): Subnet {
    const vpc = this.defaultVpc(asking);
    const defaultSubnet = { mode: 'managed', type: 'aws_default_subnet', address: 'a default subnet' } as const;
    const written = { vpc_id: new Reference(vpc.resource, 'id') };
    const resource = this.standIn(asking, `subnet of ${vpc.resource.key}`, defaultSubnet, written);
    const subnet = this.bySubnet.get(resource) ?? subnetOf(resource, vpc);
    this.bySubnet.set(resource, subnet);
    return subnet;
  }

  /** One resource for all of an environment that mean the same thing outside the input. */
  private standIn(
    { root, environment, provider, writtenAt }: Resource,
    key: string,
    what: Pick<Resource, 'mode' | 'type' | 'address'>,
    attributes: Readonly<Record<string, Value>>,
  ): Resource {
    const id = `${environment} ${key}`;
    const known = this.standIns.get(id);
    if (known) return known;
    const standIn = new Resource({ ...what, name: what.address, root, provider, writtenAt }, () => attributes);
    this.standIns.set(id, standIn);
    return standIn;
  }
}

function vpcOf(graph: Graph, vpc: Resource): Vpc {
  const more = (type: string, attribute: string) =>
    graph.children(vpc, type, 'vpc_id').found.map((association) => association.at(attribute));
  const own = vpc.at('cidr_block') ?? (vpc.type === 'aws_default_vpc' ? '172.31.0.0/16' : undefined);
  const v4 = [own, ...more('aws_vpc_ipv4_cidr_block_association', 'cidr_block')];
  const v6 = [vpc.at('ipv6_cidr_block'), ...more('aws_vpc_ipv6_cidr_block_association', 'ipv6_cidr_block')];
  const ranges = { 4: known(v4, 4), 6: known(v6, 6) };
  const isWhole = (family: Family, values: readonly (Value | undefined)[]) =>
    ranges[family].length > 0 && values.every((value) => value === undefined || rangesOf(value, family) !== undefined);
  return {
    ...{ resource: vpc, ranges, isWhole: { 4: isWhole(4, v4), 6: isWhole(6, v6) } },
    internetGateway: gatewayOf(graph, vpc),
  };
}

/** The internet gateway: AWS refuses a route to one that is not of the VPC, so such a route tells as well. */
function gatewayOf(graph: Graph, vpc: Resource): Resource | Unknown | undefined {
  const { byVpc, unknown } = gatewaysOf(graph);
  const attached = byVpc.get(vpc);
  if (attached) return attached;
  if (vpc.type === 'aws_default_vpc') return vpc;
  const tables = [vpc, ...graph.children(vpc, 'aws_route_table', 'vpc_id').found];
  const isElsewhere = ({ via, target }: Route) => via === 'internet-gateway' && target?.mode !== 'managed';
  const route = tables.flatMap((table) => routesOfTable(graph, table).routes).find(isElsewhere);
  if (route) return route.target ?? route.resource;
  if (vpc.mode === 'data') return new Unknown(`whether ${vpc.address} has an internet gateway`);
  return unknown.find(({ root }) => mayMeet(root, vpc.root))?.value ?? unreadModuleGiven(graph, vpc);
}

/** The internet gateway of each VPC, by its own attribute or by an attachment. */
const gatewaysOf = memoized((graph: Graph) => {
  const byVpc = new Map<Resource, Resource>();
  const unknown: { readonly root: Root; readonly value: Unknown }[] = [];
  const add = (gateway: Resource, by: Resource) => {
    const vpc = graph.resolveFor(by, by.at('vpc_id'), ...vpcTypes, 'data.aws_vpc');
    if (vpc instanceof Resource) byVpc.set(vpc, gateway);
    else if (vpc) unknown.push({ root: by.root, value: vpc });
  };
  for (const gateway of graph.all('aws_internet_gateway')) add(gateway, gateway);
  for (const attachment of graph.all('aws_internet_gateway_attachment')) {
    const gateway = graph.resolveFor(attachment, attachment.at('internet_gateway_id'), 'aws_internet_gateway');
    add(gateway instanceof Resource ? gateway : attachment, attachment);
  }
  return { byVpc, unknown };
});

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
