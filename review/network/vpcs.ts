import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Cidr } from './cidr';
import { peersOf } from './peers';

/** The addresses of a VPC, those associated later too, and why there may be more. */
export function cidrsOfVpc(graph: Graph, vpc: Resource): { cidrs: readonly Cidr[]; unknown?: Unknown } {
  const associated = graph.children(vpc, 'aws_vpc_ipv4_cidr_block_association', 'vpc_id');
  const blocks = [vpc, ...associated.found].flatMap((resource) =>
    peersOf(graph, 'cidr_block', resource.at('cidr_block') ?? new Unknown(`the addresses of ${resource.address}`)),
  );
  const doubt = blocks.find(({ kind }) => kind !== 'cidr');
  const unknown =
    associated.unknown ??
    (doubt && (doubt.kind === 'unknown' ? doubt.unknown : new Unknown(`the addresses of ${vpc.address}`)));
  const cidrs = blocks.flatMap((block) => (block.kind === 'cidr' ? [block.cidr] : []));
  return unknown ? { cidrs, unknown } : { cidrs };
}
