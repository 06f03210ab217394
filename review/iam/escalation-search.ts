import type { Graph } from '../model/graph';
import { Unknown } from '../model/value';
import { isAdministrator, limits } from './administrator';
import type { ContextValues } from './context';
import { methods, type Method, type Step, type Target } from './escalation-methods';
import { decided, Targets, type Candidate } from './escalation-targets';
import type { Decider, Policy } from './evaluate';
import { grantsFor, type Grant, type GrantOptions } from './grants';
import type { Identity } from './identities';
import { ask } from './request';
import { actionMatches } from './statement';
import { matchesText } from './text';
import { and, some, type Truth } from './truth';

/** That an identity may get more than its policies say. */
export interface Escalation {
  readonly method: Method;
  /** The grants that it takes, a step each. */
  readonly steps: readonly { readonly action: string; readonly resource: string; readonly by?: Decider }[];
  /** Why it is not certain. */
  readonly unknown?: Unknown;
}

/**
 * Who looks for a way does so with MFA and TLS, picks the region and the tags, looks for a target without a boundary, and
 * wants AdministratorAccess.
 */
const attacker: ContextValues = {
  'aws:MultiFactorAuthPresent': 'true',
  'aws:MultiFactorAuthAge': '1',
  'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
};
const fallback: ContextValues = { 'iam:PermissionsBoundary': null, 'iam:AssociatedResourceArn': null };
const chosen = /^aws:(requestedregion|tagkeys|requesttag\/.*)$/i;

/** Looks for the ways of one identity. */
export class Search {
  private readonly grants = new Map<string, readonly Grant[]>();
  private readonly mentioned = new Map<string, boolean>();

  private readonly targets: Targets;

  constructor(
    private readonly graph: Graph,
    private readonly identity: Identity,
    strong: (target: Identity) => Truth,
  ) {
    this.targets = new Targets(graph, identity, strong);
  }

  all(): Escalation[] {
    return this.methods().flatMap((method) => this.one(method));
  }

  /** Whether there is any way for certain. */
  isCertain(): boolean {
    return this.methods().some((method) => this.one(method).some(({ unknown }) => !unknown));
  }

  /** Those whose every step some policy mentions: for most identities none. */
  private methods(): readonly Method[] {
    const { kind } = this.identity;
    if (isAdministrator(this.identity) === true) return [];
    const isLimited = limits(this.identity);
    return methods.filter(
      ({ of, leavesBoundary, steps }) =>
        (!of || of.includes(kind)) &&
        (leavesBoundary || !isLimited) &&
        steps.every(({ action }) => this.isMentioned(action)),
    );
  }

  private one(method: Method): Escalation[] {
    const steps: { action: string; resource: string; by?: Decider }[] = [];
    let unknown: Unknown | undefined;
    for (const step of method.steps) {
      const found = this.step(step);
      if (!found || found.truth === false) return [];
      if (found.truth instanceof Unknown) unknown ??= found.truth;
      const { resource, decision } = found.grant;
      steps.push({ action: step.action, resource, ...(decision.by && { by: decision.by }) });
    }
    return [{ method, steps, ...(unknown && { unknown }) }];
  }

  /** Whether any policy could allow it: a quick no for most. */
  private isMentioned(action: string): boolean {
    const known = this.mentioned.get(action);
    if (known !== undefined) return known;
    const isIn = ({ document, atMost }: Policy): boolean => {
      if (document instanceof Unknown) return !atMost || atMost(action);
      const isOpen = document.unknown !== undefined && document.unknown.partial === undefined;
      return (
        isOpen || document.statements.some((one) => one.effect === 'Allow' && actionMatches(one, action) !== false)
      );
    };
    const found = this.identity.policies.some(isIn);
    this.mentioned.set(action, found);
    return found;
  }

  /** The first grant that serves; else the first of which that is not known. */
  private step({ action, on }: Step): { grant: Grant; truth: Truth } | undefined {
    if (!this.isMentioned(action) || !this.targets.isThere(on)) return undefined;
    let open: { grant: Grant; truth: Truth } | undefined;
    for (const grant of this.grantsOf(action, on)) {
      const candidates = this.targets.of(on, action, grant.resource);
      const served = this.served(grant, candidates, action, on);
      if (served === true) return { grant, truth: served };
      if (served instanceof Unknown) open ??= { grant, truth: served };
    }
    return open;
  }

  /** Of a grant that is not certain, no candidate makes it so: the first that may be is enough. */
  private served(grant: Grant, candidates: Iterable<Candidate>, action: string, on: Target): Truth {
    if (grant.decision.result !== 'unknown') return some(candidates, (one) => this.serves(grant, one, action, on));
    for (const one of candidates) {
      const truth = this.serves(grant, one, action, on);
      if (truth !== false) return truth;
    }
    return false;
  }

  private serves({ resource, decision }: Grant, { arn, isGain }: Candidate, action: string, on: Target): Truth {
    // What is made is not there yet; a grant on an identity is of no use for it.
    if (on === 'anything') return /^arn:[^:]*:iam:/.test(resource) ? false : decided(decision);
    // Of a group: each member's own user, and no other.
    if (on !== 'itself' && resource.includes('{aws:username}')) return false;
    const isMeant = matchesText(resource, arn);
    if (isMeant === false) return false;
    const question = { identity: this.identity, action, resource: arn, ...this.options(action, on) };
    const allowed = decided(ask(this.graph, question));
    return allowed === false ? false : and(isGain(), isMeant, allowed);
  }

  private grantsOf(action: string, on: Target): readonly Grant[] {
    const key = `${action} ${serviceOf(on) ?? ''}`;
    const known = this.grants.get(key);
    if (known) return known;
    const found = grantsFor(this.graph, this.identity, action, this.options(action, on));
    this.grants.set(key, found);
    return found;
  }

  private options(action: string, on: Target): GrantOptions {
    const service = serviceOf(on);
    const context = {
      ...attacker,
      ...(service !== undefined && { 'iam:PassedToService': service }),
      ...(/PermissionsBoundary$/.test(action) && { 'iam:PermissionsBoundary': attacker['iam:PolicyARN'] as string }),
    };
    return { context, fallback, isChosen: (key) => chosen.test(key) };
  }
}

function serviceOf(on: Target): string | undefined {
  return typeof on === 'object' && 'passedTo' in on ? on.passedTo : undefined;
}
