import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import type { Unknown } from '../model/value';

export const vpcTypes = ['aws_vpc', 'aws_default_vpc'] as const;
export const tableTypes = ['aws_route_table', 'aws_default_route_table', 'data.aws_route_table', ...vpcTypes] as const;

/** The table that a route, or a table itself, writes to; nothing when it is not of the graph. */
export function tableOfRoute(graph: Graph, resource: Resource): Resource | Unknown | undefined {
  if (resource.type !== 'aws_route') return resource;
  return graph.resolveFor(resource, resource.at('route_table_id'), ...tableTypes);
}

/** The one resource that stands for a table: of a VPC's own, the VPC. */
export function canonicalTable(graph: Graph, table: Resource): Resource {
  if (table.type !== 'aws_default_route_table') return table;
  const vpc = graph.resolveFor(table, table.at('default_route_table_id'), ...vpcTypes);
  return vpc instanceof Resource ? vpc : table;
}
