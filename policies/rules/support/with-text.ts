import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isList, Unknown } from '../../../review/model/value';
import { memoized } from '../../../review/memoize';

/**
 * The resources of a type, in the environment of `asking`, that have a text in an attribute. For names that are unique
 * only within an account: two environments may each have a database `main`.
 */
export function withText(graph: Graph, asking: Resource, type: string, attribute: string, text: string) {
  return indexOf(graph, type, attribute).get(`${asking.environment} ${text}`) ?? [];
}

const indexOf = memoized((graph: Graph, type: string, attribute: string) => {
  const index = new Map<string, Resource[]>();
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
  return index;
});

/** Why a resource of a type, in the environment of `asking`, may have any text in an attribute: the first whose text is not known. Linear over all calls. */
export function withUnknownText(graph: Graph, asking: Resource, type: string, attribute: string): Unknown | undefined {
  return unknownOf(graph, type, attribute).get(asking.environment);
}

const unknownOf = memoized((graph: Graph, type: string, attribute: string) => {
  const first = new Map<string, Unknown>();
  for (const resource of graph.all(type)) {
    const value = resource.at(attribute);
    if (value instanceof Unknown && !first.has(resource.environment)) first.set(resource.environment, value);
  }
  return first;
});
