import { problem, type Finding, type Problem } from '../load/problem';
import type { Environment } from '../schema';
import { overlap } from '../schema/range';
import type { Candidate } from './across';
import { missing } from './services';
import type { Sound } from './sound';

type Part = Sound<Environment>;
type Vpn = Exclude<NonNullable<NonNullable<Part['network']>['vpn']>, 'none'>;

const field = (...path: readonly (string | number)[]) => ['network', 'vpn', ...path];

function vpnOf({ network }: Part): Vpn | undefined {
  return typeof network?.vpn === 'object' ? network.vpn : undefined;
}

function groupsOf(vpn: Vpn | undefined) {
  return vpn?.authentication?.type === 'saml' ? vpn.authentication.groups : undefined;
}

/** The addresses of an environment and of the networks that it is connected with. Secondary ranges are in 100.64.0.0/10, where no device has an address. */
function rangesOf({ network }: Part): { readonly range: string; readonly of: string }[] {
  const connected = Object.entries(network?.connectedNetworks ?? {}).flatMap(([name, one]) =>
    (one?.ranges ?? []).flatMap((range) => (range === undefined ? [] : [{ range, of: `connected network ${name}` }])),
  );
  return [...(network?.cidr === undefined ? [] : [{ range: network.cidr, of: 'network.cidr' }]), ...connected];
}

/** A device has an address of its own, in none of the networks that an environment has or is connected with: else packets stay on one side. */
export function clientsAreInNoNetwork(candidates: readonly Candidate[]): Problem[] {
  return candidates.flatMap((candidate, index): Problem[] => {
    const clientCidr = vpnOf(candidate.sound)?.clientCidr;
    if (clientCidr === undefined) return [];
    const networks = candidates.flatMap(({ sound, file }) => rangesOf(sound).map((one) => ({ ...one, file })));
    const clients = candidates.slice(0, index).flatMap(({ sound, file }) => {
      const range = vpnOf(sound)?.clientCidr;
      return range === undefined ? [] : [{ range, of: 'network.vpn.clientCidr', file }];
    });
    const taken = [...networks, ...clients].find(({ range }) => overlap(range, clientCidr));
    if (!taken) return [];
    const expected = `a range that does not overlap ${taken.range}, ${taken.of} of ${taken.file}`;
    return [problem(candidate, { path: field('clientCidr'), expected })];
  });
}

/** The VPN reaches stores that there are, at least one. */
export function vpnReachesStores(part: Part): Finding[] {
  const reaches = vpnOf(part)?.reaches;
  if (!reaches) return [];
  const { databases, clusters, caches } = reaches;
  if (databases?.length === 0 && clusters?.length === 0 && caches?.length === 0)
    return [{ path: field('reaches'), expected: 'a database, a cluster or a cache' }];
  return [
    ...missing(databases, part.databases, 'databases', (index) => field('reaches', 'databases', index)),
    ...missing(clusters, part.clusters, 'clusters', (index) => field('reaches', 'clusters', index)),
    ...missing(caches, part.caches, 'caches', (index) => field('reaches', 'caches', index)),
  ];
}

/** Somebody may connect, and a group is named once: an authorization rule is of a group and a range. */
export function vpnHasGroups(part: Part): Finding[] {
  const groups = groupsOf(vpnOf(part));
  if (!groups) return [];
  const path = field('authentication', 'groups');
  const named = Object.entries(groups);
  if (named.length < 1 || named.length > 50) return [{ path, expected: '1 to 50 groups' }];
  return named.flatMap(([name, id], index): Finding[] => {
    const [other] = named.slice(0, index).find(([, earlier]) => earlier === id) ?? [];
    return id !== undefined && other !== undefined
      ? [{ path: [...path, name], expected: `another group than that of ${other}` }]
      : [];
  });
}

/** Client VPN takes certificates of its account and region alone. */
export function certificatesOfVpn(part: Part): Finding[] {
  const { account, region } = part;
  const vpn = vpnOf(part);
  if (!vpn || account === undefined || region === undefined) return [];
  const { serverCertificateArn, authentication } = vpn;
  const start = `arn:aws:acm:${region}:${account}:`;
  const given: readonly (readonly [path: (string | number)[], arn: string | undefined])[] = [
    [field('serverCertificateArn'), serverCertificateArn],
    [
      field('authentication', 'clientRootCertificateChainArn'),
      authentication?.type === 'mutual-tls' ? authentication.clientRootCertificateChainArn : undefined,
    ],
  ];
  return given.flatMap(([path, arn]): Finding[] =>
    arn === undefined || arn.startsWith(start) ? [] : [{ path, expected: `a certificate of ${start}` }],
  );
}

/** A SAML provider has a name of its own in the account: another document under the same name would replace it. */
export function signInOfVpnIsOwn({ identity, ...part }: Part): Finding[] {
  const authentication = vpnOf(part)?.authentication;
  if (authentication?.type !== 'saml') return [];
  const people = typeof identity?.saml === 'object' ? identity.saml.name : undefined;
  const { name, selfServicePortal } = authentication;
  const portal = typeof selfServicePortal === 'object' ? selfServicePortal.name : undefined;
  const taken = (found: string | undefined, others: readonly (string | undefined)[], path: (string | number)[]) =>
    found !== undefined && others.includes(found) ? [{ path, expected: 'a SAML provider of its own' }] : [];
  return [
    ...taken(name, [people], field('authentication', 'name')),
    ...taken(portal, [people, name], field('authentication', 'selfServicePortal', 'name')),
  ];
}
