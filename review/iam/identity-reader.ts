import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Text, Unknown, type Value } from '../model/value';
import { inlinePolicy, listed, managedPolicy, ownPolicies } from './attached-policies';
import { textIn } from './document';
import type { Policy } from './evaluate';
import { ownersOf } from './owners';
import { actionMatches } from './statement';
import { equalsText } from './text-matching';

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

/** A policy of somebody whose name is not known. */
interface Open {
  readonly owner: Unknown;
  readonly policy: Policy;
}

/** Collects the policies, groups and profiles of each identity, from resources that name it in different ways. */
export class IdentityReader {
  private readonly drafts = new Map<Resource, Draft>();
  private readonly open = new Map<string, Open[]>();

  constructor(private readonly graph: Graph) {
    for (const kind of kinds) this.attachments(kind);
    this.memberships();
    this.profiles();
  }

  draft(resource: Resource): Draft {
    const known = this.drafts.get(resource);
    if (known) return known;
    const draft = { policies: new Map(), groups: new Set<Resource>(), instanceProfiles: [] };
    this.drafts.set(resource, draft);
    return draft;
  }

  /** Policies that may be attached to it: of attachments whose owner is not known, and may have its name. */
  possible(kind: Kind, resource: Resource): readonly Policy[] {
    const name = resource.at('name');
    const text =
      name instanceof Unknown ? name.text : typeof name === 'string' || name instanceof Text ? name : undefined;
    return (this.open.get(`${kind} ${resource.environment}`) ?? [])
      .filter(({ owner }) => text === undefined || owner.text === undefined || equalsText(owner.text, text) !== false)
      .map(({ policy }) => policy);
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
    for (const one of graph.all(`${type}_policies_exclusive`)) this.inlineNames(kind, one);
  }

  /** `policy_names` lists every inline policy: of one that is not in the input, nothing but its name is known. */
  private inlineNames(kind: Kind, list: Resource): void {
    const owners = this.ownersOf(kind, list.at(`${kind}_name`), list);
    for (const value of listed(list.at('policy_names'))) {
      const { found } = this.graph.resolveAllBy(list, value, `${types[kind]}_policy`, 'name');
      const name = String(textIn(value));
      const isUnknown = value instanceof Unknown;
      const document = isUnknown
        ? value
        : new Unknown(`the text of the inline policy ${name}, which is not in the input`);
      const policy: Policy = { name, kind: 'identity', document };
      for (const owner of owners.found) {
        const { policies } = this.draft(owner);
        const isRead = ({ name: known, resource }: Policy) =>
          resource !== undefined && (known === value || found.includes(resource));
        if (![...policies.values()].some(isRead)) policies.set(`${list.key} ${name}`, policy);
      }
      for (const owner of owners.unknown) this.leaveOpen(kind, list, owner, policy);
    }
  }

  private memberships(): void {
    for (const one of this.graph.all('aws_iam_user_group_membership', 'aws_iam_group_membership')) {
      const [users, groups] = [one.at('user') ?? one.at('users'), one.at('groups') ?? one.at('group')];
      const members = this.ownersOf('user', users, one);
      const { found, unknown } = ownersOf(this.graph, types.group, groups, one);
      for (const user of members.found) found.forEach((group) => this.draft(user).groups.add(group));
      // If a group of the identity is unknown, its policies are too.
      if (unknown) {
        const policy = { name: 'the policies of a group', kind: 'identity', document: unknown } as const;
        members.found.forEach((user) => this.draft(user).policies.set(`${one.key} ${unknown.because}`, policy));
      }
      for (const owner of members.unknown) {
        this.leaveOpen('user', one, owner, { name: 'the policies of a group', kind: 'identity', document: owner });
      }
    }
  }

  private profiles(): void {
    for (const profile of this.graph.all('aws_iam_instance_profile')) {
      for (const role of this.ownersOf('role', profile.at('role'), profile).found) {
        this.draft(role).instanceProfiles.push(profile);
      }
    }
  }

  private attach(kind: Kind, owner: Value | undefined, from: Resource, policy: Policy | undefined): void {
    if (!policy) return;
    const owners = this.ownersOf(kind, owner, from);
    for (const one of owners.found) this.draft(one).policies.set(keyOf(policy), policy);
    for (const one of owners.unknown) this.leaveOpen(kind, from, one, asPossible(policy, one));
  }

  private leaveOpen(kind: Kind, { environment }: Resource, owner: Unknown, policy: Policy): void {
    const key = `${kind} ${environment}`;
    this.open.set(key, [...(this.open.get(key) ?? []), { owner, policy }]);
  }

  private ownersOf(kind: Kind, value: Value | undefined, from: Resource) {
    const each = listed(value).map((one) => ownersOf(this.graph, types[kind], one, from));
    return { found: each.flatMap(({ found }) => found), unknown: each.flatMap(({ unknown }) => unknown ?? []) };
  }
}

/** A policy that may not be attached to the identity: what it allows is only possible. */
function asPossible(policy: Policy, owner: Unknown): Policy {
  const { document, atMost } = policy;
  const unknown = { ...policy, document: new Unknown(owner.because), isPossible: true };
  if (document instanceof Unknown) return { ...unknown, ...(atMost && { atMost }) };
  const { statements } = document;
  const isKnown = document.unknown === undefined && statements.every(({ effect }) => effect === 'Allow');
  const allows = (action: string) => statements.some((statement) => actionMatches(statement, action) !== false);
  return { ...unknown, ...(isKnown && { atMost: allows }) };
}

function keyOf({ name, resource }: Policy): string {
  return `${resource?.key ?? ''} ${name}`;
}
