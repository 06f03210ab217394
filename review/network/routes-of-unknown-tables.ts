import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource, type Root } from '../model/resource';
import { Unknown } from '../model/value';
import { tableOfRoute, vpcTypes } from './tables';

/** Routes of which the table is not known. */
export interface RoutesOfUnknownTable {
  readonly root: Root;
  readonly because: Unknown;
  /** Whether it can only be a table that AWS created with a VPC, and which VPC, where that is known. */
  readonly isMain: boolean;
  readonly vpc?: Resource;
  /** Whether it is one whose routes are all written in one place: then not that of a VPC which has its own. */
  readonly isWhole: boolean;
}
/** What a graph has of them. */
export function routesOfUnknownTables(graph: Graph): readonly RoutesOfUnknownTable[] {
  const routes = graph.all('aws_route').flatMap((route): RoutesOfUnknownTable[] => {
    const table = tableOfRoute(graph, route);
    if (table instanceof Unknown) return [{ root: route.root, because: table, isMain: false, isWhole: false }];
    if (table && table.mode !== 'data') return [];
    const vpc = table && graph.resolveFor(table, table.at('vpc_id'), ...vpcTypes);
    const because = new Unknown(`which route table ${route.address} is in`);
    return [{ root: route.root, because, isMain: true, isWhole: false, ...(vpc instanceof Resource && { vpc }) }];
  });
  const whole = [
    ...graph.all('aws_default_route_table').map((one) => [one, 'default_route_table_id'] as const),
    ...graph.all('aws_main_route_table_association').map((one) => [one, 'vpc_id'] as const),
  ].flatMap(([resource, attribute]): RoutesOfUnknownTable[] => {
    const vpc = graph.resolveFor(resource, resource.at(attribute), ...vpcTypes);
    if (vpc instanceof Resource) return [];
    const because = vpc ?? new Unknown(`which VPC ${resource.address} is in`);
    return [{ root: resource.root, because, isMain: true, isWhole: true }];
  });
  // Most graphs have none; of many alike the first is enough.
  return firstOfEach([...routes, ...whole]);
}

function firstOfEach(doubts: readonly RoutesOfUnknownTable[]): readonly RoutesOfUnknownTable[] {
  const seen = new Map<string, RoutesOfUnknownTable>();
  for (const doubt of doubts) {
    const key = `${doubt.root.environment} ${doubt.isMain} ${doubt.isWhole} ${doubt.vpc?.key ?? ''}`;
    if (!seen.has(key)) seen.set(key, doubt);
  }
  return [...seen.values()];
}

/**
 * Whether the routes may belong to this table.
 *
 * @param hasOwn whether it is known which routes the main table of the VPC has, that the table stands for
 */
export function mayBeInTable(
  { root, isMain, isWhole, vpc }: RoutesOfUnknownTable,
  table: Resource,
  hasOwn: boolean,
): boolean {
  if (!mayMeet(root, table.root)) return false;
  if (!isMain) return true;
  const isOfVpc = (vpcTypes as readonly string[]).includes(table.type);
  return isOfVpc && (!vpc || vpc === table) && !(isWhole && hasOwn);
}
