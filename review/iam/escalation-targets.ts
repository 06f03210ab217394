import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { concat, elided, isSameText, keyOf, startOf, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import { isAdministrator, limits } from './administrator';
import { assumptions, through, type Assumption } from './assumptions';
import type { Document, Principal } from './document';
import type { Target } from './escalation-method';
import type { Decision, Policy } from './evaluate';
import { hasHosts, hostsIn, otherHost, type HostKind } from './hosts';
import { identitiesByArn, neighbours, type Identity } from './identities';
import { isPattern, matchesText } from './text-matching';
import { and, every, not, type Truth } from './three-valued-logic';

/** A target of a method: its ARN, and whether it gives more permissions. */
export interface Candidate {
  readonly arn: AnyText;
  readonly isGain: () => Truth;
  /** Who it is then, where that is one of the graph: what it may do could be changed besides. */
  readonly becomes?: Identity;
}

const always = (): Truth => true;

/** What the methods of one identity could be done to. */
export class Targets {
  private readonly matched = new Map<string, readonly Identity[]>();

  constructor(
    private readonly graph: Graph,
    private readonly identity: Identity,
    private readonly strong: (target: Identity) => Truth,
  ) {}

  /** Whether there can be any. */
  isThere(on: Target): boolean {
    if (typeof on !== 'object') return on !== 'own boundary' || limits(this.identity);
    if ('host' in on) return hostsIn(this.graph, on.host, this.identity.environment).length > 0;
    if ('boundaryOf' in on) return this.isOf(on.boundaryOf) && limits(this.identity);
    return !('denyingOf' in on) || this.denying(on).length > 0;
  }

  /** Whether the input has no host of a kind: those of the account are not in it. */
  isOnlyElsewhere(kind: HostKind): boolean {
    return !hasHosts(this.graph, kind, this.identity.environment);
  }

  /** Those that a grant on a pattern may be for. */
  of(on: Target, pattern: AnyText): Iterable<Candidate> {
    if (typeof on === 'object') return this.ofObject(on, pattern);
    switch (on) {
      case 'anything':
        return [{ arn: '*', isGain: always }];
      case 'own user':
        return [...this.unlessLimited(this.ownUser()), ...this.people('user')];
      case 'own role':
        return [...this.unlessLimited(this.ownRole()), ...this.assumable()];
      case 'own group':
        return [...this.unlessLimited(this.groups().map(({ arn }) => arn)), ...this.people('group')];
      case 'own policy':
        return this.unlessLimitedOr(this.policiesOf(this.identity), 'policy');
      case 'own boundary': {
        const resource = this.identity.boundary?.resource;
        return resource ? [{ arn: arnOf(resource), isGain: always }] : [];
      }
      case 'another user':
        return this.stronger('user', pattern);
      case 'another group':
        if (this.identity.kind === 'role') return this.people('group');
        // It stays within its own boundary there.
        return limits(this.identity) ? [] : this.stronger('group', pattern);
      case 'another role':
        return this.stronger('role', pattern);
      case 'assumable role':
        return [];
    }
  }

  private ofObject(on: Exclude<Target, string>, pattern: AnyText): Iterable<Candidate> {
    if ('passedTo' in on) return this.passable(on.passedTo, pattern);
    if ('host' in on) return this.hosts(on.host);
    if ('created' in on) return this.created(on.created, pattern);
    if ('provider' in on) return this.providers(on.provider);
    if ('denyingOf' in on) return this.denying(on);
    const own = on.boundaryOf === 'role' ? this.ownRole() : this.ownUser();
    return own.map((arn) => ({ arn, isGain: always }));
  }

  private isOf(kind: 'user' | 'role'): boolean {
    return (this.identity.kind === 'role') === (kind === 'role');
  }

  private ownUser(): AnyText[] {
    const { kind, arn, account } = this.identity;
    if (kind === 'role') return [];
    // A member of the group, whoever it is.
    return [kind === 'user' ? arn : concat(['arn:aws:iam::', account, ':user/', new Unknown('aws:username')])];
  }

  private ownRole(): AnyText[] {
    return this.identity.kind === 'role' ? [this.identity.arn] : [];
  }

  /** Of itself it gets no more than its boundary leaves. */
  private unlessLimited(arns: readonly AnyText[]): Candidate[] {
    return limits(this.identity) ? [] : arns.map((arn) => ({ arn, isGain: always }));
  }

  private unlessLimitedOr(own: readonly AnyText[], kind: 'policy'): Candidate[] {
    const roles = [...this.ways()].flatMap(([role, way]) =>
      this.policiesOf(role).map((arn) => ({ arn, isGain: () => and(not(isAdministrator(role)), isOpen(way)) })),
    );
    return [...(limits(this.identity) ? [] : [this.anyOther(kind)]), ...this.unlessLimited(own), ...roles];
  }

  private groups(): readonly Identity[] {
    return this.identity.kind === 'group' ? [this.identity] : this.identity.groups;
  }

  /** A name that no policy mentions: a pattern that matches it does not name its principals. */
  private anyOther(kind: 'role' | 'user' | 'group' | 'policy' | 'saml-provider'): Candidate {
    return { arn: concat(['arn:aws:iam::', this.identity.account, `:${kind}/any-other`]), isGain: always };
  }

  private policiesOf({ policies }: Identity): AnyText[] {
    return policies.flatMap(({ resource }) => (resource?.type === 'aws_iam_policy' ? [arnOf(resource)] : []));
  }

  /** The roles that it may assume, without those that the same boundary limits. */
  private ways(): ReadonlyMap<Identity, readonly Assumption[]> {
    return new Map([...through(this.graph, this.identity)].filter(([role]) => !this.isBoundAlike(role)));
  }

  private assumable(): readonly Candidate[] {
    return [...this.ways()].map(([role, way]) => ({
      arn: role.arn,
      isGain: () => and(not(isAdministrator(role)), not(limits(role)), isOpen(way)),
    }));
  }

  /** Any role that may exist, then the roles with more permissions. */
  private *stronger(kind: Identity['kind'], pattern: AnyText): Iterable<Candidate> {
    yield this.anyOther(kind);
    for (const other of this.others(kind, pattern)) {
      yield { arn: other.arn, isGain: () => this.strong(other), becomes: other };
    }
  }

  /** Others of its account that a pattern may match. One that the same policy bounds is no gain. */
  private others(kind: Identity['kind'], pattern: AnyText): readonly Identity[] {
    const key = `${kind} ${keyOf(pattern)}`;
    const known = this.matched.get(key);
    if (known) return known;
    const isOne = !isPattern(pattern);
    const near = isOne ? identitiesByArn(this.graph).get(keyOf(pattern)) : neighbours(this.graph, this.identity);
    const isMeant = (other: Identity) => other.kind === kind && matchesText(pattern, other.arn) !== false;
    const found = (near ?? []).filter((other) => isMeant(other) && this.isOther(other));
    this.matched.set(key, found);
    return found;
  }

  private isOther(other: Identity): boolean {
    const { account, environment, groups } = this.identity;
    const isNear = other.environment === environment && isSameText(other.account, account);
    return isNear && other !== this.identity && !this.isBoundAlike(other) && !groups.includes(other);
  }

  private isBoundAlike(other: Identity): boolean {
    const { boundary } = this.identity;
    return limits(this.identity) && boundary?.resource !== undefined && other.boundary?.resource === boundary.resource;
  }

  /** Paths to administrator roles by a wildcard or a chain. A policy that names such a role is no escalation. */
  chains(): readonly (readonly Assumption[])[] {
    return [...through(this.graph, this.identity)].flatMap(([to, way]) => {
      const isNamed = way.length === 1 && way[0]?.isNamed;
      return isNamed || isAdministrator(to) !== true ? [] : [way];
    });
  }

  /** For a role: the user who assumes it, or a group of that user; any user if the trust policy does not name one. */
  private people(kind: 'user' | 'group'): readonly Candidate[] {
    const { identity } = this;
    if (identity.kind !== 'role') return [];
    const users = neighbours(this.graph, identity).filter(
      (one) => one.kind === 'user' && isAdministrator(one) !== true && through(this.graph, one).has(identity),
    );
    const known = kind === 'user' ? users : users.flatMap(({ groups }) => groups);
    const isAnybody = trustedPrincipals(identity.trust?.document).some(
      ({ type, id }) => (type === 'AWS' || type === '*') && !identitiesByArn(this.graph).has(keyOf(id)),
    );
    const others = isAnybody ? [this.anyOther(kind)] : [];
    return [...others, ...known.map(({ arn }) => ({ arn, isGain: always }))];
  }

  private *passable(service: string, pattern: AnyText): Iterable<Candidate> {
    yield this.anyOther('role');
    for (const role of this.others('role', pattern)) {
      const isGain = () => and(trusts(role, service), this.strong(role));
      // One that the service cannot assume is no use, whatever it may do.
      yield { arn: role.arn, isGain, ...(trusts(role, service) === true && { becomes: role }) };
    }
  }

  /** Those of the input; if it has none, one that the account may have. */
  private hosts(kind: HostKind): readonly Candidate[] {
    const found = hostsIn(this.graph, kind, this.identity.environment);
    if (this.isOnlyElsewhere(kind)) {
      const isGain = () =>
        new Unknown(
          `whether ${/^[aeiouA]/.test(kind) ? 'an' : 'a'} ${kind} that is not in the input runs with a role that may do more`,
        );
      return [{ arn: otherHost(kind, this.identity), isGain }];
    }
    return found.flatMap(({ arn, role, resource, isOpen }): Candidate[] => {
      if (!role)
        return [{ arn, isGain: () => new Unknown(`the role of ${resource.address}, which is not in the input`) }];
      if (!this.isOther(role)) return [];
      const isGain = () => and(isOpen, this.strong(role));
      return [{ arn, isGain, ...(isOpen === true && { becomes: role }) }];
    });
  }

  /** One of a pattern that is not there yet. */
  private created(kind: 'user' | 'role', pattern: AnyText): readonly Candidate[] {
    const isTaken = !isPattern(pattern) && identitiesByArn(this.graph).has(keyOf(pattern));
    const isOfKind = new RegExp(`^[^/]*:(${kind}/|[*?])`).test(elided(pattern));
    const isMeant = isOfKind || startOf(pattern).startsWith('*');
    const arn = pattern === '*' ? concat(['arn:aws:iam::', this.identity.account, `:${kind}/*`]) : pattern;
    return isMeant && !isTaken ? [{ arn, isGain: always }] : [];
  }

  /** Identity providers that privileged roles of the graph trust; for SAML, any provider. */
  private *providers(kind: 'saml' | 'oidc'): Iterable<Candidate> {
    if (kind === 'saml') yield this.anyOther('saml-provider');
    const { account, environment } = this.identity;
    for (const { provider, role } of federations(this.graph, kind)) {
      if (provider.environment !== environment || provider.provider.account !== account) continue;
      yield { arn: arnOf(provider), isGain: () => (this.isOther(role) ? this.strong(role) : false) };
    }
  }

  /** Its own policies with a Deny, without which it would be an administrator or could become one. */
  private denying({ denyingOf, attached }: Extract<Target, { denyingOf: unknown }>): readonly Candidate[] {
    const { identity } = this;
    if (limits(identity)) return [];
    const owners = denyingOf === 'group' ? this.groups() : identity.kind === denyingOf ? [identity] : [];
    return owners.flatMap((owner) => {
      // A user has the policies of its groups among its own.
      const inherited = owner === identity ? identity.groups.flatMap(({ policies }) => policies) : [];
      const removed = owner.policies.filter(
        (policy) =>
          denies(policy) &&
          !inherited.includes(policy) &&
          (attached === 'by membership' || attached === kindOf(policy)),
      );
      if (removed.length === 0 || (attached === 'by membership' && identity.kind === 'group')) return [];
      const gone = attached === 'by membership' ? owner.policies : removed;
      const isGain = () =>
        this.strong({ ...identity, policies: identity.policies.filter((one) => !gone.includes(one)) });
      return [{ arn: owner.arn, isGain }];
    });
  }
}

/** A decision as a truth. */
export function decided(decision: Decision): Truth {
  return decision.result === 'unknown' ? new Unknown(decision.because) : decision.result === 'allowed';
}

function isOpen(way: readonly Assumption[]): Truth {
  return every(way, ({ decision }) => decided(decision));
}

function denies({ document }: Policy): boolean {
  return !(document instanceof Unknown) && document.statements.some(({ effect }) => effect === 'Deny');
}

function kindOf({ resource }: Policy): 'inline' | 'managed' {
  return resource === undefined || resource.type === 'aws_iam_policy' ? 'managed' : 'inline';
}

const statementsOf = (document: Document | Unknown | undefined) =>
  !document || document instanceof Unknown ? [] : document.statements;

function trustedPrincipals(document: Document | Unknown | undefined): readonly Principal[] {
  return statementsOf(document).flatMap(({ effect, principals = [] }) => (effect === 'Allow' ? principals : []));
}

function trusts({ trust }: Identity, service: string): Truth {
  if (!trust || trust.document instanceof Unknown) return trust ? (trust.document as Unknown) : false;
  const isNamed = trustedPrincipals(trust.document).some(({ id }) => id === service || id === '*');
  return isNamed || (trust.document.unknown ?? false);
}

/** The roles that trust an identity provider of the graph; of OIDC those that do not ask for an audience. */
const federations = memoized((graph: Graph, kind: 'saml' | 'oidc') => {
  const type = kind === 'saml' ? 'aws_iam_saml_provider' : 'aws_iam_openid_connect_provider';
  const byArn = new Map(graph.all(type).map((provider) => [arnOf(provider), provider]));
  return assumptions(graph).external.flatMap(({ to }): { provider: Resource; role: Identity }[] =>
    statementsOf(to.trust?.document).flatMap(({ principals = [], conditions }) => {
      const asksAudience = conditions.some(({ key }) => key.endsWith(':aud'));
      const named = principals.flatMap(({ id }) => byArn.get(id) ?? []);
      return kind === 'oidc' && asksAudience ? [] : named.map((provider) => ({ provider, role: to }));
    }),
  );
});
