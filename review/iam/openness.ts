import { whollyUnknown, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { Condition, Document, Principal, Statement } from './document';
import { narrowsByDenial, narrowsCaller, someNarrow } from './narrowing';
import { isEveryone } from './principals';
import { actionMatches } from './statement';
import { coversText, hasWildcard } from './text-matching';
import { and, every, some, type Truth } from './three-valued-logic';

/** Whom an Allow allows: everyone, or named principals. */
export type Openness = 'everyone' | 'named' | Unknown;

/** Whom a statement allows, after its conditions and the Deny statements of its policy. */
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

/** The conditions of Deny statements that leave only named callers. */
export function excusedBy({ statements }: Document): readonly Condition[] {
  return statements
    .filter((deny) => deny.effect === 'Deny' && namesEveryone(deny) === true)
    .flatMap(({ conditions }) => conditions.filter((condition) => narrowsByDenial(condition) !== false));
}

/** Whether the principals of a statement are everyone: `*`, `{"AWS": "*"}`, an account of `*`, or all except some. */
export function namesEveryone({ principals = [], notPrincipals }: Statement): Truth {
  if (notPrincipals) return true;
  return some(principals, (principal) => isEveryone(principal) || (whollyUnknown(principal.id) ?? false));
}

/**
 * Whether the policy denies to everyone what a statement allows.
 *
 * @param whom all, or all others than some: `StringNotEquals` on the organization
 */
export function isDenied(allow: Statement, { statements }: Document, whom: 'all' | 'others'): Truth {
  return some(statements, (deny) => {
    if (deny.effect !== 'Deny' || deny.notPrincipals) return false;
    return and(namesEveryone(deny), isForAll(deny, whom), coversActions(deny, allow), coversResources(deny, allow));
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
