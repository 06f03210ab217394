import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { type Unknown, type Value } from '../model/value';
import { inlinePolicy, listed, managedPolicy, ownPolicies } from './attached-policies';
import type { Policy } from './evaluate';
import { ownersOf } from './owners';

/** The kinds of identities, by the resource that each is. */
export const types = { role: 'aws_iam_role', user: 'aws_iam_user', group: 'aws_iam_group' } as const;
export type Kind = keyof typeof types;
const kinds = Object.keys(types) as Kind[];

/** What was found of each identity, while reading. */
interface Draft {
  readonly policies: Map<string, Policy>;
  readonly groups: Set<Resource>;
  readonly instanceProfiles: Resource[];
}

/** Gathers what belongs to whom, from resources that name their owner in many ways. */
export class IdentityReader {
  private readonly drafts = new Map<Resource, Draft>();
  private readonly open = new Map<string, Unknown[]>();

  constructor(private readonly graph: Graph) {
    for (const kind of kinds) this.attachments(kind);
    this.memberships();
    this.profiles();
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

  private attachments(kind: Kind): void {
    const { graph } = this;
    const type = types[kind];
    for (const one of graph.all(`${type}_policy`)) {
      this.attach(kind, one.at(kind), one, inlinePolicy(one, one.at('name'), one.at('policy')));
    }
    for (const one of graph.all(`${type}_policy_attachment`)) {
      this.attach(kind, one.at(kind), one, managedPolicy(graph, one.at('policy_arn'), one));
    }
    for (const one of graph.all(`${type}_policy_attachments_exclusive`)) {
      for (const arn of listed(one.at('policy_arns'))) {
        this.attach(kind, one.at(`${kind}_name`), one, managedPolicy(graph, arn, one));
      }
    }
    for (const one of graph.all('aws_iam_policy_attachment')) {
      this.attach(kind, one.at(`${kind}s`), one, managedPolicy(graph, one.at('policy_arn'), one));
    }
    for (const resource of graph.all(type)) {
      for (const policy of ownPolicies(graph, resource)) this.draft(resource).policies.set(keyOf(policy), policy);
    }
  }

  private memberships(): void {
    for (const one of this.graph.all('aws_iam_user_group_membership', 'aws_iam_group_membership')) {
      const groups = this.ownersOf('group', one.at('groups') ?? one.at('group'), one);
      for (const user of this.ownersOf('user', one.at('user') ?? one.at('users'), one)) {
        groups.forEach((group) => this.draft(user).groups.add(group));
      }
    }
  }

  private profiles(): void {
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
    const { found, unknown } = ownersOf(this.graph, types[kind], value, from);
    const key = `${kind} ${from.environment}`;
    if (unknown) this.open.set(key, [...(this.open.get(key) ?? []), unknown]);
    return found;
  }
}

function keyOf({ name, resource }: Policy): string {
  return `${resource?.key ?? ''} ${name}`;
}
