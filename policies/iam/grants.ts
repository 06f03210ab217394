import type { Graph } from '../model/graph';
import { Unknown } from '../model/value';
import { actionOf } from './actions';
import type { ContextValues } from './context';
import type { Decision, Policy } from './evaluate';
import type { Identity } from './identities';
import { ask, principalContext } from './request';
import { actionMatches } from './statement';
import { withVariables } from './variables';
import { covers, overlaps } from './wildcard';

/** Something that an identity may do, on the resources of a pattern. */
export interface Grant {
  /** An ARN or a pattern, as a policy writes it, narrowed to what the boundary leaves. */
  readonly resource: string;
  /** Never `denied`. */
  readonly decision: Decision;
}

export interface GrantOptions {
  readonly context?: ContextValues;
  /** Keys as they are where the graph does not tell. */
  readonly fallback?: ContextValues;
  readonly isChosen?: (key: string) => boolean;
}

/**
 * On which resources an identity may do something: each pattern that its policies name for it, within its boundary, unless
 * something denies all of it. Resources' own policies are not looked through; where they decide, the grant is not known.
 */
export function grantsFor(graph: Graph, identity: Identity, action: string, options: GrantOptions = {}): Grant[] {
  if (actionOf(action)?.isWildcardOnly) return grant(graph, identity, action, '*', options);
  const context = principalContext(identity, options.context);
  const patterned = (policy: Policy) =>
    patternsIn(policy, action)
      .map((pattern) => withVariables(pattern, context))
      .filter((one) => one !== undefined);
  const named = identity.policies.flatMap(patterned);
  const bounds = identity.boundary ? patterned(identity.boundary) : ['*'];
  const narrowed = named.flatMap((one) => bounds.map((other) => common(one, other)));
  const patterns = [...new Set(narrowed.filter((pattern) => pattern !== undefined))];
  const grants = patterns.flatMap((pattern) => grant(graph, identity, action, pattern, options));
  return grants.filter((one) => !isToldBy(one, grants));
}

/** Whether another grant says as much: of a wider pattern, or of the narrower one that this one is allowed by. */
function isToldBy({ resource, decision }: Grant, grants: readonly Grant[]): boolean {
  return grants.some((other) => {
    if (other.resource === resource) return false;
    if (other.decision.result === 'allowed' && covers(other.resource, resource)) return true;
    const { by } = decision;
    const isWider = covers(resource, other.resource) && by?.statement === other.decision.by?.statement;
    return isWider && by?.statement.resources?.every((pattern) => pattern !== resource) === true;
  });
}

/** What two patterns both match, as one pattern; the first where neither holds the other. */
export function common(one: string, other: string): string | undefined {
  if (covers(other, one)) return one;
  if (covers(one, other)) return other;
  return overlaps(one, other) ? one : undefined;
}

function grant(graph: Graph, identity: Identity, action: string, resource: string, options: GrantOptions): Grant[] {
  const decision = ask(graph, { identity, action, resource, ...options });
  return decision.result === 'denied' ? [] : [{ resource, decision }];
}

/** The resources of the statements that allow an action; `*` where that is not known. */
function patternsIn({ document, atMost }: Policy, action: string): string[] {
  if (document instanceof Unknown) return atMost && !atMost(action) ? [] : ['*'];
  const more = document.unknown && document.unknown.partial === undefined ? ['*'] : [];
  return document.statements
    .filter((statement) => statement.effect === 'Allow' && actionMatches(statement, action) !== false)
    .flatMap(({ resources }) => resources ?? ['*'])
    .concat(more);
}
