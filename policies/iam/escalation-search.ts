import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import { Unknown } from '../model/value';
import { isAdministrator, limits } from './administrator';
import { through } from './assumptions';
import { rolesInUse } from './roles-in-use';
import type { ContextValues } from './context';
import type { Decider, Decision } from './evaluate';
import { methods, type Method, type Step, type Target } from './escalation-methods';
import { grantsFor, type Grant, type GrantOptions } from './grants';
import { identitiesIn, type Identity } from './identities';
import { matchesText } from './text';
import { ask } from './request';
import { and, every, some, type Truth } from './truth';

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

/** What a step could be done to: an ARN, and whether that would be a gain. */
interface Candidate {
  readonly arn: string;
  readonly isGain: () => Truth;
}

const always = (): Truth => true;

/** Looks for the ways of one identity. */
export class Search {
  private readonly grants = new Map<string, readonly Grant[]>();

  constructor(
    private readonly graph: Graph,
    private readonly identity: Identity,
    private readonly strong: (target: Identity) => Truth,
  ) {}

  all(): Escalation[] {
    if (isAdministrator(this.identity) === true) return [];
    const isLimited = limits(this.identity);
    return methods
      .filter(({ of }) => !of || of.includes(this.identity.kind))
      .filter(({ leavesBoundary }) => leavesBoundary || !isLimited)
      .flatMap((method) => this.one(method));
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

  /** The first grant that serves; else the first of which that is not known. */
  private step({ action, on }: Step): { grant: Grant; truth: Truth } | undefined {
    const candidates = this.candidates(on, action);
    if (candidates.length === 0) return undefined;
    let open: { grant: Grant; truth: Truth } | undefined;
    for (const grant of this.grantsOf(action, on)) {
      const served = some(candidates, (one) => this.serves(grant, one, action, on));
      if (served === true) return { grant, truth: served };
      if (served instanceof Unknown) open ??= { grant, truth: served };
    }
    return open;
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

  private candidates(on: Target, action: string): readonly Candidate[] {
    if (typeof on === 'object') return 'passedTo' in on ? this.passable(on.passedTo) : this.used(on.existing, on.role);
    switch (on) {
      case 'anything':
        return [{ arn: '*', isGain: always }];
      case 'itself':
        return this.itself().map((arn) => ({ arn, isGain: always }));
      case 'its group':
        return this.groups().map(({ arn }) => ({ arn, isGain: always }));
      case 'its policy':
        return [this.anyOther('policy'), ...this.ownPolicies().map((arn) => ({ arn, isGain: always }))];
      case 'its boundary': {
        const resource = limits(this.identity) ? this.identity.boundary?.resource : undefined;
        return resource ? [{ arn: arnOf(resource), isGain: always }] : [];
      }
      case 'another user':
        return this.stronger('user');
      case 'another group':
        return this.stronger('group');
      case 'another role':
        return action === 'sts:AssumeRole' ? this.becoming() : this.stronger('role');
    }
  }

  private itself(): string[] {
    const { kind, arn, account } = this.identity;
    if (kind === 'user') return [arn];
    // A member of the group, whoever it is.
    if (kind === 'group') return [`arn:aws:iam::${account}:user/{aws:username}`];
    return [arn, ...[...through(this.graph, this.identity).keys()].map((role) => role.arn)];
  }

  private groups(): readonly Identity[] {
    return this.identity.kind === 'group' ? [this.identity] : this.identity.groups;
  }

  /** One that nobody has thought of: a pattern that matches it leaves open whom it means. */
  private anyOther(kind: 'role' | 'user' | 'group' | 'policy'): Candidate {
    return { arn: `arn:aws:iam::${this.identity.account}:${kind}/any-other`, isGain: always };
  }

  private ownPolicies(): string[] {
    const { policies } = this.identity;
    return policies.flatMap(({ resource }) => (resource?.type === 'aws_iam_policy' ? [arnOf(resource)] : []));
  }

  /** Those that may do more, and any that there may be. */
  private stronger(kind: Identity['kind']): readonly Candidate[] {
    const others = this.others(kind).map((other) => ({ arn: other.arn, isGain: () => this.strong(other) }));
    return [this.anyOther(kind), ...others];
  }

  /** Others of its account. One that the same policy bounds is no gain. */
  private others(kind: Identity['kind']): readonly Identity[] {
    const { account, environment } = this.identity;
    const bound = this.identity.boundary?.resource;
    return identitiesIn(this.graph).filter(
      (other) =>
        other.kind === kind &&
        other !== this.identity &&
        other.environment === environment &&
        other.account === account &&
        !(bound && other.boundary?.resource === bound) &&
        !this.identity.groups.includes(other),
    );
  }

  /** Roles that a wildcard, or a chain, leads to. A policy that names an administrator's role says so itself. */
  private becoming(): readonly Candidate[] {
    return [...through(this.graph, this.identity)].flatMap(([to, way]) => {
      const [first] = way;
      if (!first || (way.length === 1 && first.isNamed)) return [];
      const steps = () => every(way.slice(1), ({ decision }) => decided(decision));
      return [{ arn: first.to.arn, isGain: () => and(isAdministrator(to), steps()) }];
    });
  }

  private passable(service: string): readonly Candidate[] {
    const others = this.others('role').map((role) => ({
      arn: role.arn,
      isGain: () => and(trusts(role, service), this.strong(role)),
    }));
    return [this.anyOther('role'), ...others];
  }

  private used(type: string, attribute: string): readonly Candidate[] {
    const all = rolesInUse(this.graph, type, attribute);
    const others = new Set(all.length > 0 ? this.others('role') : []);
    return all
      .filter(({ role }) => others.has(role))
      .map(({ resource, role }) => ({ arn: arnOf(resource), isGain: () => this.strong(role) }));
  }
}

function serviceOf(on: Target): string | undefined {
  return typeof on === 'object' && 'passedTo' in on ? on.passedTo : undefined;
}

function decided(decision: Decision): Truth {
  return decision.result === 'unknown' ? new Unknown(decision.because) : decision.result === 'allowed';
}

function trusts({ trust }: Identity, service: string): Truth {
  if (!trust || trust.document instanceof Unknown) return trust ? (trust.document as Unknown) : false;
  return trust.document.statements.some(
    ({ effect, principals = [] }) => effect === 'Allow' && principals.some(({ id }) => id === service || id === '*'),
  );
}
