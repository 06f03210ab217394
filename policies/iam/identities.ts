import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { Unknown, type Value } from '../model/value';
import { inlinePolicy, listed, managedPolicy, ownPolicies } from './attached-policies';
import { documentOf } from './document';
import type { Policy } from './evaluate';
import { groupBy } from './group-by';
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

/** Those of an ARN: one, unless two environments share an account. */
export function identitiesByArn(graph: Graph): ReadonlyMap<string, readonly Identity[]> {
  return grouped(graph).byArn;
}

/** Those of the same account and environment, itself among them. */
export function neighbours(graph: Graph, { account, environment }: Identity): readonly Identity[] {
  return grouped(graph).byPlace.get(`${environment} ${account}`) ?? [];
}

interface Groups {
  readonly byArn: ReadonlyMap<string, readonly Identity[]>;
  readonly byPlace: ReadonlyMap<string, readonly Identity[]>;
}
const groups = new WeakMap<Graph, Groups>();

function grouped(graph: Graph): Groups {
  const known = groups.get(graph);
  if (known) return known;
  const all = identitiesIn(graph);
  const byPlace = groupBy(all, ({ account, environment }) => `${environment} ${account}`);
  const made = { byArn: groupBy(all, ({ arn }) => arn), byPlace };
  groups.set(graph, made);
  return made;
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
  const reader = new Reader(graph);
  for (const kind of kinds) reader.attachments(kind);
  reader.memberships();
  reader.profiles();
  return finished(graph, reader);
}

/** Gathers what belongs to whom, from resources that name their owner in many ways. */
class Reader {
  readonly managed: Owners;
  private readonly owners: Readonly<Record<Kind, Owners>>;
  private readonly drafts = new Map<Resource, Draft>();
  private readonly open = new Map<string, Unknown[]>();

  constructor(private readonly graph: Graph) {
    this.managed = new Owners(graph.all('aws_iam_policy'));
    const owners = (kind: Kind) => new Owners(graph.all(types[kind]));
    this.owners = { role: owners('role'), user: owners('user'), group: owners('group') };
  }

  draft(resource: Resource): Draft {
    const known = this.drafts.get(resource);
    if (known) return known;
    const made = { policies: new Map(), groups: new Set<Resource>(), instanceProfiles: [] };
    this.drafts.set(resource, made);
    return made;
  }

  /** Attachments that may be to any identity of a kind. Another environment's is not to one of this. */
  unknown(kind: Kind, environment: string): readonly Unknown[] {
    return this.open.get(`${kind} ${environment}`) ?? [];
  }

  attachments(kind: Kind): void {
    const { graph, managed } = this;
    const type = types[kind];
    for (const one of graph.all(`${type}_policy`)) {
      this.attach(kind, one.at(kind), one, inlinePolicy(one, one.at('name'), one.at('policy')));
    }
    for (const one of graph.all(`${type}_policy_attachment`)) {
      this.attach(kind, one.at(kind), one, managedPolicy(one.at('policy_arn'), one, managed));
    }
    for (const one of graph.all(`${type}_policy_attachments_exclusive`)) {
      for (const arn of listed(one.at('policy_arns'))) {
        this.attach(kind, one.at(`${kind}_name`), one, managedPolicy(arn, one, managed));
      }
    }
    for (const one of graph.all('aws_iam_policy_attachment')) {
      this.attach(kind, one.at(`${kind}s`), one, managedPolicy(one.at('policy_arn'), one, managed));
    }
    for (const resource of graph.all(type)) {
      for (const policy of ownPolicies(resource, managed)) this.draft(resource).policies.set(keyOf(policy), policy);
    }
  }

  memberships(): void {
    for (const one of this.graph.all('aws_iam_user_group_membership', 'aws_iam_group_membership')) {
      const groups = this.ownersOf('group', one.at('groups') ?? one.at('group'), one);
      for (const user of this.ownersOf('user', one.at('user') ?? one.at('users'), one)) {
        groups.forEach((group) => this.draft(user).groups.add(group));
      }
    }
  }

  profiles(): void {
    for (const profile of this.graph.all('aws_iam_instance_profile')) {
      for (const role of this.ownersOf('role', profile.at('role'), profile)) {
        this.draft(role).instanceProfiles.push(profile);
      }
    }
  }

  private attach(kind: Kind, owner: Value | undefined, from: Resource, policy: Policy | undefined): void {
    if (!policy) return;
    for (const one of this.ownersOf(kind, owner, from)) this.draft(one).policies.set(keyOf(policy), policy);
  }

  private ownersOf(kind: Kind, value: Value | undefined, from: Resource): readonly Resource[] {
    const { found, unknown } = this.owners[kind].of(value, from);
    const key = `${kind} ${from.environment}`;
    if (unknown) this.open.set(key, [...(this.open.get(key) ?? []), unknown]);
    return found;
  }
}

function finished(graph: Graph, reader: Reader): ReadonlyMap<Resource, Identity> {
  const made = new Map<Resource, Identity>();
  for (const kind of ['group', 'role', 'user'] as const) {
    for (const resource of graph.all(types[kind])) {
      const { policies, groups, instanceProfiles } = reader.draft(resource);
      const memberOf = [...groups].map((group) => made.get(group)).filter((group) => group !== undefined);
      const boundary = boundaryOf(resource, reader.managed);
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
        unknown: reader.unknown(kind, resource.environment),
      });
    }
  }
  return made;
}

function boundaryOf(resource: Resource, policies: Owners): Policy | undefined {
  const policy = managedPolicy(resource.at('permissions_boundary'), resource, policies);
  return policy && { ...policy, kind: 'boundary' };
}

function trustOf(role: Resource): Policy {
  const document =
    documentOf(role.at('assume_role_policy')) ?? new Unknown(`the trust policy of ${role.key} is no JSON`);
  return { name: 'its trust policy', kind: 'resource', resource: role, document };
}

function keyOf({ name, resource }: Policy): string {
  return `${resource?.key ?? ''} ${name}`;
}
