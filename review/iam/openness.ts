import { elided, isSameText, split, whollyUnknown, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import { holds } from './conditions';
import { contextOf as contextWith, type RequestContext } from './context';
import type { Condition, Document, Principal, Statement } from './document';
import { narrowsByDenial, narrowsCaller, someNarrow } from './narrowing';
import { isEveryone } from './principals';
import { accountNamed, actionMatches, isNamed, type Requester } from './statement';
import { coversText, hasWildcard } from './text-matching';
import { and, every, not, or, some, type Truth } from './three-valued-logic';

/** Who an Allow admits: everyone, or named principals. */
export type Openness = 'everyone' | 'named' | Unknown;

/** Who a statement admits, after its conditions and the Deny statements of its policy. */
export function opennessOf(statement: Statement, document: Document): Openness {
  if (statement.effect === 'Deny') return 'named';
  const everyone = namesEveryone(statement);
  if (everyone === false) return 'named';
  const narrowed = someNarrow(statement.conditions, narrowsCaller);
  if (narrowed === true) return 'named';
  const denied = isDenied(statement, document, 'others');
  if (denied === true) return 'named';
  if (narrowed instanceof Unknown) return narrowed;
  if (denied instanceof Unknown) return denied;
  return everyone === true ? 'everyone' : everyone;
}

/** Whether a statement allows everyone by one of its principals, after its conditions and the Deny statements of its policy. */
export function isPublicBy(principal: Principal, statement: Statement, document: Document): Truth {
  if (!isEveryone(principal) && !whollyUnknown(principal.id)) return false;
  const openness = opennessOf(statement, document);
  return openness instanceof Unknown ? openness : openness === 'everyone';
}

/** The conditions of Deny statements that exempt only named callers. */
export function exceptionsOfDenies({ statements }: Document): readonly Condition[] {
  return statements
    .filter((deny) => deny.effect === 'Deny' && namesEveryone(deny) === true)
    .flatMap(({ conditions }) => conditions.filter((condition) => narrowsByDenial(condition) !== false));
}

/** Whether the principals of a statement are everyone: `*`, `{"AWS": "*"}`, an account of `*`, or all except some. */
export function namesEveryone({ principals = [], notPrincipals }: Statement): Truth {
  return notPrincipals ? true : areEveryone(principals);
}

function areEveryone(principals: readonly Principal[]): Truth {
  return some(principals, (principal) => isEveryone(principal) || (whollyUnknown(principal.id) ?? false));
}

/**
 * Whether the policy denies to everyone what a statement allows.
 *
 * @param whom all, or all others than some: `StringNotEquals` on the organization
 */
export function isDenied(allow: Statement, { statements }: Document, whom: 'all' | 'others'): Truth {
  return some(statements, (deny) => {
    if (deny.effect !== 'Deny' || (deny.notPrincipals && whom === 'all')) return false;
    const named = deny.notPrincipals ? not(areEveryone(deny.notPrincipals)) : namesEveryone(deny);
    return and(named, isForAll(deny, whom), isAsWide(deny, allow));
  });
}

/** The `NotPrincipal` of a Deny that covers the statement; undefined if there is none. */
export function notPrincipalsOfDenies({ statements }: Document, allow: Statement): readonly Principal[] | undefined {
  return statements.find(
    (deny) =>
      deny.effect === 'Deny' && deny.conditions.length === 0 && isAsWide(deny, allow) === true && deny.notPrincipals,
  )?.notPrincipals;
}

/** What a Deny covers of what is allowed: all of it, or that is not known. */
function isAsWide(deny: Statement, allow: Statement): Truth {
  return and(coversActions(deny, allow), coversResources(deny, allow));
}

/** What Deny statements leave of what a principal is allowed. */
export interface Denial {
  /** Whether all of it is denied. */
  readonly isDenied: Truth;
  /** Conditions of Deny statements that depend on the request: it is denied if they match. */
  readonly conditions: readonly Condition[];
}

/** What the Deny statements of a policy deny of what it allows a named principal: by name, by account or as everyone. */
export function denialOf(principal: Principal, allow: Statement, { statements, version }: Document): Denial {
  const requester = requesterOf(principal);
  const context = contextOf(principal, requester);
  const denials = statements
    .filter(({ effect }) => effect === 'Deny')
    .map((deny): Denial => {
      const isAbout = and(isNamedBy(deny, principal, requester), isAsWide(deny, allow));
      const met = deny.conditions.map((condition) => holds(condition, context, version === '2012-10-17'));
      const isDenied = and(isAbout, ...met);
      if (isDenied === false) return notDenied;
      const conditions = deny.conditions.filter(({ key }) => context.value(key) instanceof Unknown);
      return conditions.length > 0 ? { isDenied: false, conditions } : { isDenied, conditions };
    });
  return {
    isDenied: or(...denials.map(({ isDenied }) => isDenied)),
    conditions: denials.flatMap(({ conditions }) => conditions),
  };
}

const notDenied: Denial = { isDenied: false, conditions: [] };

function isNamedBy(deny: Statement, principal: Principal, requester: Requester): Truth {
  const { account = '' } = requester;
  // Of an account, those who are excepted by name are not denied.
  const isExcepted = ({ id }: Principal) =>
    isSameText(id, principal.id) || (requester.kind === 'account' && isSameText(accountIn(id) ?? '', account));
  if (deny.notPrincipals?.some(isExcepted)) return false;
  if (deny.principals?.some(({ type, id }) => type === principal.type && isSameText(id, principal.id))) return true;
  return or(...(['itself', 'role', 'account'] as const).map((as) => isNamed(deny, requester, as)));
}

/** Who asks, as far as a principal tells it. */
function requesterOf({ type, id }: Principal): Requester {
  if (type === 'Service') return { kind: 'service', id };
  if (type === 'Federated') return { kind: 'federated', id };
  const account = type === 'AWS' ? accountIn(id) : undefined;
  if (account === undefined) return { kind: 'anonymous', id };
  const kind = /^arn:[^:]*:iam::[^:]*:(role|user)\//.exec(elided(id))?.[1] as 'role' | 'user' | undefined;
  return kind ? { kind, id, account } : { kind: 'account', id: account, account };
}

/** The account of an identity of AWS. */
function accountIn(id: AnyText): AnyText | undefined {
  const account = accountNamed(id) ?? split(id, ':')[4];
  return account === '' ? undefined : account;
}

/** The context keys of a request of a principal. Callers are assumed to use TLS. */
function contextOf({ id }: Principal, { kind, account }: Requester): RequestContext {
  const isIdentity = kind === 'role' || kind === 'user';
  return contextWith('unknown', {
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': String(kind === 'service'),
    ...(kind === 'service' && { 'aws:PrincipalServiceName': id }),
    ...(isIdentity && { 'aws:PrincipalArn': id }),
    ...(account !== undefined && { 'aws:PrincipalAccount': account, 'kms:CallerAccount': account }),
  });
}

function isForAll({ conditions }: Statement, whom: 'all' | 'others'): Truth {
  if (whom === 'all') return conditions.length === 0;
  const narrowing = conditions.map(narrowsByDenial);
  const rest = conditions.filter((_, index) => narrowing[index] === false);
  // A Deny that excludes AWS services still denies people.
  const sparesServices = rest.every(({ key }) => /^aws:(principalisawsservice|viaawsservice)$/i.test(key));
  // Two conditions have to be met both: who meets one of them is not denied.
  if (conditions.length - rest.length > 1 || !sparesServices) return false;
  return narrowing.find((one) => one instanceof Unknown) ?? true;
}

function coversActions(deny: Statement, { actions = ['*'] }: Statement): Truth {
  if (deny.actions) return coversAll(deny.actions, actions, true);
  return every(actions, (action) => !hasWildcard(action) && actionMatches(deny, String(action)));
}

function coversResources(deny: Statement, allow: Statement): Truth {
  const { resources, notResources } = deny;
  if (notResources) return false;
  // Without resources it is about the one that the policy belongs to.
  return resources ? coversAll(resources, allow.resources, false) : true;
}

function coversAll(wide: readonly AnyText[] = [], narrow: readonly AnyText[] = ['*'], ignoreCase: boolean): Truth {
  return every(narrow, (one) => some(wide, (other) => coversText(other, one, ignoreCase)));
}
