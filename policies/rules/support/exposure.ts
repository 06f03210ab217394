import type { Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Condition, Statement } from '../../../review/iam/document';
import { namesEveryone, opennessOf } from '../../../review/iam/openness';
import { accountNamed } from '../../../review/iam/statement';
import { split, type AnyText } from '../../../review/model/text';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Text, Unknown } from '../../../review/model/value';
import { narrowsCaller } from '../../../review/iam/narrowing';
import { eachAllow, type PlacedStatement } from './policies';
import { unknownText } from './text';

/** A principal of another account. */
export interface ForeignPrincipal {
  /** As in the policy: an ARN or an account ID. */
  readonly id: AnyText;
  /** 12 digits. */
  readonly account: string;
}

/**
 * The principals of a statement that belong to other accounts.
 *
 * @param own the account of the resource; if it is not known, the result is not known either
 * @param known accounts that may be named
 */
export function foreignPrincipalsOf(
  statement: Statement,
  own: string | undefined,
  known: readonly string[],
): { readonly found: readonly ForeignPrincipal[]; readonly unknown?: Unknown } {
  const ids = (statement.principals ?? []).filter(({ type }) => type === 'AWS' || type === '*').map(({ id }) => id);
  const named = namesEveryone(statement) === true ? [...ids, ...callersOf(statement)] : ids;
  const foreign = named.flatMap((id): ForeignPrincipal[] => {
    const account = accountOf(id);
    return account && account !== own && !known.includes(account) ? [{ id, account }] : [];
  });
  const unknown = named.map(unknownAccountOf).find((one) => one !== undefined);
  if (foreign.length === 0 || own !== undefined) return unknown ? { found: foreign, unknown } : { found: foreign };
  const because = `whether ${foreign[0]?.account} is its own account: the provider has no allowed_account_ids`;
  return { found: [], unknown: new Unknown(because) };
}

/** The account of a principal: of `111122223333` or an ARN. */
function accountOf(id: AnyText): string | undefined {
  const account = typeof id === 'string' && /^\d{12}$/.test(id) ? id : split(id, ':')[4];
  return typeof account === 'string' && /^\d{12}$/.test(account) ? account : undefined;
}

function unknownAccountOf(id: AnyText): Unknown | undefined {
  const account = split(id, ':')[4];
  return unknownText(id) ?? (account === undefined ? undefined : unknownText(account));
}

/** The callers that the conditions of a statement for everyone name. */
function callersOf({ conditions }: Statement): AnyText[] {
  const keys = /^(aws:(principalaccount|sourceaccount|sourceowner|principalarn|sourcearn)|kms:calleraccount)$/i;
  return conditions.filter(({ key }) => keys.test(key)).flatMap(({ values }) => values);
}

/** Whether a principal is the resource's own account, which delegates to IAM. */
export function isOwnAccount(id: AnyText, own: string | undefined): boolean {
  const account = accountNamed(id);
  if (account === undefined || unknownText(account)) return false;
  return own === undefined || account instanceof Text || account === own;
}

/** The verdict on an Allow that must not allow everyone. */
export function closedToEveryone({ path, statement, policy }: PlacedStatement, expected: string): Verdict {
  const openness = opennessOf(statement, policy.document);
  if (openness === 'named') return pass;
  if (openness instanceof Unknown) return notKnown(path, expected, openness);
  return failing(
    path,
    expected,
    `${actionsOf(statement)} for ${statement.notPrincipals ? 'all except some' : 'everyone'}`,
  );
}

/** The verdicts on a resource's own policies, none of which may allow everyone. */
export function policiesClosedToEveryone(resource: Resource, graph: Graph, expected: string): readonly Verdict[] {
  return eachAllow(resource, graph, ['resource'], expected, (allow) => closedToEveryone(allow, expected));
}

/** The verdict on an Allow that may name only its own account, known accounts and those of the organization. */
export function closedToForeignAccounts(
  { path, statement }: PlacedStatement,
  resource: Resource,
  { environment }: Context,
  expected: string,
  isVouchedFor: (condition: Condition) => boolean = isOfOrganization,
): Verdict {
  if (statement.conditions.some(isVouchedFor)) return pass;
  const { found, unknown } = foreignPrincipalsOf(statement, resource.provider.account, environment.knownAccounts);
  const ids = [...new Set(found.map(({ id }) => String(id)))].join(', ');
  if (found.length > 0) return failing(path, expected, `${actionsOf(statement)} for ${ids} of another account`);
  return unknown ? notKnown(path, expected, unknown) : pass;
}

export function isOfOrganization(condition: Condition): boolean {
  return /^aws:principalorg(id|paths)$/i.test(condition.key) && narrowsCaller(condition) === true;
}

/** What a statement allows, as a message shows it: `s3:GetObject, s3:PutObject and 3 more`. */
export function actionsOf({ actions, notActions }: Statement): string {
  const shown = (actions ?? notActions ?? []).map(String);
  const words = shown.length > 3 ? `${shown.slice(0, 2).join(', ')} and ${shown.length - 2} more` : shown.join(', ');
  return notActions ? `all except ${words}` : words;
}
