import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { arnOf, isOwnAccountText } from '../model/identity';
import { keyOf } from '../model/text';
import { Unknown } from '../model/value';
import { inWords } from './conditions';
import { unknownIn, type Principal, type Statement } from './document';
import type { Allowed, Undecided } from './evaluate';
import { grantsFor } from './grants';
import { identitiesIn, type Identity } from './identities';
import { groupBy } from '../group-by';
import { denialOf, isDenied, isPublicBy } from './openness';
import { isEveryone, namedBy } from './principals';
import { authorize } from './authorize';
import { accountNamed, actionMatches } from './statement';
import type { Truth } from './three-valued-logic';
import { isPattern, overlapsText, unknownPart } from './text-matching';

/** That an identity of the graph may become a role of it. */
export interface Assumption {
  readonly from: Identity;
  readonly to: Identity;
  readonly decision: Allowed | Undecided;
  /** Whether its policies or the role's trust policy name the other side, rather than a wildcard or the account. */
  readonly isNamed: boolean;
}

/** Who else a trust policy lets in. */
export interface ExternalPrincipal {
  readonly kind: 'service' | 'account' | 'oidc' | 'saml' | 'everyone' | 'other';
  /** `ec2.amazonaws.com`, `444455556666`, `token.actions.githubusercontent.com` */
  readonly name: string;
  readonly to: Identity;
  /** Whether everyone is allowed, and no condition or Deny limits it to named callers. */
  readonly isPublic: Truth;
  /** The conditions in words, including the subject of an OIDC token. */
  readonly conditions: readonly string[];
}

export interface Assumptions {
  readonly amongIdentities: readonly Assumption[];
  readonly external: readonly ExternalPrincipal[];
  /** Roles whose trust policy is not known, or not wholly. */
  readonly unknown: ReadonlyMap<Identity, Unknown>;
}

const assuming = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

/** Who may become which role: one step. `through` has the further ones. */
export const assumptions = memoized((graph: Graph): Assumptions => {
  const all = identitiesIn(graph);
  const roles = all.filter(({ kind }) => kind === 'role');
  const urls = providerUrls(graph);
  const external = roles.flatMap((role) => externalPrincipalsOf(role, urls));
  return { amongIdentities: assumptionsAmong(graph, all, roles), external, unknown: unknownTrust(roles) };
});

/** The roles that an identity can assume in one or several steps, each with the shortest chain of identities between. */
export const through = memoized((graph: Graph, from: Identity): ReadonlyMap<Identity, readonly Assumption[]> => {
  const next = stepsOf(graph);
  const ways = new Map<Identity, readonly Assumption[]>();
  const open: (readonly Assumption[])[] = (next.get(from) ?? []).map((step) => [step]);
  for (let way = open.shift(); way; way = open.shift()) {
    const { to } = way.at(-1) as Assumption;
    if (to === from || ways.has(to)) continue;
    ways.set(to, way);
    for (const step of next.get(to) ?? []) if (!ways.has(step.to)) open.push([...way, step]);
  }
  return ways;
});

const stepsOf = memoized((graph: Graph) => groupBy(assumptions(graph).amongIdentities, ({ from }) => from));

function assumptionsAmong(graph: Graph, all: readonly Identity[], roles: readonly Identity[]): Assumption[] {
  const byArn = groupBy(roles, ({ arn }) => keyOf(arn));
  const trusting = trustIndex(roles);
  return all.flatMap((from) => {
    const patterns = grantsFor(graph, from, 'sts:AssumeRole').map(({ resource }) => resource);
    const named = patterns.flatMap((pattern) => byArn.get(keyOf(pattern)) ?? []);
    const itself = trusting.get(keyOf(from.arn)) ?? [];
    const wide = patterns.filter((pattern) => isPattern(pattern) && !byArn.has(keyOf(pattern)));
    // What no trust policy leaves to the account, no wildcard opens.
    const open = wide.length === 0 ? [] : [...(trusting.get(keyOf(from.account)) ?? []), ...(trusting.get('*') ?? [])];
    const matched = open.filter(({ arn }) => wide.some((pattern) => overlapsText(pattern, arn) !== false));
    const candidates = [...new Set([...named, ...itself, ...matched])].filter((to) => to !== from && isOfOne(from, to));
    return candidates.flatMap((to): Assumption[] => {
      const decision = authorize(graph, { identity: from, action: 'sts:AssumeRole', resource: to.arn });
      if (decision.result === 'denied') return [];
      return [{ from, to, decision, isNamed: named.includes(to) || itself.includes(to) }];
    });
  });
}

/** Where account ids are not known, those of two environments look the same but are different. */
function isOfOne(from: Identity, to: Identity): boolean {
  return from.environment === to.environment || !isOwnAccountText(from.account) || !isOwnAccountText(to.account);
}

/** The roles that trust somebody: by ARN, by account, `*` for everybody or when that is not known. */
function trustIndex(roles: readonly Identity[]): ReadonlyMap<string, readonly Identity[]> {
  const pairs = roles.flatMap((role) => {
    const { trust } = role;
    if (!trust || trust.document instanceof Unknown || trust.document.unknown) return [{ id: '*', role }];
    return trustingStatements(role).flatMap(({ principal }) => trusted(principal).map((id) => ({ id, role })));
  });
  const index = groupBy(pairs, ({ id }) => id);
  return new Map([...index].map(([id, named]) => [id, [...new Set(named.map(({ role }) => role))]]));
}

/** The keys of a principal: an identity, an account, or `*` if it is not known. */
function trusted({ id, unknown }: Principal): string[] {
  const account = accountNamed(id);
  const isOpen = unknown ?? (account !== undefined && isOwnAccountText(account) ? undefined : unknownPart(id));
  return [keyOf(account ?? id), ...(isOpen ? ['*'] : [])];
}

function trustingStatements({ trust }: Identity): { principal: Principal; statement: Statement }[] {
  if (!trust || trust.document instanceof Unknown) return [];
  return trust.document.statements
    .filter(({ effect }) => effect === 'Allow')
    .filter((statement) => assuming.some((action) => actionMatches(statement, action) !== false))
    .flatMap((statement) => namedBy(statement).map((principal) => ({ principal, statement })));
}

function externalPrincipalsOf(to: Identity, urls: ReadonlyMap<string, string>): ExternalPrincipal[] {
  const document = to.trust?.document;
  if (!document || document instanceof Unknown) return [];
  return trustingStatements(to).flatMap(({ principal, statement }) => {
    const named = externalPrincipal(principal, urls);
    if (!named || isDenied(statement, document, 'all') === true) return [];
    if (named.kind !== 'everyone' && denialOf(principal, statement, document).isDenied === true) return [];
    return [
      {
        ...named,
        to,
        isPublic: isPublicBy(principal, statement, document),
        conditions: statement.conditions.map(inWords),
      },
    ];
  });
}

/** The addresses of the OIDC providers of the graph, by their ARNs. */
function providerUrls(graph: Graph): ReadonlyMap<string, string> {
  const providers = graph.all('aws_iam_openid_connect_provider');
  return new Map(
    providers.map((provider) => {
      const url = provider.at('url');
      return [keyOf(arnOf(provider)), typeof url === 'string' ? url.replace(/^https:\/\//, '') : provider.address];
    }),
  );
}

function externalPrincipal(
  principal: Principal,
  urls: ReadonlyMap<string, string>,
): Pick<ExternalPrincipal, 'kind' | 'name'> | undefined {
  const { type, id } = principal;
  if (isEveryone(principal)) return { kind: 'everyone', name: 'everyone' };
  if (type === 'Service') return { kind: 'service', name: String(id) };
  if (type === 'Federated') {
    const provider = urls.get(keyOf(id)) ?? /:oidc-provider\/(.+)$/.exec(String(id))?.[1];
    if (provider !== undefined) return { kind: 'oidc', name: provider };
    const isSaml = /:saml-provider\//.test(String(id));
    return { kind: isSaml ? 'saml' : 'oidc', name: String(id) };
  }
  const account = type === 'AWS' ? accountNamed(id) : undefined;
  if (account !== undefined) return { kind: 'account', name: String(account) };
  return { kind: 'other', name: String(id) };
}

function unknownTrust(roles: readonly Identity[]): ReadonlyMap<Identity, Unknown> {
  const unknownTrusts = new Map<Identity, Unknown>();
  for (const role of roles) {
    const document = role.trust?.document;
    const unknown = document instanceof Unknown || !document ? document : unknownIn(document);
    if (unknown) unknownTrusts.set(role, unknown);
  }
  return unknownTrusts;
}
