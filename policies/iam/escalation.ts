import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import { Unknown } from '../model/value';
import { isAdministrator, limits } from './administrator';
import { through } from './assumptions';
import { rolesInUse } from './roles-in-use';
import type { ContextValues } from './context';
import type { Decider } from './evaluate';
import { methods, type Method, type Step, type Target } from './escalation-methods';
import { grantsFor, type Grant } from './grants';
import { identitiesIn, type Identity } from './identities';
import { matchesText } from './text';
import { and, or, some, type Truth } from './truth';
import { covers } from './wildcard';
import { whereIs } from './words';

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

const cache = new WeakMap<Identity, readonly Escalation[]>();
const direct = new WeakMap<Identity, boolean>();

/**
 * The known ways by which an identity gets more than it was given, over all of its policies together. None of an
 * administrator, who has everything, nor of one that cannot leave a boundary which is a limit.
 */
export function escalationsOf(graph: Graph, identity: Identity): readonly Escalation[] {
  const known = cache.get(identity);
  if (known) return known;
  const found = new Search(graph, identity, (target) => isStrong(graph, target)).all();
  cache.set(identity, found);
  return found;
}

/** Whether it is worth becoming: an administrator, or one that may make itself any. */
function isStrong(graph: Graph, identity: Identity): Truth {
  const known = direct.get(identity);
  if (known !== undefined) return known;
  const admin = isAdministrator(identity);
  // Alone, without what others could do for it: that ends.
  const truth = or(
    admin,
    new Search(graph, identity, () => false).all().some(({ unknown }) => !unknown),
  );
  if (!(truth instanceof Unknown)) direct.set(identity, truth);
  return truth;
}

class Search {
  private readonly grants = new Map<string, readonly Grant[]>();
  private readonly reachable: readonly Identity[];

  constructor(
    private readonly graph: Graph,
    private readonly identity: Identity,
    private readonly strong: (target: Identity) => Truth,
  ) {
    this.reachable = identity.kind === 'role' ? [identity] : [identity, ...identity.groups];
  }

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
    let open: { grant: Grant; truth: Truth } | undefined;
    for (const grant of this.grantsOf(action, on)) {
      const { decision } = grant;
      const allowed: Truth = decision.result === 'unknown' ? new Unknown(decision.because) : true;
      const truth = and(this.serves(grant.resource, on, action), allowed);
      if (truth === true) return { grant, truth };
      if (truth instanceof Unknown) open ??= { grant, truth };
    }
    return open;
  }

  private grantsOf(action: string, on: Target): readonly Grant[] {
    const service = typeof on === 'object' && 'passedTo' in on ? on.passedTo : undefined;
    const key = `${action} ${service ?? ''}`;
    const known = this.grants.get(key);
    if (known) return known;
    const context = {
      ...attacker,
      ...(service !== undefined && { 'iam:PassedToService': service }),
      ...(/PermissionsBoundary$/.test(action) && { 'iam:PermissionsBoundary': attacker['iam:PolicyARN'] as string }),
    };
    const isChosen = (key: string) => chosen.test(key);
    const found = grantsFor(this.graph, this.identity, action, { context, fallback, isChosen });
    this.grants.set(key, found);
    return found;
  }

  /** Whether a grant on a pattern is one on the target of a step. */
  private serves(pattern: string, on: Target, action: string): Truth {
    if (on === 'anything') return true;
    if (typeof on === 'object' && 'passedTo' in on) return this.passes(pattern, on.passedTo);
    if (typeof on === 'object') return this.isUsed(pattern, on.existing, on.role);
    switch (on) {
      case 'itself':
        return this.isItself(pattern);
      case 'its group':
        return some(
          this.reachable.filter(({ kind }) => kind === 'group'),
          ({ arn }) => matchesText(pattern, arn),
        );
      case 'its policy':
        return or(
          this.isAnyOf(pattern, 'policy'),
          some(this.ownPolicies(), (arn) => matchesText(pattern, arn)),
        );
      case 'its boundary': {
        const resource = this.identity.boundary?.resource;
        return resource !== undefined && limits(this.identity) && matchesText(pattern, arnOf(resource));
      }
      case 'another user':
        return this.isStronger(pattern, 'user');
      case 'another group':
        return this.isStronger(pattern, 'group');
      case 'another role':
        return action === 'sts:AssumeRole' ? this.becomes(pattern) : this.isStronger(pattern, 'role');
    }
  }

  private isItself(pattern: string): Truth {
    const { kind, arn } = this.identity;
    if (kind === 'group') return pattern.includes('{aws:username}') || this.isAnyOf(pattern, 'user');
    if (kind === 'user') return matchesText(pattern, arn);
    const roles = [this.identity, ...through(this.graph, this.identity).keys()];
    return some(roles, (role) => matchesText(pattern, role.arn));
  }

  /** Whether a pattern leaves open whom it means: it would match one that nobody has thought of. */
  private isAnyOf(pattern: string, kind: 'role' | 'user' | 'group' | 'policy'): boolean {
    return covers(pattern, `arn:aws:iam::${this.identity.account}:${kind}/any-other`);
  }

  private ownPolicies(): string[] {
    const { policies } = this.identity;
    return policies.flatMap(({ resource }) => (resource?.type === 'aws_iam_policy' ? [arnOf(resource)] : []));
  }

  /** Whether a pattern matches an identity that may do more, or any that there may be. */
  private isStronger(pattern: string, kind: 'role' | 'user' | 'group'): Truth {
    if (this.isAnyOf(pattern, kind)) return true;
    // Of a group: each member's own user.
    if (pattern.includes('{aws:username}')) return false;
    return some(this.others(kind), (other) => and(matchesText(pattern, other.arn), this.strong(other)));
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

  private becomes(pattern: string): Truth {
    const ways = [...through(this.graph, this.identity)].map(([to, way]) => ({ to, way }));
    return some(ways, ({ to, way }) => {
      const [first] = way;
      // A policy that names an administrator's role says so itself; what a wildcard, or a chain, leads to nobody wrote down.
      const isSaid = way.length === 1 && first?.isNamed === true;
      if (isSaid || !first || matchesText(pattern, first.to.arn) === false) return false;
      const allowed = some(way, ({ decision }) => decision.result === 'allowed' || new Unknown(decision.because));
      return and(isAdministrator(to), allowed);
    });
  }

  private passes(pattern: string, service: string): Truth {
    if (this.isAnyOf(pattern, 'role')) return true;
    return some(this.others('role'), (role) =>
      and(matchesText(pattern, role.arn), trusts(role, service), this.strong(role)),
    );
  }

  private isUsed(pattern: string, type: string, attribute: string): Truth {
    const others = new Set(this.others('role'));
    const used = rolesInUse(this.graph, type, attribute).filter(({ role }) => others.has(role));
    return some(used, ({ resource, role }) => and(matchesText(pattern, arnOf(resource)), this.strong(role)));
  }
}

function trusts({ trust }: Identity, service: string): Truth {
  if (!trust || trust.document instanceof Unknown) return trust ? (trust.document as Unknown) : false;
  return trust.document.statements.some(
    ({ effect, principals = [] }) => effect === 'Allow' && principals.some(({ id }) => id === service || id === '*'),
  );
}

/** `iam:PassRole on "*" (policy "deploy", statement 0) + ec2:RunInstances on "*" (…), to run code of its own …` */
export function inSentence({ method, steps }: Escalation): string {
  const parts = steps.map(
    ({ action, resource, by }) => `${action} on ${JSON.stringify(resource)}${by ? ` (${whereIs(by)})` : ''}`,
  );
  return `${parts.join(' + ')}, ${method.gain}`;
}
