import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import { Unknown } from '../model/value';
import { isAdministrator, limits } from './administrator';
import { through } from './assumptions';
import type { Target } from './escalation-methods';
import type { Decision } from './evaluate';
import { identitiesByArn, neighbours, type Identity } from './identities';
import { rolesInUse } from './roles-in-use';
import { matchesText } from './text';
import { and, every, type Truth } from './truth';

/** What a step could be done to: an ARN, and whether that would be a gain. */
export interface Candidate {
  readonly arn: string;
  readonly isGain: () => Truth;
}

const always = (): Truth => true;

/** What the steps of one identity could be done to. */
export class Targets {
  private readonly matched = new Map<string, readonly Identity[]>();

  constructor(
    private readonly graph: Graph,
    private readonly identity: Identity,
    private readonly strong: (target: Identity) => Truth,
  ) {}

  /** Whether there can be any. */
  isThere(on: Target): boolean {
    return typeof on !== 'object' || 'passedTo' in on || this.used(on.existing, on.role).length > 0;
  }

  /** Those that a grant on a pattern may be for. */
  of(on: Target, action: string, pattern: string): Iterable<Candidate> {
    if (typeof on === 'object') {
      return 'passedTo' in on ? this.passable(on.passedTo, pattern) : this.used(on.existing, on.role);
    }
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
        return this.stronger('user', pattern);
      case 'another group':
        return this.stronger('group', pattern);
      case 'another role':
        return action === 'sts:AssumeRole' ? this.becoming() : this.stronger('role', pattern);
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

  /** Any that there may be, then those that may do more. */
  private *stronger(kind: Identity['kind'], pattern: string): Iterable<Candidate> {
    yield this.anyOther(kind);
    for (const other of this.others(kind, pattern)) yield { arn: other.arn, isGain: () => this.strong(other) };
  }

  /** Others of its account that a pattern may match. One that the same policy bounds is no gain. */
  private others(kind: Identity['kind'], pattern: string): readonly Identity[] {
    const key = `${kind} ${pattern}`;
    const known = this.matched.get(key);
    if (known) return known;
    const isOne = !/[*?{]/.test(pattern);
    const near = isOne ? identitiesByArn(this.graph).get(pattern) : neighbours(this.graph, this.identity);
    const isMeant = (other: Identity) => other.kind === kind && matchesText(pattern, other.arn) !== false;
    const found = (near ?? []).filter((other) => isMeant(other) && this.isGain(other));
    this.matched.set(key, found);
    return found;
  }

  private isGain(other: Identity): boolean {
    const { account, environment, groups, boundary } = this.identity;
    const isNear = other.environment === environment && other.account === account;
    const isBoundAlike = boundary?.resource !== undefined && other.boundary?.resource === boundary.resource;
    return isNear && other !== this.identity && !isBoundAlike && !groups.includes(other);
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

  private *passable(service: string, pattern: string): Iterable<Candidate> {
    yield this.anyOther('role');
    for (const role of this.others('role', pattern)) {
      yield { arn: role.arn, isGain: () => and(trusts(role, service), this.strong(role)) };
    }
  }

  private used(type: string, attribute: string): readonly Candidate[] {
    return rolesInUse(this.graph, type, attribute, this.identity.environment)
      .filter(({ role }) => this.isGain(role))
      .map(({ resource, role }) => ({ arn: arnOf(resource), isGain: () => this.strong(role) }));
  }
}

/** A decision as a truth. */
export function decided(decision: Decision): Truth {
  return decision.result === 'unknown' ? new Unknown(decision.because) : decision.result === 'allowed';
}

function trusts({ trust }: Identity, service: string): Truth {
  if (!trust || trust.document instanceof Unknown) return trust ? (trust.document as Unknown) : false;
  return trust.document.statements.some(
    ({ effect, principals = [] }) => effect === 'Allow' && principals.some(({ id }) => id === service || id === '*'),
  );
}
