import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { EncodedText, isList, isMap, Reference, Text, Unknown, type Value } from '../../../review/model/value';
import { memoized } from '../../../review/memoize';

interface Index {
  readonly byTarget: ReadonlyMap<Resource, ReadonlySet<Resource>>;
  /** The first unknown value, by the attribute that has it. */
  readonly unknowns: ReadonlyMap<string, Unknown>;
}

/**
 * The resources that refer to a resource in any attribute, at any depth, in any root. For rules that ask whether
 * something is used at all. For one attribute, use `graph.children`.
 */
export function referrers(graph: Graph, resource: Resource): readonly Resource[] {
  return [...(indexOf(graph).byTarget.get(resource) ?? [])];
}

/** An unknown value of an attribute, of any resource: it may refer to anything. */
export function unknownReferrer(graph: Graph, attribute: RegExp): Unknown | undefined {
  for (const [name, unknown] of indexOf(graph).unknowns) if (attribute.test(name)) return unknown;
  return undefined;
}

const indexOf = memoized((graph: Graph): Index => {
  const byTarget = new Map<Resource, Set<Resource>>();
  const unknowns = new Map<string, Unknown>();
  for (const resource of graph.resources) {
    // An output does not use the resource.
    if (resource.type.startsWith('@')) continue;
    const todo: (readonly [attribute: string, value: Value])[] = Object.entries(resource.attributes);
    for (let next = todo.pop(); next; next = todo.pop()) {
      const [attribute, value] = next;
      if (value instanceof Reference) {
        if (value.resource === resource) continue;
        const same = byTarget.get(value.resource);
        if (same) same.add(resource);
        else byTarget.set(value.resource, new Set([resource]));
      } else if (value instanceof Unknown) {
        for (const hole of holesOf(value)) todo.push([attribute, hole]);
        if (!unknowns.has(attribute)) unknowns.set(attribute, value);
      } else if (isList(value)) for (const inner of value) todo.push([attribute, inner]);
      else if (isMap(value)) for (const inner of Object.entries(value)) todo.push(inner);
    }
  }
  return { byTarget, unknowns };
});

/** What a script in user data refers to. */
function holesOf(value: Unknown): readonly (Reference | Unknown)[] {
  const holes = value instanceof EncodedText && value.decoded instanceof Text ? value.decoded.holes : [];
  return holes.filter((hole) => hole instanceof Reference || hole instanceof Unknown);
}
