import { regions } from './aws/regions';
import type { Environment } from './schema';

/** An environment, and the region that it is planned in as if it were its own. */
export interface AsIf {
  readonly environment: string;
  readonly region: string;
}

/** A field that nothing here can move, and what has to be done about it in the other region. */
export interface Stays {
  /** `buckets.uploads.bucket` */
  readonly field: string;
  readonly value: string;
  readonly does: string;
}

type Literal = Readonly<Record<string, unknown>>;

/**
 * The literals of environments, with one of them in another region: its zones by their letters, and the name of its region wherever a text has it, such as an ARN.
 * The recovery region becomes the one that it leaves. Everything else is as it was: the laws, and the plan, say whether that can be.
 */
export function withAsIf(
  exported: Readonly<Record<string, unknown>>,
  { environment, region }: AsIf,
): Record<string, unknown> {
  const literal = exported[environment];
  if (typeof literal !== 'object' || literal === null) return { ...exported };
  return { ...exported, [environment]: moved(literal as Literal, region) };
}

function moved(literal: Literal, to: string): Literal {
  const from = typeof literal.region === 'string' ? literal.region : to;
  const rename = (text: string) => textIn(text, from, to);
  const rest = renamed(literal, rename) as Literal;
  const state = isLiteral(rest.state)
    ? { state: { ...rest.state, replica: turned(rest.state.replica, from, to) } }
    : {};
  return { ...rest, region: to, ...state, recovery: turned(rest.recovery, from, to) };
}

/** What is copied to the region that the environment comes to goes to the one that it leaves. */
function turned(value: unknown, from: string, to: string): unknown {
  return isLiteral(value) && value.region === to ? { ...value, region: from } : value;
}

function isLiteral(value: unknown): value is Literal {
  return typeof value === 'object' && value !== null;
}

/** Every text of a literal, keys among them. */
function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [rename(key), renamed(entry, rename)]));
}

/** A zone keeps its letter where the other region deals it, and has the next one otherwise: `eu-west-1b` is `eu-west-3b`. */
function textIn(text: string, from: string, to: string): string {
  const zones = regions.get(from)?.indexOf(text) ?? -1;
  const there = regions.get(to) ?? [];
  if (zones >= 0)
    return there.includes(to + text.slice(from.length)) ? to + text.slice(from.length) : (there[zones] ?? text);
  return text.replace(new RegExp(`(?<![a-z0-9])${from}(?![0-9])`, 'g'), to);
}

const taken = 'Another name: names of buckets are unique in all of AWS, and this one is taken while the bucket is.';
const ofAccount =
  'Of the account, whatever the region, and still there: terrace adopt prints what to import before the first apply of';
const ofRegion = 'Another one of the region, since this one is of the region that it leaves.';

/**
 * What the plan in another region does not tell: each field whose value is of the region that is left, or taken by what is still there. The types of instances that a
 * region has are not looked up.
 */
export function staysBehind(environment: Environment): Stays[] {
  const { network, dns, state, audit, accessLogs, buckets, edge, recovery, services, databases, clusters, tables } =
    environment;
  const found = (field: string, value: string, does: string): Stays => ({ field, value, does });
  const site = edge !== 'none' && edge.site !== 'none' ? edge.site : undefined;
  const restored = (field: 'databases' | 'clusters', names: readonly string[]) =>
    names.map((name) =>
      found(
        `${field}.${name}.restoreFrom`,
        'none',
        'The snapshot that the copy of the last backup is, for the first apply.',
      ),
    );
  return [
    found('state.bucket', state.bucket, taken),
    ...(state.replica === 'none' ? [] : [found('state.replica.bucket', state.replica.bucket, taken)]),
    found('accessLogs.bucket', accessLogs.bucket, taken),
    found('audit.archive.bucket', audit.archive.bucket, taken),
    found('audit.archive.unlockedBucket', audit.archive.unlockedBucket, taken),
    ...Object.entries(buckets).map(([name, { bucket }]) => found(`buckets.${name}.bucket`, bucket, taken)),
    ...(site ? [found('edge.site.bucket', site.bucket, taken)] : []),
    ...(recovery !== 'none' && recovery.reports !== 'none'
      ? [found('recovery.reports.bucket', recovery.reports.bucket, taken)]
      : []),
    ...(network.natAddresses === 'allocated'
      ? []
      : Object.entries(network.natAddresses).map(([zone, id]) => found(`network.natAddresses.${zone}`, id, ofRegion))),
    ...Object.keys(network.connectedNetworks).map((name) =>
      found(`network.connectedNetworks.${name}`, name, 'The other side connects with the VPC of the region.'),
    ),
    ...(network.vpn === 'none'
      ? []
      : [found('network.vpn.serverCertificateArn', network.vpn.serverCertificateArn, ofRegion)]),
    ...(network.vpn !== 'none' && network.vpn.authentication.type === 'mutual-tls'
      ? [
          found(
            'network.vpn.authentication.clientRootCertificateChainArn',
            network.vpn.authentication.clientRootCertificateChainArn,
            ofRegion,
          ),
        ]
      : []),
    ...Object.entries(services).flatMap(([name, service]) =>
      service.runtime === 'function'
        ? [
            found(
              `services.${name}.firstCode.version`,
              service.firstCode.version,
              'The version of the code that is uploaded there.',
            ),
          ]
        : [],
    ),
    ...restored('databases', Object.keys(databases)),
    ...restored('clusters', Object.keys(clusters)),
    ...Object.keys(tables).map((name) =>
      found(
        `tables.${name}`,
        `${environment.name}-${name}`,
        'Restored from the copy of its last backup before the first apply, and adopted.',
      ),
    ),
    found('identity', environment.account, `${ofAccount} the stack account.`),
    ...(dns === 'none' ? [] : [found('dns.publicZone', dns.publicZone, `${ofAccount} the stack dns.`)]),
  ];
}
