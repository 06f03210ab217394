import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isList, isMap, Reference, Unknown, type Value } from '../model/value';

/**
 * Why there may be more about a resource than the input shows: a module that was not read is given it, and may add
 * rules to a group, routes to a table, a gateway to a VPC.
 */
export function unreadModuleGiven(graph: Graph, resource: Resource): Unknown | undefined {
  const module = indexOf(graph).get(resource);
  return module && new Unknown(`what ${module.address}, which was not read, adds to ${resource.address}`);
}

/** The first unread module that is given each resource. */
const indexOf = memoized((graph: Graph): ReadonlyMap<Resource, Resource> => {
  const index = new Map<Resource, Resource>();
  for (const module of graph.all('@module')) {
    for (const { resource } of referencesIn(module.attributes)) if (!index.has(resource)) index.set(resource, module);
  }
  return index;
});

function referencesIn(value: Value | undefined): readonly Reference[] {
  if (value instanceof Reference) return [value];
  if (isList(value)) return value.flatMap(referencesIn);
  return isMap(value) ? Object.values(value).flatMap(referencesIn) : [];
}
