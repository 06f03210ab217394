import type { Graph } from '../../model/graph';
import type { Resource } from '../../model/resource';
import { isList, type Unknown, type Value } from '../../model/value';

type Index = Map<string, Resource[]>;
const indexes = new WeakMap<Graph, Map<string, Index>>();

/**
 * The resources of a type, of the environment of `asking`, that have a text in an attribute. For names which are unique
 * in an account only: two environments may have a database `main` each.
 */
export function withText(graph: Graph, asking: Resource, type: string, attribute: string, text: string) {
  return indexOf(graph, type, attribute).get(`${asking.environment} ${text}`) ?? [];
}

/** The resource that a value means: by reference, or by what its `attribute` says. */
export function named(
  graph: Graph,
  asking: Resource,
  value: Value | undefined,
  type: string,
  attribute: string,
): Resource | Unknown | undefined {
  if (typeof value !== 'string') return graph.resolve(value, type);
  return withText(graph, asking, type, attribute, value)[0] ?? graph.resolve(value, type);
}

/** The resources of a type that name `parent` in an attribute, by reference or by its `name`; and whether there may be more. */
export function joined(
  graph: Graph,
  parent: Resource,
  type: string,
  attribute: string,
  name: string,
): { readonly found: readonly Resource[]; readonly unknown?: Unknown } {
  const { found, unknown } = graph.children(parent, type, attribute);
  const text = parent.at(name);
  const byName = typeof text === 'string' ? withText(graph, parent, type, attribute, text) : [];
  const all = [...new Set([...found, ...byName])];
  return unknown ? { found: all, unknown } : { found: all };
}

function indexOf(graph: Graph, type: string, attribute: string): Index {
  const ofGraph = indexes.get(graph) ?? new Map<string, Index>();
  indexes.set(graph, ofGraph);
  const key = `${type} ${attribute}`;
  const known = ofGraph.get(key);
  if (known) return known;
  const index: Index = new Map();
  for (const resource of graph.all(type)) {
    const value = resource.at(attribute);
    for (const one of isList(value) ? value : [value]) {
      if (typeof one !== 'string') continue;
      const name = `${resource.environment} ${one}`;
      const same = index.get(name);
      if (same) same.push(resource);
      else index.set(name, [resource]);
    }
  }
  ofGraph.set(key, index);
  return index;
}
