import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { isAbsent, isList, isMap, Reference, step, Unknown, type Value } from '../model/value';
import { awsManagedPolicy } from './aws-managed';
import { documentOf, textIn } from './document';
import type { Policy } from './evaluate';
import { Owners } from './owners';

/** A role, user or group of the graph, with all that decides what it may do. */
export interface Identity {
  readonly kind: 'role' | 'user' | 'group';
  readonly resource: Resource;
  readonly name: string;
  readonly arn: string;
  /** `111122223333`; `{account}` where the provider does not say. */
  readonly account: string;
  readonly environment: string;
  /** Inline and managed, of every root; of a user those of its groups too. */
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  /** Who may become it: of roles. */
  readonly trust?: Policy;
  readonly groups: readonly Identity[];
  /** Instance profiles that hold it. */
  readonly instanceProfiles: readonly Resource[];
  /** Policies that may be its own besides: attachments that do not tell to whom. */
  readonly unknown: readonly Unknown[];
}

const types = { role: 'aws_iam_role', user: 'aws_iam_user', group: 'aws_iam_group' } as const;
type Kind = keyof typeof types;
const kinds = Object.keys(types) as Kind[];

const cache = new WeakMap<Graph, ReadonlyMap<Resource, Identity>>();

/** Every role, user and group of the graph. */
export function identitiesIn(graph: Graph): readonly Identity[] {
  return [...identityMap(graph).values()];
}

/** The identity that a resource is: nothing of other types. */
export function identityOf(graph: Graph, resource: Resource): Identity | undefined {
  return identityMap(graph).get(resource);
}

function identityMap(graph: Graph): ReadonlyMap<Resource, Identity> {
  const known = cache.get(graph);
  if (known) return known;
  const made = read(graph);
  cache.set(graph, made);
  return made;
}

/** What was found of each identity, while reading. */
interface Draft {
  readonly policies: Map<string, Policy>;
  readonly groups: Set<Resource>;
  readonly instanceProfiles: Resource[];
}

function read(graph: Graph): ReadonlyMap<Resource, Identity> {
  const owners = Object.fromEntries(kinds.map((kind) => [kind, new Owners(graph.all(types[kind]))])) as Record<
    Kind,
    Owners
  >;
  const policies = new Owners(graph.all('aws_iam_policy'));
  const drafts = new Map<Resource, Draft>();
  const unknown = new Map<string, Unknown[]>();
  const draft = (resource: Resource): Draft => {
    const known = drafts.get(resource);
    if (known) return known;
    const made = { policies: new Map(), groups: new Set<Resource>(), instanceProfiles: [] };
    drafts.set(resource, made);
    return made;
  };
  const ownersOf = (kind: Kind, value: Value | undefined, from: Resource): Resource[] => {
    const { found, unknown: because } = owners[kind].of(value, from);
    // Another environment's attachment is not to a role of this one.
    const key = `${kind} ${from.environment}`;
    if (because) unknown.set(key, [...(unknown.get(key) ?? []), because]);
    return found;
  };
  const attach = (kind: Kind, value: Value | undefined, from: Resource, policy: Policy | undefined) => {
    if (!policy) return;
    for (const owner of ownersOf(kind, value, from)) draft(owner).policies.set(keyOf(policy), policy);
  };
  for (const kind of kinds) {
    for (const inline of graph.all(`${types[kind]}_policy`)) {
      attach(kind, inline.at(kind), inline, inlinePolicy(inline, inline.at('name'), inline.at('policy')));
    }
    for (const attachment of graph.all(`${types[kind]}_policy_attachment`)) {
      attach(kind, attachment.at(kind), attachment, managedPolicy(attachment.at('policy_arn'), attachment, policies));
    }
    for (const exclusive of graph.all(`${types[kind]}_policy_attachments_exclusive`)) {
      for (const arn of listed(exclusive.at('policy_arns'))) {
        attach(kind, exclusive.at(`${kind}_name`), exclusive, managedPolicy(arn, exclusive, policies));
      }
    }
    for (const several of graph.all('aws_iam_policy_attachment')) {
      attach(kind, several.at(`${kind}s`), several, managedPolicy(several.at('policy_arn'), several, policies));
    }
    for (const resource of graph.all(types[kind])) {
      for (const policy of ownPolicies(resource, policies)) draft(resource).policies.set(keyOf(policy), policy);
    }
  }
  for (const membership of graph.all('aws_iam_user_group_membership', 'aws_iam_group_membership')) {
    const groups = ownersOf('group', membership.at('groups') ?? membership.at('group'), membership);
    for (const user of ownersOf('user', membership.at('user') ?? membership.at('users'), membership)) {
      groups.forEach((group) => draft(user).groups.add(group));
    }
  }
  for (const profile of graph.all('aws_iam_instance_profile')) {
    for (const role of ownersOf('role', profile.at('role'), profile)) draft(role).instanceProfiles.push(profile);
  }
  return finished(graph, draft, unknown, policies);
}

function finished(
  graph: Graph,
  draft: (resource: Resource) => Draft,
  unknown: ReadonlyMap<string, readonly Unknown[]>,
  managed: Owners,
): ReadonlyMap<Resource, Identity> {
  const made = new Map<Resource, Identity>();
  for (const kind of ['group', 'role', 'user'] as const) {
    for (const resource of graph.all(types[kind])) {
      const { policies, groups, instanceProfiles } = draft(resource);
      const memberOf = [...groups].map((group) => made.get(group)).filter((group) => group !== undefined);
      const boundary = boundaryOf(resource, managed);
      const trust = kind === 'role' ? trustOf(resource) : undefined;
      const name = resource.at('name') ?? resource.at('name_prefix');
      made.set(resource, {
        ...{ kind, resource, instanceProfiles, groups: memberOf },
        name: typeof name === 'string' ? name : resource.name,
        arn: arnOf(resource),
        account: resource.provider.account ?? '{account}',
        environment: resource.environment,
        policies: [...policies.values(), ...memberOf.flatMap((group) => group.policies)],
        ...(boundary && { boundary }),
        ...(trust && { trust }),
        unknown: unknown.get(`${kind} ${resource.environment}`) ?? [],
      });
    }
  }
  return made;
}

/** Policies that the identity's own resource holds: `inline_policy`, `managed_policy_arns`. */
function ownPolicies(resource: Resource, policies: Owners): Policy[] {
  const blocks = resource.blocks('inline_policy');
  const inline =
    blocks instanceof Unknown
      ? [{ name: 'inline_policy', kind: 'identity', resource, document: blocks } as const]
      : blocks.map((block) => inlinePolicy(resource, step(block, 'name'), step(block, 'policy')));
  const managed = listed(resource.at('managed_policy_arns')).map((arn) => managedPolicy(arn, resource, policies));
  return [...inline, ...managed].filter((policy) => policy !== undefined);
}

function inlinePolicy(resource: Resource, name: Value | undefined, text: Value | undefined): Policy | undefined {
  const document = documentOf(text);
  if (!document) return undefined;
  return { name: typeof name === 'string' ? name : resource.name, kind: 'identity', resource, document };
}

/** The policy that an attachment names: of the graph, AWS's, or one whose text is not known. */
function managedPolicy(value: Value | undefined, from: Resource, policies: Owners): Policy | undefined {
  if (isAbsent(value)) return undefined;
  const { found } = policies.of(value, from);
  const [resource] = found;
  if (resource) {
    const document = documentOf(resource.at('policy')) ?? new Unknown(`${resource.key} policy is no JSON`);
    const name = resource.at('name');
    return { name: typeof name === 'string' ? name : resource.name, kind: 'identity', resource, document };
  }
  if (value instanceof Unknown) return { name: 'unknown', kind: 'identity', document: value };
  const arn = arnIn(value);
  const aws = awsManagedPolicy(arn);
  if (aws) return { ...aws, kind: 'identity' };
  return { name: arn, kind: 'identity', document: new Unknown(`the text of ${arn}, which is not in the input`) };
}

/** Of `data.aws_iam_policy`, what it looks up. */
function arnIn(value: Value): string {
  if (!(value instanceof Reference) || value.resource.type !== 'aws_iam_policy') return textIn(value);
  const arn = value.resource.at('arn');
  return typeof arn === 'string' ? arn : value.toString();
}

function boundaryOf(resource: Resource, policies: Owners): Policy | undefined {
  const policy = managedPolicy(resource.at('permissions_boundary'), resource, policies);
  return policy && { ...policy, kind: 'boundary' };
}

function trustOf(role: Resource): Policy {
  const document = documentOf(role.at('assume_role_policy')) ?? { statements: [] };
  return { name: 'its trust policy', kind: 'resource', resource: role, document };
}

function listed(value: Value | undefined): readonly Value[] {
  if (isAbsent(value)) return [];
  return isList(value) ? value : isMap(value) ? [] : [value];
}

function keyOf({ name, resource }: Policy): string {
  return `${resource?.key ?? ''} ${name}`;
}
