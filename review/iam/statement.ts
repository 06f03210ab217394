import { concat, endOf, join, split, startOf, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import { isOwnAccountText } from '../model/identity';
import { holds } from './conditions';
import type { RequestContext } from './context';
import type { Principal, Statement } from './document';
import { coversText, equalsText, matchesText, overlapsText, unknownPart } from './text-matching';
import { and, every, not, some, type Truth } from './three-valued-logic';
import { withVariables } from './variables';

/** Who asks. */
export interface Requester {
  readonly kind: 'role' | 'user' | 'service' | 'federated' | 'account' | 'anonymous';
  /** The ARN of a role or user, `ec2.amazonaws.com`, the ARN of an OIDC or SAML provider, an account's id. */
  readonly id: AnyText;
  /** The account of a role or user. */
  readonly account?: AnyText;
  readonly hasBoundary?: boolean;
}

export interface Request {
  readonly requester: Requester;
  /** Whole: `kms:Decrypt`. */
  readonly action: string;
  /**
   * An ARN, or a pattern for "some resource that it matches": an Allow of any of them is enough, a Deny has to cover all.
   * `*` for actions that know no resources.
   */
  readonly resource: AnyText;
  /** Whether an Allow has to cover the whole pattern. */
  readonly isWhole?: boolean;
  /** Whether `resource` is a plain `*`, of an action that knows no resources. */
  readonly isWildcardOnly?: boolean;
  readonly context: RequestContext;
}

/** How a statement of a resource policy names who asks: by name or as everybody, or through the account. */
export type NamedAs = 'itself' | 'role' | 'account';

/** Whether a statement is about a request, whoever asks. */
export function isAbout(statement: Statement, request: Request, hasVariables: boolean): Truth {
  const action = actionMatches(statement, request.action);
  if (action === false) return false;
  const resource = resourceMatches(statement, request, hasVariables);
  if (resource === false) return false;
  const conditions = every(statement.conditions, (condition) => {
    const { context } = request;
    if (context.isChosen?.(condition.key)) return statement.effect === 'Allow';
    return condition.unknown ?? holds(condition, context, hasVariables);
  });
  return and(conditions, resource, action);
}

export function actionMatches({ actions, notActions }: Statement, action: string): Truth {
  if (actions) return some(actions, (pattern) => matchesText(pattern, action, true));
  return notActions ? not(some(notActions, (pattern) => matchesText(pattern, action, true))) : false;
}

function resourceMatches(
  statement: Statement,
  { resource, isWhole, isWildcardOnly, context }: Request,
  hasVariables: boolean,
) {
  const { effect, resources, notResources } = statement;
  const match = (patterns: readonly AnyText[], compare: typeof matchesText): Truth =>
    some(patterns, (written) => {
      const pattern = hasVariables ? withVariables(written, context) : written;
      return pattern === undefined ? false : compare(pattern, resource);
    });
  if (isWildcardOnly)
    return resources ? match(resources, matchesText) : !notResources || not(match(notResources, matchesText));
  const [compareResource, compareNotResource] =
    effect === 'Allow' && !isWhole ? [overlapsText, coversText] : [coversText, overlapsText];
  if (resources) return match(resources, compareResource);
  // Trust policies, and resource policies of some services, name no resource: it is the one that they belong to.
  if (!notResources) return true;
  const truth = not(match(notResources, compareNotResource));
  const open = hasVariables ? notResources.find((text) => withVariables(text, context) === undefined) : undefined;
  // AWS does not document whether such a statement has no effect, or excludes nothing.
  return open && truth === true ? new Unknown(`a variable of NotResource "${String(open)}"`) : truth;
}

/**
 * Whether a statement of a resource policy is about who asks.
 *
 * @param as which way of naming counts
 */
export function isNamed({ effect, principals, notPrincipals }: Statement, requester: Requester, as: NamedAs): Truth {
  if (principals) return some(principals, (principal) => names(principal, requester, as));
  if (!notPrincipals) return false;
  // Who is named is left out; all others are meant as everybody is.
  if (as !== 'itself') return false;
  const isLeftOut = (way: NamedAs) => some(notPrincipals, (principal) => names(principal, requester, way));
  // A Deny spares nobody for an account that is named beside them, nor whoever has a permissions boundary:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  if (effect === 'Deny' && requester.hasBoundary) return true;
  return not(
    some(effect === 'Deny' ? (['itself', 'role'] as const) : (['itself', 'role', 'account'] as const), isLeftOut),
  );
}

function names({ type, id, unknown }: Principal, requester: Requester, as: NamedAs): Truth {
  const { kind } = requester;
  if (type === '*' || (type === 'AWS' && id === '*')) {
    // A service is nobody's account: "AWS": "*" is any identity, "*" is any caller.
    const isMeant = type === '*' || (kind !== 'service' && kind !== 'federated');
    return as === 'itself' && (id === '*' ? isMeant : (unknownPart(id) ?? false));
  }
  if (unknown) return as === 'itself' ? unknown : false;
  if (kind === 'anonymous') return false;
  if (type === 'Service') return as === 'itself' && kind === 'service' ? equalsText(id, requester.id) : false;
  if (type === 'Federated') return as === 'itself' && kind === 'federated' ? equalsText(id, requester.id) : false;
  if (type !== 'AWS' || kind === 'service' || kind === 'federated') return false;
  return ofAws(id, requester, as);
}

function ofAws(id: AnyText, requester: Requester, as: NamedAs): Truth {
  const account = accountNamed(id);
  if (account !== undefined) {
    if (requester.kind === 'account') return as === 'account' && equalsText(account, requester.id);
    return as === 'account' && requester.account !== undefined ? equalsText(account, requester.account) : false;
  }
  if (as === 'account') return false;
  const [, , service, , owner = '', path = ''] = split(id, ':');
  const [kind, role, ...name] = split(path, '/');
  if (service === 'sts' && kind === 'assumed-role' && requester.kind === 'role' && as === 'itself') {
    const isIts = and(
      requester.account === undefined || equalsText(owner, requester.account),
      matchesText(concat(['*/', role ?? '']), requester.id),
    );
    return isIts === false ? false : new Unknown(`whether the session name is "${String(join(name, '/'))}"`);
  }
  // A grant to the ARN of a role stays within the role's boundary; one to a user does not.
  if (as !== (requester.kind === 'role' ? 'role' : 'itself')) return false;
  return equalsText(id, requester.id);
}

/** The account that a principal stands for as a whole: `111122223333`, `arn:aws:iam::111122223333:root`. */
export function accountNamed(id: AnyText): AnyText | undefined {
  if (isOwnAccountText(id) || (typeof id === 'string' && /^\d{12}$/.test(id))) return id;
  if (!startOf(id).startsWith('arn:') || !endOf(id).endsWith(':root')) return undefined;
  const [, , service, , account, name] = split(id, ':');
  return service === 'iam' && name === 'root' ? account : undefined;
}
