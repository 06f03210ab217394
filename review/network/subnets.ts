import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { routesOfSubnet } from './routes';

/**
 * The subnets in which a table applies: those associated with it, and of a main table those associated with none.
 *
 * @param table as `canonicalTable` gives it
 */
export function subnetsOfTable(graph: Graph, table: Resource): readonly Resource[] {
  return indexOf(graph).get(table) ?? [];
}

const indexOf = memoized((graph: Graph): ReadonlyMap<Resource, readonly Resource[]> => {
  const index = new Map<Resource, Resource[]>();
  for (const subnet of graph.all('aws_subnet')) {
    const found = routesOfSubnet(graph, subnet);
    if (found instanceof Unknown) continue;
    const same = index.get(found.table);
    if (same) same.push(subnet);
    else index.set(found.table, [subnet]);
  }
  return index;
});
