import type { Resource } from '../model/resource';
import type { AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { Document, Statement } from './document';
import { isAbout, isNamed, type NamedAs, type Request } from './statement';
import { equalsText, hasWildcard } from './text-matching';
import { and, type Truth } from './three-valued-logic';

/** A policy, and where it is written. */
export interface Policy {
  /** `grant-write`, `arn:aws:iam::aws:policy/ReadOnlyAccess`, `trust policy` */
  readonly name: string;
  readonly kind: 'identity' | 'boundary' | 'resource' | 'session';
  /** The resource that holds its text; AWS's own policies have none. */
  readonly resource?: Resource;
  readonly document: Document | Unknown;
  /** Of a document that is not known: the actions that it allows at most. It denies none. */
  readonly atMost?: (action: string) => boolean;
  /** Whether it is not known that the identity has it at all. */
  readonly isPossible?: boolean;
}

/** The policies that decide a request. Service and resource control policies of an organization are not among them. */
export interface Policies {
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  readonly session?: Policy;
  /** The policy of the resource: absent where it has none. */
  readonly resource?: Policy;
  /** The account of the resource. */
  readonly resourceAccount?: AnyText;
  /** Whether the resource policy has to allow the request, or delegate to the account: KMS keys, trust policies. */
  readonly needsResourcePolicy?: boolean;
}

/** The statement that decided. */
export interface DecidingStatement {
  readonly policy: Policy;
  readonly index: number;
  readonly sid?: string;
  readonly statement: Statement;
}

export type Decision = Allowed | Denied | Undecided;
export interface Allowed {
  readonly result: 'allowed';
  readonly by: DecidingStatement;
  /** A policy whose text is not known, which could deny it: `the text of arn:aws:iam::111122223333:policy/elsewhere`. */
  readonly unless?: string;
}
export interface Denied {
  readonly result: 'denied';
  /** Absent when nothing allows it. */
  readonly by?: DecidingStatement;
  /** `a statement denies it`, `nothing allows it`, `its boundary does not allow it` */
  readonly because: string;
}
export interface Undecided {
  readonly result: 'unknown';
  /** What would have to be known. */
  readonly because: string;
  /** The statement that it depends on. */
  readonly by?: DecidingStatement;
}

/** A truth, and the statement that made it so. */
interface Found {
  readonly truth: Truth;
  readonly by?: DecidingStatement;
}

const nothing: Found = { truth: false };

/**
 * Decides as AWS does: what any policy denies is denied; else identity and resource policies together have to allow it, the
 * boundary too, and across accounts both.
 */
export function decide(request: Request, policies: Policies): Decision {
  const denied = firstOf(
    ...[...policies.identity, policies.boundary, policies.session].map((policy) => find(policy, 'Deny', request)),
    ...(['itself', 'role', 'account'] as const).map((as) => find(policies.resource, 'Deny', request, as)),
  );
  if (denied.truth === true) return { result: 'denied', because: 'a statement denies it', ...decider(denied) };
  const allowed = allowedBy(request, policies);
  if (allowed.truth === false) return { result: 'denied', because: whyNot(request, policies) };
  // A policy that was not read could only deny what another one allows; a Deny that was read says what it depends on.
  const open = (denied.by ? [denied, allowed] : [allowed]).find(({ truth }) => truth instanceof Unknown);
  if (open) return { result: 'unknown', because: (open.truth as Unknown).because, ...decider(open) };
  if (!allowed.by) return { result: 'denied', because: 'nothing allows it' };
  return {
    ...{ result: 'allowed', by: allowed.by },
    ...(denied.truth instanceof Unknown && { unless: denied.truth.because }),
  };
}

function allowedBy(request: Request, policies: Policies): Found {
  const { resource, needsResourcePolicy } = policies;
  const identity = firstOf(...policies.identity.map((policy) => find(policy, 'Allow', request)));
  const bound = bounds(request, policies);
  const named = (as: NamedAs) => find(resource, 'Allow', request, as);
  const [itself, role, account] = [named('itself'), named('role'), named('account')];
  if (!['role', 'user'].includes(request.requester.kind)) return firstOf(itself, account);
  const within = both(identity, bound);
  const direct = firstOf(sessionBounds(request, policies, itself), both(role, bound));
  const same: Found = needsResourcePolicy ? firstOf(direct, both(within, account)) : firstOf(within, direct);
  const across: Found = both(within, firstOf(itself, role, account));
  const isSame = sameAccount(request, policies);
  if (isSame === true) return same;
  if (isSame === false) return across;
  if (same.truth === false || across.truth === true) return same;
  return { ...same, truth: isSame };
}

/** A grant to everybody or to a session passes by the boundary, not by a session policy. */
function sessionBounds(request: Request, { session }: Policies, found: Found): Found {
  return session ? both(found, find(session, 'Allow', request)) : found;
}

function bounds(request: Request, { boundary, session }: Policies): Found {
  const limits = [boundary, session].filter((policy) => policy !== undefined);
  return limits.map((policy) => find(policy, 'Allow', request)).reduce(both, { truth: true });
}

function sameAccount({ requester }: Request, { resourceAccount }: Policies): Truth {
  if (requester.account === undefined || resourceAccount === undefined) return true;
  return equalsText(requester.account, resourceAccount);
}

/** Of a pattern, a statement about all of it says more than one about a part. */
function find(policy: Policy | undefined, effect: Statement['effect'], request: Request, as?: NamedAs): Found {
  const isPattern = effect === 'Allow' && !request.isWildcardOnly && hasWildcard(request.resource);
  const whole = isPattern ? findIn(policy, effect, { ...request, isWhole: true }, as) : nothing;
  return whole.truth === true ? whole : findIn(policy, effect, request, as);
}

/** The first statement of an effect that matches the request, else the first that may match. */
function findIn(policy: Policy | undefined, effect: Statement['effect'], request: Request, as?: NamedAs): Found {
  if (!policy) return nothing;
  const { document } = policy;
  if (document instanceof Unknown) {
    const isOut = policy.atMost && (effect === 'Deny' || !policy.atMost(request.action));
    return isOut || as === 'role' || as === 'account' ? nothing : { truth: document };
  }
  const hasVariables = document.version === '2012-10-17';
  let unknown: Found | undefined;
  for (const [index, statement] of document.statements.entries()) {
    if (statement.effect !== effect) continue;
    const named: Truth = as === undefined ? true : isNamed(statement, request.requester, as);
    const truth = named === false ? false : and(isAbout(statement, request, hasVariables), named);
    if (truth === false) continue;
    const by = { policy, index, statement, ...(statement.sid !== undefined && { sid: statement.sid }) };
    if (truth === true) return { truth, by };
    unknown ??= { truth, by };
  }
  // What is not known may be further statements.
  const more = document.unknown;
  return unknown ?? (more && as !== 'role' && as !== 'account' ? { truth: more } : nothing);
}

/** The true one, else the unknown one, preferring a known statement to a policy that was not read. */
function firstOf(...found: readonly Found[]): Found {
  const open = found.filter(({ truth }) => truth instanceof Unknown);
  return found.find(({ truth }) => truth === true) ?? open.find(({ by }) => by) ?? open[0] ?? nothing;
}

function both(one: Found, other: Found): Found {
  const truth = and(one.truth, other.truth);
  const by = truth instanceof Unknown && other.truth === truth ? (other.by ?? one.by) : (one.by ?? other.by);
  return { truth, ...(by && { by }) };
}

function decider({ by }: Found): { by?: DecidingStatement } {
  return by ? { by } : {};
}

function whyNot(request: Request, policies: Policies): string {
  const { boundary, session, needsResourcePolicy, resource } = policies;
  const allows = (policy: Policy) => find(policy, 'Allow', request).truth !== false;
  if (!policies.identity.some(allows)) return 'nothing allows it';
  if (boundary && !allows(boundary)) return `its boundary, ${boundary.name}, does not allow it`;
  if (session && !allows(session)) return `the session's policy, ${session.name}, does not allow it`;
  if (!needsResourcePolicy && sameAccount(request, policies) !== false) return 'nothing allows it';
  if (!resource) return 'the resource has no policy that allows it, and needs one';
  return `${resource.name} neither allows it nor leaves it to the account's own policies`;
}
