import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import type { Unknown } from '../../../review/model/value';
import { overlaps } from '../../../review/network/cidr';
import { cidrsOfVpc } from '../../../review/network/vpcs';
import { memoized } from '../../../review/memoize';

interface Joined {
  /** The overlapping CIDR block, and the other VPC. */
  readonly clash?: { readonly text: string; readonly other: Resource };
  readonly unknown?: Unknown;
}

/** The connected VPCs: two by each peering, many by a transit gateway. */
function groupsOf(graph: Graph): readonly ReadonlySet<Resource>[] {
  const pairs = graph.all('aws_vpc_peering_connection').map((peering) => {
    const sides = ['vpc_id', 'peer_vpc_id'].map((side) => peering.at(side) ?? null);
    return new Set(graph.resolveAllFor(peering, sides, 'aws_vpc').found.filter(({ mode }) => mode === 'managed'));
  });
  const byGateway = new Map<Resource, Set<Resource>>();
  for (const attachment of graph.all('aws_ec2_transit_gateway_vpc_attachment')) {
    const gateway = graph.resolveFor(attachment, attachment.at('transit_gateway_id'), 'aws_ec2_transit_gateway');
    const vpc = graph.resolveFor(attachment, attachment.at('vpc_id'), 'aws_vpc');
    if (!(gateway instanceof Resource) || !(vpc instanceof Resource)) continue;
    byGateway.set(gateway, (byGateway.get(gateway) ?? new Set()).add(vpc));
  }
  return [...pairs, ...byGateway.values()].filter(({ size }) => size > 1);
}

/** The VPCs that overlap with a connected VPC. Sorts the CIDR blocks once for each group. */
export const joinedOf = memoized((graph: Graph): ReadonlyMap<Resource, Joined> => {
  const joined = new Map<Resource, Joined>();
  for (const group of groupsOf(graph)) {
    const unknown = [...group].map((vpc) => cidrsOfVpc(graph, vpc).unknown).find((one) => one !== undefined);
    for (const vpc of group) joined.set(vpc, { ...(unknown && { unknown }), ...joined.get(vpc) });
    const blocks = [...group]
      .flatMap((vpc) => cidrsOfVpc(graph, vpc).cidrs.map((cidr) => ({ vpc, cidr })))
      .sort((a, b) => (a.cidr.first < b.cidr.first ? -1 : 1));
    let widest = blocks[0];
    for (const block of blocks.slice(1)) {
      if (widest && widest.vpc !== block.vpc && overlaps(widest.cidr, block.cidr)) {
        joined.set(block.vpc, { clash: { text: block.cidr.text, other: widest.vpc } });
        joined.set(widest.vpc, { clash: { text: widest.cidr.text, other: block.vpc } });
      }
      if (!widest || block.cidr.last > widest.cidr.last) widest = block;
    }
  }
  return joined;
});
