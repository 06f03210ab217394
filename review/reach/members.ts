import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { isAbsent, Unknown, type Value } from '../model/value';
import { elements, type Listening, type MemberType, type PublicBy, type PublicEndpoint } from './member-type';
import { memberTypes } from './member-types';
import { addedGroups, hostInterfaces } from './network-interfaces';
import {
  addressesByAttribute,
  addressesNever,
  addressesOfInterface,
  addressesOfSubnets,
  addressesOfTask,
  type PublicAddress,
  type InterfacePlacement,
} from './public-addresses';
import { subnetTypes, vpcTypes, type Subnet, type Vpc, type Vpcs } from './vpcs';

/** A security group, or one that is not of the input. Of a VPC's default group, the VPC. */
export type Group = Resource | Unknown;

/** A network interface in one or several subnets: those of one kind of all zones are one. */
export interface Interface {
  readonly subnets: readonly Subnet[];
  /** Why it may be in other subnets as well, or is in none that is known. */
  readonly unplaced?: Unknown;
  /** The VPC that it is in: that of its security groups, if its subnets are not known. */
  readonly vpc?: Vpc;
  /** Its groups, its VPC's default group when it names none; absent: no groups stand before it. */
  readonly groups?: readonly Group[];
  readonly publicAddress: PublicAddress;
  /** Whether it has no IPv6 address, whatever its subnets have. */
  readonly isIpv4Only?: boolean;
  /** Why it is not known whether it has one. */
  readonly maybeIpv4Only?: Unknown;
}

/** A thing with addresses in subnets: of one resource, in all its zones. */
export interface Member {
  readonly resource: Resource;
  /** `database` */
  readonly kind: string;
  readonly keepsData: boolean;
  readonly listens: Listening;
  readonly interfaces: readonly Interface[];
  readonly publicEndpoint?: PublicEndpoint;
  /** Of all interfaces, each once. */
  readonly subnets: readonly Subnet[];
  readonly groups: readonly Group[];
}

/** Everything with addresses, of every root. */
export function membersOf(graph: Graph, vpcs: Vpcs): Member[] {
  const reader = new MemberReader(graph, vpcs);
  return memberTypes.flatMap((type) =>
    graph.all(type.type).flatMap((resource) => {
      const exists = type.exists?.(resource, graph) ?? true;
      return exists ? [reader.member(resource, type)] : [];
    }),
  );
}

class MemberReader {
  private readonly sameGroups = new Map<string, readonly Group[]>();

  constructor(
    private readonly graph: Graph,
    private readonly vpcs: Vpcs,
  ) {}

  member(resource: Resource, type: MemberType): Member {
    const interfaces = this.interfaces(resource, type);
    const endpoint = type.publicEndpoint?.(resource, this.graph);
    return {
      resource,
      kind: type.kind,
      keepsData: type.keepsData ?? false,
      listens: type.listens?.(resource, this.graph),
      interfaces,
      ...(endpoint && { publicEndpoint: endpoint }),
      subnets: [...new Set(interfaces.flatMap(({ subnets }) => subnets))],
      groups: [...new Set(interfaces.flatMap(({ groups }) => groups ?? []))],
    };
  }

  private interfaces(resource: Resource, type: MemberType): Interface[] {
    if (type.isInVpc?.(resource, this.graph) === false) return [];
    return type.address === 'host' ? this.hostInterfaces(resource, type) : [this.managedInterface(resource, type)];
  }

  private hostInterfaces(resource: Resource, type: MemberType): Interface[] {
    return hostInterfaces(this.graph, resource).map((written) => {
      const named = elements(written.groups);
      const more = written.addressed.flatMap((one) => addedGroups(this.graph, one));
      const withCreatedGroups =
        type.type === 'aws_eks_node_group'
          ? [...(named.length > 0 ? [] : clusterOf(this.graph, resource)), resource]
          : [];
      const places = this.placed(resource, type, written.subnets);
      const groups = this.groups(resource, [...named, ...more], withCreatedGroups);
      const addresses = (where: InterfacePlacement) => addressesOfInterface(this.graph, resource, written, where);
      return withOwnIpv6(this.interfaceAt(places, groups, addresses));
    });
  }

  private managedInterface(resource: Resource, type: MemberType): Interface {
    const places = this.placed(resource, type, type.subnets(resource, this.graph));
    const named = elements(type.groups(resource, this.graph));
    const families = type.families?.(resource) ?? ([4, 6] as const);
    const addresses = (where: InterfacePlacement): PublicAddress => {
      if (type.address === 'as its subnets') return addressesOfSubnets(where);
      if (type.address === 'task') return addressesOfTask(this.graph, resource, where);
      const isFixed = !type.address || type.address === 'host';
      return isFixed ? addressesNever(type) : addressesByAttribute(resource, type.address as PublicBy, families);
    };
    const isUnguarded = named.length === 0 && (type.isUnguarded?.(resource) ?? false);
    const groups = isUnguarded ? undefined : this.groups(resource, named, []);
    const made = this.interfaceAt(places, groups, addresses);
    if (type.address === 'as its subnets' || type.address === 'task') return withOwnIpv6(made);
    return families instanceof Unknown || families.includes(6) ? made : { ...made, isIpv4Only: true };
  }

  private interfaceAt(
    where: InterfacePlacement,
    named: readonly Group[] | undefined,
    addresses: (where: InterfacePlacement) => PublicAddress,
  ): Interface {
    const vpc = where.subnets[0]?.vpc ?? (named && this.vpcOfGroups(named));
    const groups = named?.length === 0 ? this.shared([this.defaultGroup(vpc)]) : named;
    return {
      subnets: where.subnets,
      ...(where.unknown && { unplaced: where.unknown }),
      ...(vpc && { vpc }),
      ...(groups && { groups }),
      publicAddress: addresses(where),
    };
  }

  private placed(resource: Resource, type: MemberType, value: Value | undefined): InterfacePlacement {
    const places = elements(value);
    if (places.length > 0) {
      const found = places.map((one) => this.subnetNamed(resource, one));
      const subnets = [...new Set(found.filter((one): one is Subnet => !(one instanceof Unknown)))];
      const unknown = found.find((one): one is Unknown => one instanceof Unknown);
      return { subnets, ...(unknown && { unknown }) };
    }
    if (isAbsent(value) && type.inDefaultVpc) return { subnets: [this.vpcs.defaultSubnet(resource)] };
    return { subnets: [], unknown: new Unknown(`${type.where ?? 'the subnets'} of ${resource.address}`) };
  }

  private subnetNamed(asking: Resource, value: Value): Subnet | Unknown {
    const subnet = this.graph.resolveFor(asking, value, ...subnetTypes, 'data.aws_subnet');
    if (subnet instanceof Unknown) return subnet;
    if (subnet?.mode === 'data') return new Unknown(`the routes of ${subnet.address}, which is not in the input`);
    const isSubnet = subnet && (subnetTypes as readonly string[]).includes(subnet.type);
    const known = isSubnet ? this.vpcs.subnet(subnet) : undefined;
    if (known) return known;
    const name = subnet ? subnet.address : JSON.stringify(value);
    return new Unknown(isSubnet ? `the VPC of ${name} is not in the input` : `subnet ${name} is not in the input`);
  }

  private groups(asking: Resource, named: readonly Value[], created: readonly Resource[]): readonly Group[] {
    return this.shared([...named.map((value) => this.groupNamed(asking, value)), ...created]);
  }

  /** Equal lists are one list, so that what was computed for it is found again. */
  private shared(groups: readonly Group[]): readonly Group[] {
    const distinct = [...new Map(groups.map((group) => [keyOf(group), group])).values()];
    const key = distinct.map(keyOf).join('\n');
    const known = this.sameGroups.get(key);
    if (!known) this.sameGroups.set(key, distinct);
    return known ?? distinct;
  }

  private groupNamed(asking: Resource, value: Value): Group {
    const found =
      this.graph.resolveFor(asking, value, ...groupTypes) ??
      this.graph.resolveBy(asking, value, 'aws_security_group', 'name');
    return found ?? new Unknown(`the rules of security group ${JSON.stringify(value)} are not in the input`);
  }

  /** The VPC's own group; its rules are AWS's where no resource changes them. */
  private defaultGroup(vpc: Vpc | undefined): Group {
    if (!vpc) return new Unknown('no security group is written, and the VPC that would give its default is not known');
    return this.graph.children(vpc.resource, 'aws_default_security_group', 'vpc_id').found[0] ?? vpc.resource;
  }

  private vpcOfGroups(groups: readonly Group[]): Vpc | undefined {
    for (const group of groups) {
      if (group instanceof Unknown) continue;
      if ((vpcTypes as readonly string[]).includes(group.type)) return this.vpcs.vpc(group);
      const vpc = this.vpcs.vpcNamed(group);
      if (vpc) return vpc;
    }
    return undefined;
  }
}

/** Of what has IPv6 addresses one by one: every one of them is public, so it has none where it has no public one. */
function withOwnIpv6(made: Interface): Interface {
  const { has } = made.publicAddress[6];
  if (has instanceof Unknown) return { ...made, maybeIpv4Only: has };
  return has ? made : { ...made, isIpv4Only: true };
}

const keyOf = (group: Group) => (group instanceof Unknown ? `? ${group.because}` : group.key);
const groupTypes = ['aws_security_group', 'aws_default_security_group', 'data.aws_security_group'] as const;

/** EKS attaches the security group of the cluster to its nodes. */
function clusterOf(graph: Graph, nodes: Resource): Resource[] {
  const cluster = graph.resolveBy(nodes, nodes.at('cluster_name'), 'aws_eks_cluster', 'name');
  return cluster instanceof Resource ? [cluster] : [];
}
