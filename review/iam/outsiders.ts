import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { concat, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { Principal, Statement } from './document';
import { resourcePolicy, typesWithPolicies } from './resource-policies';
import { overlapsText } from './text-matching';

/** Somebody who is no identity of the graph, and whom a policy of a resource lets in. */
export interface Outsider {
  /** `everybody`, an ARN of another account, a service, an identity provider. */
  readonly name: string;
  readonly resource: Resource;
  /** What holds the policy: the resource, or one of its own. */
  readonly policy: Resource;
  readonly sid?: string;
  /** The condition keys that the statement asks about; none where it lets in without more ado. */
  readonly conditions: readonly string[];
}

/**
 * Whom the policies of resources let do `action`, besides the identities that were read: everybody, other accounts,
 * services, federated people. A `Deny` is not weighed: what is listed is who is let in somewhere.
 *
 * @param arn the resource asked about; all of them when there is none
 */
export function outsiders(graph: Graph, action: string, arn?: AnyText): Outsider[] {
  const found = graph.all('aws_iam_role', ...typesWithPolicies).flatMap((resource) => {
    if (arn !== undefined && !isOrHolds(arnOf(resource), arn)) return [];
    const policy = resourcePolicy(graph, resource);
    if (!policy || policy.document instanceof Unknown) return [];
    const holder = policy.resource ?? resource;
    return policy.document.statements
      .filter((statement) => statement.effect === 'Allow' && isAbout(statement, action))
      .flatMap((statement) =>
        (statement.principals ?? [])
          .filter((principal) => isOutside(principal, resource.provider.account))
          .map((principal) => ({ name: nameOf(principal), resource, policy: holder, ...about(statement) })),
      );
  });
  return [...new Map(found.map((one) => [`${one.name} ${one.policy.key} ${one.sid}`, one])).values()];
}

function isOrHolds(own: AnyText, asked: AnyText): boolean {
  return [own, concat([own, '/*']), concat([own, ':*'])].some((one) => overlapsText(one, asked) !== false);
}

function isAbout({ actions, notActions }: Statement, action: string): boolean {
  if (actions) return actions.some((pattern) => overlapsText(pattern, action, true) !== false);
  return notActions !== undefined && !notActions.some((pattern) => overlapsText(pattern, action, true) !== false);
}

/** Principals of the resource's own account are identities, which are asked about themselves. */
function isOutside({ type, id }: Principal, account: string | undefined): boolean {
  if (type === 'Service' || type === 'Federated') return true;
  if (id === '*') return true;
  const owner = /^(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(String(id))?.[1];
  return owner !== undefined && account !== undefined && owner !== account;
}

function nameOf({ id }: Principal): string {
  return id === '*' ? 'everybody' : String(id);
}

function about({ sid, conditions }: Statement): Pick<Outsider, 'sid' | 'conditions'> {
  return { ...(sid !== undefined && { sid }), conditions: [...new Set(conditions.map(({ key }) => key))] };
}
