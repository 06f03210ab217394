import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { groupBy } from './group-by';
import { identityOf, type Identity } from './identities';
import { Owners } from './owners';

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
  const resources = graph.all(type);
  if (resources.length === 0) return [];
  const roles = new Owners(graph.all('aws_iam_role'));
  const profiles = new Owners(graph.all('aws_iam_instance_profile'));
  return resources.flatMap((resource) => {
    const value = resource.at(attribute);
    const [profile] = profiles.of(value, resource).found;
    const { found } = profile ? roles.of(profile.at('role'), profile) : roles.of(value, resource);
    return found.flatMap((role) => {
      const identity = identityOf(graph, role);
      return identity ? [{ resource, role: identity }] : [];
    });
  });
}
