import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { groupBy } from '../group-by';
import { identityOf, type Identity } from './identities';
import { ownersOf } from './owners';

/** A resource that acts with a role. */
export interface RoleInUse {
  readonly resource: Resource;
  readonly role: Identity;
}

type ByEnvironment = ReadonlyMap<string, readonly RoleInUse[]>;
const cache = new WeakMap<Graph, Map<string, ByEnvironment>>();

/** The resources of a type, in an environment, whose attribute names a role or an instance profile of one. */
export function rolesInUse(graph: Graph, type: string, attribute: string, environment: string): readonly RoleInUse[] {
  const known = cache.get(graph) ?? new Map<string, ByEnvironment>();
  cache.set(graph, known);
  const key = `${type} ${attribute}`;
  const found = known.get(key) ?? groupBy(find(graph, type, attribute), ({ resource }) => resource.environment);
  known.set(key, found);
  return found.get(environment) ?? [];
}

function find(graph: Graph, type: string, attribute: string): readonly RoleInUse[] {
  return graph.all(type).flatMap((resource) => {
    const value = resource.at(attribute);
    const [named] = ownersOf(graph, 'aws_iam_instance_profile', value, resource).found;
    const profile = named?.type === 'aws_iam_instance_profile' ? named : undefined;
    const { found } = ownersOf(graph, 'aws_iam_role', profile ? profile.at('role') : value, profile ?? resource);
    return found.flatMap((role) => {
      const identity = identityOf(graph, role);
      return identity ? [{ resource, role: identity }] : [];
    });
  });
}
