import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { canonicalGroup } from '../network/security-group-rules';
import { tierOf } from '../network/tiers';
import { tagOf } from './labels';
import { membersOf, type Member } from './members';
import type { Exposure } from './views';
import { subnetTypes, Vpcs, vpcTypes, type Subnet, type Vpc } from './vpcs';

/** The network of a graph: its VPCs and subnets, and what has addresses in them. */
export interface Topology {
  readonly graph: Graph;
  readonly vpcs: ReadonlyMap<Resource, Vpc>;
  readonly subnets: ReadonlyMap<Resource, Subnet>;
  readonly members: readonly Member[];
  /** Members by their resource. */
  readonly byResource: ReadonlyMap<Resource, Member>;
  /** Members by the group that they have, under the group that stands for it. */
  readonly byGroup: ReadonlyMap<Resource, readonly Member[]>;
}

/** The network of all roots together. */
export const topologyOf = memoized((graph: Graph): Topology => {
  const all = new Vpcs(graph);
  for (const vpc of graph.all(...vpcTypes)) all.vpc(vpc);
  for (const subnet of graph.all(...subnetTypes)) all.subnet(subnet);
  const members = membersOf(graph, all);
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
  const byResource = new Map(members.map((member) => [member.resource, member]));
  return { graph, vpcs: all.vpcs, subnets: all.subnets, members, byResource, byGroup };
});

/** How far a subnet's addresses get. */
export function exposureOf(graph: Graph, { resource }: Subnet): Exposure {
  const tier = tierOf(graph, resource);
  return tier instanceof Unknown ? 'unknown' : tier;
}

/** What a subnet is called among those that are alike in other zones. */
export function tierNameOf(graph: Graph, subnet: Subnet): string {
  return tagOf(subnet.resource, 'tier') ?? exposureOf(graph, subnet);
}

/** Whether a member keeps data, or is in subnets whose tag says that they are for data. */
export function isDataTier({ keepsData, subnets }: Member): boolean {
  return keepsData || (subnets.length > 0 && subnets.every(({ resource }) => tagOf(resource, 'tier') === 'data'));
}
