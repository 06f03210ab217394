import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isList } from '../../../review/model/value';

type Index = Map<string, Resource[]>;
const indexes = new WeakMap<Graph, Map<string, Index>>();

/**
 * The resources of a type, in the environment of `asking`, that have a text in an attribute. For names that are unique
 * only within an account: two environments may each have a database `main`.
 */
export function withText(graph: Graph, asking: Resource, type: string, attribute: string, text: string) {
  return indexOf(graph, type, attribute).get(`${asking.environment} ${text}`) ?? [];
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
