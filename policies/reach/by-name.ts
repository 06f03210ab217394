import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import type { Unknown, Value } from '../model/value';

const nameIndexes = new WeakMap<Graph, Map<string, ReadonlyMap<string, readonly Resource[]>>>();

/** The resource that a value names: by reference, or by the name it has in its own root, its environment, anywhere. */
export function byName(
  graph: Graph,
  type: string,
  attribute: string,
  value: Value | undefined,
  near: Resource,
): Resource | Unknown | undefined {
  if (typeof value !== 'string') return graph.resolve(value, type);
  const made = nameIndexes.get(graph) ?? new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  nameIndexes.set(graph, made);
  const key = `${type} ${attribute}`;
  const index = made.get(key) ?? indexBy(graph.all(type), attribute);
  made.set(key, index);
  const named = index.get(value) ?? [];
  return (
    named.find(({ root }) => root === near.root) ??
    named.find(({ environment }) => environment === near.environment) ??
    graph.resolve(value, type) ??
    named[0]
  );
}

function indexBy(resources: readonly Resource[], attribute: string): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) {
    const name = resource.at(attribute);
    if (typeof name !== 'string') continue;
    const same = index.get(name);
    if (same) same.push(resource);
    else index.set(name, [resource]);
  }
  return index;
}
