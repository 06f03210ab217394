import { memoized } from '../memoize';
import { groupBy } from '../group-by';
import type { Graph } from '../model/graph';
import { accountOf, arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { keyOf, type AnyText } from '../model/text';
import { Text, Unknown, type Value } from '../model/value';
import { managedPolicy } from './attached-policies';
import { documentOf } from './read-document';
import type { Policy } from './evaluate';
import { IdentityReader, types } from './identity-reader';

/** A role, user or group of the graph, with the policies that decide its permissions. */
export interface Identity {
  readonly kind: 'role' | 'user' | 'group';
  readonly resource: Resource;
  readonly name: string;
  readonly arn: AnyText;
  /** `111122223333`; a hole where the provider does not say. */
  readonly account: AnyText;
  readonly environment: string;
  /** Inline and managed policies, for a user also those of its groups. Policies that are only possibly attached come last. */
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  /** Who may become it: of roles. */
  readonly trust?: Policy;
  readonly groups: readonly Identity[];
  /** Instance profiles that hold it. */
  readonly instanceProfiles: readonly Resource[];
}

/** Every role, user and group of the graph. */
export function identitiesIn(graph: Graph): readonly Identity[] {
  return [...identityMap(graph).values()];
}

/** Those of an ARN, by its key: one, unless two environments share an account. */
export function identitiesByArn(graph: Graph): ReadonlyMap<string, readonly Identity[]> {
  return grouped(graph).byArn;
}

/** Those of the same account and environment, itself among them. */
export function neighbours(graph: Graph, { account, environment }: Identity): readonly Identity[] {
  return grouped(graph).byPlace.get(`${environment} ${keyOf(account)}`) ?? [];
}

interface Groups {
  readonly byArn: ReadonlyMap<string, readonly Identity[]>;
  readonly byPlace: ReadonlyMap<string, readonly Identity[]>;
}

const grouped = memoized((graph: Graph): Groups => {
  const all = identitiesIn(graph);
  const byPlace = groupBy(all, ({ account, environment }) => `${environment} ${keyOf(account)}`);
  return { byArn: groupBy(all, ({ arn }) => keyOf(arn)), byPlace };
});

/** The identity that a resource is: nothing of other types. */
export function identityOf(graph: Graph, resource: Resource): Identity | undefined {
  return identityMap(graph).get(resource);
}

const identityMap: (graph: Graph) => ReadonlyMap<Resource, Identity> = memoized(read);

function read(graph: Graph): ReadonlyMap<Resource, Identity> {
  const reader = new IdentityReader(graph);
  const identities = new Map<Resource, Identity>();
  for (const kind of ['group', 'role', 'user'] as const) {
    for (const resource of graph.all(types[kind])) {
      const { policies, groups, instanceProfiles } = reader.draft(resource);
      const memberOf = [...groups].map((group) => identities.get(group)).filter((group) => group !== undefined);
      const boundary = boundaryOf(graph, resource);
      const trust = kind === 'role' ? trustOf(resource) : undefined;
      const name = resource.at('name') ?? resource.at('name_prefix');
      identities.set(resource, {
        ...{ kind, resource, instanceProfiles, groups: memberOf },
        name: typeof name === 'string' ? name : isShown(name) ? String(name) : resource.name,
        arn: arnOf(resource),
        account: accountOf(resource.provider),
        environment: resource.environment,
        policies: [
          ...[...policies.values(), ...memberOf.flatMap((group) => group.policies)],
          ...reader.possible(kind, resource),
        ],
        ...(boundary && { boundary }),
        ...(trust && { trust }),
      });
    }
  }
  return identities;
}

function boundaryOf(graph: Graph, resource: Resource): Policy | undefined {
  const policy = managedPolicy(graph, resource.at('permissions_boundary'), resource);
  return policy && { ...policy, kind: 'boundary' };
}

function trustOf(role: Resource): Policy {
  const document =
    documentOf(role.at('assume_role_policy')) ?? new Unknown(`the trust policy of ${role.key} is not JSON`);
  return { name: 'its trust policy', kind: 'resource', resource: role, document };
}

/** `admin-${var.suffix}` says more than the label of its resource. */
function isShown(name: Value | undefined): boolean {
  return name instanceof Text || (name instanceof Unknown && name.text !== undefined);
}
