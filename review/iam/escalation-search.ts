import type { Graph } from '../model/graph';
import { startOf, type AnyText } from '../model/text';
import { Text, Unknown } from '../model/value';
import { isUnlimited, limits } from './administrator';
import type { ContextValues } from './context';
import { strengthening } from './escalation-by-identity';
import type { Method, Step } from './escalation-method';
import { methods } from './escalation-methods';
import { decided, Targets, type Candidate } from './escalation-targets';
import type { DecidingStatement, Policy } from './evaluate';
import { grantsFor, type Grant, type GrantOptions } from './grants';
import type { Identity } from './identities';
import { authorize } from './authorize';
import { actionMatches } from './statement';
import { hasWildcard, matchesText, overlapsText } from './text-matching';
import { and, type Truth } from './three-valued-logic';

export interface GrantedStep {
  readonly action: string;
  readonly resource: AnyText;
  readonly by?: DecidingStatement;
}

/** That an identity may get more than its policies say. */
export interface Escalation {
  readonly method: Method;
  /** The grants that it takes, a step each. */
  readonly steps: readonly GrantedStep[];
  /** Why it is not certain. */
  readonly unknown?: Unknown;
}

/** The attacker has MFA and TLS, chooses region and tags, picks a target without a boundary, and attaches AdministratorAccess. */
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
    return this.possible().flatMap((method) => this.one(method) ?? []);
  }

  /** Whether there is any way for certain. */
  isCertain(): boolean {
    return this.possible().some((method) => {
      const found = this.one(method);
      return found !== undefined && !found.unknown;
    });
  }

  /** Methods of which some policy mentions every step, and that have a target: none for most identities. */
  private possible(): readonly Method[] {
    if (isUnlimited(this.identity) === true) return [];
    return methods.filter(
      ({ steps, target }) =>
        // The trust policy of a role may be enough.
        (target === 'assumable role' || steps.every(({ action }) => this.isMentioned(action))) &&
        (this.targets.isThere(target) || this.isForOthers(target, steps)),
    );
  }

  /**
   * Whether it means hosts that the input does not have: where its policies name the actions. `lambda:*` and wider are
   * judged as what they are.
   */
  private isForOthers(target: Method['target'], steps: readonly Step[]): boolean {
    if (typeof target !== 'object' || !('host' in target) || !this.targets.isOnlyElsewhere(target.host)) return false;
    const documents = this.identity.policies.flatMap(({ document }) => (document instanceof Unknown ? [] : [document]));
    const patterns = documents.flatMap(({ statements }) =>
      statements.flatMap(({ effect, actions = [] }) => (effect === 'Allow' ? actions : [])),
    );
    const named = patterns.filter((pattern) => !/^\*|:\*+$/.test(String(pattern)));
    return steps.every(({ action }) => named.some((pattern) => matchesText(pattern, action, true) === true));
  }

  /** The first certain target, else the first unknown one. */
  private one(method: Method): Escalation | undefined {
    const [first] = method.steps.filter(({ on }) => on === 'target');
    if (!first) return undefined;
    if (method.target === 'assumable role') return this.chain(method);
    let open: Escalation | undefined;
    for (const grant of this.grantsOf(first.action, method)) {
      for (const candidate of this.targets.of(method.target, grant.resource)) {
        if (!isFor(grant.resource, candidate, method)) continue;
        const found = this.with(method, candidate);
        if (found && !found.unknown) return found;
        open ??= found;
        // Of a grant that is not certain, no target makes it so.
        if (open && grant.decision.result === 'unknown') break;
      }
    }
    return open;
  }

  private chain(method: Method): Escalation | undefined {
    const found = this.targets.chains().map((way): Escalation => {
      const unknown = way.map(({ decision }) => decided(decision)).find((truth) => truth instanceof Unknown);
      const steps = way.map(({ to, decision }) => ({
        ...{ action: 'sts:AssumeRole', resource: to.arn },
        ...(decision.by && { by: decision.by }),
      }));
      return { method, steps, ...(unknown instanceof Unknown && { unknown }) };
    });
    return found.find(({ unknown }) => !unknown) ?? found[0];
  }

  private with(method: Method, candidate: Candidate): Escalation | undefined {
    const steps: GrantedStep[] = [];
    let truth: Truth = true;
    for (const step of method.steps) {
      const found = this.step(step, candidate.arn, method);
      truth = and(truth, found?.truth ?? false);
      if (!found || truth === false) return undefined;
      steps.push(found.step);
    }
    const gain = candidate.isGain();
    const stronger = gain === true ? undefined : this.strengthen(candidate.becomes);
    if (stronger && (gain === false || !stronger.unknown)) {
      const unknown = truth instanceof Unknown ? truth : stronger.unknown;
      const name = `${stronger.method.name} + ${method.name}`;
      return { method: { ...method, name }, steps: [...stronger.steps, ...steps], ...(unknown && { unknown }) };
    }
    const all = and(gain, truth);
    return all === false ? undefined : { method, steps, ...(all instanceof Unknown && { unknown: all }) };
  }

  /** How it could give whom it becomes any permission. */
  private strengthen(other: Identity | undefined): Escalation | undefined {
    if (!other || limits(other)) return undefined;
    const kind = other.kind === 'role' ? 'another role' : 'another user';
    const found = strengthening.flatMap((method): Escalation[] => {
      const [step] = method.steps;
      const granted =
        step && method.target === kind && this.isMentioned(step.action) && this.step(step, other.arn, method);
      if (!granted || granted.truth === false) return [];
      const { truth } = granted;
      return [{ method, steps: [granted.step], ...(truth instanceof Unknown && { unknown: truth }) }];
    });
    return found.find(({ unknown }) => !unknown) ?? found[0];
  }

  /** Whether a step may be done: to the target, or to something that is created. */
  private step({ action, on }: Step, arn: AnyText, method: Method): { step: GrantedStep; truth: Truth } | undefined {
    let open: { step: GrantedStep; truth: Truth } | undefined;
    for (const { resource, decision } of this.grantsOf(action, method)) {
      const isAny = on === 'anything' || method.target === 'anything';
      const truth = isAny ? anyOf(resource, decided(decision)) : this.isAllowed(action, resource, arn, method);
      const found = { step: { action, resource, ...(decision.by && { by: decision.by }) }, truth };
      if (truth === true) return found;
      if (truth !== false) open ??= found;
    }
    return open;
  }

  private isAllowed(action: string, pattern: AnyText, arn: AnyText, method: Method): Truth {
    const isMeant = hasWildcard(arn) ? overlapsText(pattern, arn) : matchesText(pattern, arn);
    if (isMeant === false) return false;
    const question = { identity: this.identity, action, resource: arn, ...options(action, method) };
    return and(isMeant, decided(authorize(this.graph, question)));
  }

  /** Whether any policy could allow it: a quick no for most. */
  private isMentioned(action: string): boolean {
    const known = this.mentioned.get(action);
    if (known !== undefined) return known;
    const isIn = ({ document, atMost }: Policy): boolean => {
      if (document instanceof Unknown) return !atMost || atMost(action);
      const isOpen = document.unknown !== undefined;
      return (
        isOpen || document.statements.some((one) => one.effect === 'Allow' && actionMatches(one, action) !== false)
      );
    };
    const found = this.identity.policies.some(isIn);
    this.mentioned.set(action, found);
    return found;
  }

  private grantsOf(action: string, method: Method): readonly Grant[] {
    const key = `${action} ${serviceOf(method) ?? ''}`;
    const known = this.grants.get(key);
    if (known) return known;
    const found = grantsFor(this.graph, this.identity, action, options(action, method));
    this.grants.set(key, found);
    return found;
  }
}

function isFor(pattern: AnyText, { arn }: Candidate, { target }: Method): boolean {
  if (target === 'anything') return true;
  // What AWS manages nobody else changes, whatever the identity's account is.
  if (/^arn:[\w-]+:iam::aws:/.test(startOf(pattern))) return false;
  // Of a group: each member's own user, and no other.
  const isOwn = target === 'own user' || (typeof target === 'object' && 'boundaryOf' in target);
  if (!isOwn && isOfMember(pattern)) return false;
  return (hasWildcard(arn) ? overlapsText(pattern, arn) : matchesText(pattern, arn)) !== false;
}

/** A resource to be created does not exist yet, so a grant on an existing identity does not help. */
function anyOf(pattern: AnyText, truth: Truth): Truth {
  return /^arn:[^:]*:iam:/.test(startOf(pattern)) ? false : truth;
}

function options(action: string, method: Method): GrantOptions {
  const service = serviceOf(method);
  const context = {
    ...attacker,
    ...(service !== undefined && { 'iam:PassedToService': service }),
    ...(/PermissionsBoundary$/.test(action) && { 'iam:PermissionsBoundary': attacker['iam:PolicyARN'] as string }),
  };
  return { context, fallback, isChosen: (key) => chosen.test(key), isOwnAccount: true };
}

function serviceOf({ target }: Method): string | undefined {
  return typeof target === 'object' && 'passedTo' in target ? target.passedTo : undefined;
}

/** Whether it has the name of whoever asks in it, which of a group is any member's. */
function isOfMember(resource: AnyText): boolean {
  return (
    resource instanceof Text && resource.holes.some((hole) => 'because' in hole && hole.because === 'aws:username')
  );
}
