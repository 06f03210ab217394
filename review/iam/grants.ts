import type { Graph } from '../model/graph';
import { keyOf, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import { actionOf } from './actions';
import type { ContextValues } from './context';
import type { Decision, Policy } from './evaluate';
import type { Identity } from './identities';
import { authorize, principalContext } from './authorize';
import { actionMatches } from './statement';
import { withVariables } from './variables';
import { coversText, overlapsText } from './text-matching';

/** An action that an identity is allowed, on the resources of a pattern. */
export interface Grant {
  /** An ARN or a pattern, as a policy writes it, narrowed to what the boundary leaves. */
  readonly resource: AnyText;
  /** Never `denied`. */
  readonly decision: Decision;
}

export interface GrantOptions {
  readonly context?: ContextValues;
  /** Keys as they are where the graph does not tell. */
  readonly fallback?: ContextValues;
  readonly isChosen?: (key: string) => boolean;
  readonly isOwnAccount?: boolean;
}

/**
 * On which resources an identity may do something: each pattern that its policies name for it, within its boundary, unless
 * something denies all of it. Resources' own policies are not looked through; where they decide, the grant is not known.
 */
export function grantsFor(graph: Graph, identity: Identity, action: string, options: GrantOptions = {}): Grant[] {
  const context = principalContext(identity, options.context);
  const patterned = (policy: Policy) =>
    patternsIn(policy, action).flatMap(({ pattern, isWritten }) => {
      const replaced = withVariables(pattern, context);
      return replaced === undefined ? [] : [{ pattern: replaced, isWritten }];
    });
  const named = identity.policies.flatMap(patterned);
  if (named.length === 0) return [];
  if (actionOf(action)?.isWildcardOnly) return grant(graph, identity, action, '*', options);
  const bounds = identity.boundary ? patterned(identity.boundary) : [everywhere];
  const patterns = new Map<string, Pattern>();
  for (const { pattern, isWritten } of named) {
    for (const bound of bounds) {
      const both = common(pattern, bound.pattern);
      if (both === undefined) continue;
      const known = patterns.get(keyOf(both));
      patterns.set(keyOf(both), { pattern: both, isWritten: isWritten || (known?.isWritten ?? false) });
    }
  }
  const grants = [...patterns.values()].flatMap(({ pattern, isWritten }) =>
    // What a policy of unknown text may allow, another one may allow a part of: that part has a pattern of its own.
    grant(graph, identity, action, pattern, options).filter(
      ({ decision }) => isWritten || decision.result === 'unknown',
    ),
  );
  return grants.filter(({ resource }) => !grants.some((other) => isWithin(resource, other)));
}

function isWithin(resource: AnyText, other: Grant): boolean {
  const isOther = keyOf(other.resource) !== keyOf(resource);
  return isOther && other.decision.result === 'allowed' && coversText(other.resource, resource) === true;
}

/** The intersection of two patterns as one pattern; the first one if neither contains the other. */
function common(one: AnyText, other: AnyText): AnyText | undefined {
  if (coversText(other, one) === true) return one;
  if (coversText(one, other) === true) return other;
  return overlapsText(one, other) === false ? undefined : one;
}

function grant(graph: Graph, identity: Identity, action: string, resource: AnyText, options: GrantOptions): Grant[] {
  const decision = authorize(graph, { identity, action, resource, ...options });
  return decision.result === 'denied' ? [] : [{ resource, decision }];
}

interface Pattern {
  readonly pattern: AnyText;
  /** Whether a statement says so; else one that is not known may. */
  readonly isWritten: boolean;
}

const everywhere: Pattern = { pattern: '*', isWritten: false };

/** The resources of the statements that allow an action; `*` where that is not known. */
function patternsIn({ document, atMost }: Policy, action: string): Pattern[] {
  if (document instanceof Unknown) return atMost && !atMost(action) ? [] : [everywhere];
  const more = document.unknown ? [everywhere] : [];
  return document.statements
    .filter((statement) => statement.effect === 'Allow' && actionMatches(statement, action) !== false)
    .flatMap(({ resources }) => (resources ?? ['*']).map((pattern) => ({ pattern, isWritten: true })))
    .concat(more);
}
