import { domainOfAddress } from '../../modules/mail/address-pattern';
import type { Finding } from '../load/problem';
import { hostsThatAnswer, parentOf } from '../routes';
import { isIn } from './dns';
import { eachOf, eachService, type Part } from './each';
import { certificateExists, uncovered } from './requests';
import { missing } from './services';

const usersOf = ({ users }: Part) => (typeof users === 'object' ? users : undefined);

/** People sign in at a domain below the public zone, with a certificate for it that CloudFront shows. */
export function usersHaveDomain(part: Part): Finding[] {
  const users = usersOf(part);
  const { dns } = part;
  if (!users || dns === undefined) return [];
  if (dns === 'none') return [{ path: ['users'], expected: '"none", since dns is "none": people sign in at a domain' }];
  const { domain, certificate } = users;
  const { publicZone, certificates } = dns;
  const isBelow =
    domain === undefined || publicZone === undefined || (isIn(domain, publicZone) && domain !== publicZone);
  const covered = certificate === undefined ? undefined : certificates?.[certificate]?.names;
  return [
    ...(isBelow ? [] : [{ path: ['users', 'domain'], expected: `a domain below ${publicZone}` }]),
    ...certificateExists(part, certificate, 'distribution', ['users', 'certificate']),
    ...(domain === undefined ? [] : uncovered(domain, covered, 'users.certificate', ['users', 'domain'])),
  ];
}

/**
 * The domain above that of sign-in has an address, without which Cognito makes none below it: it is a host, or a name of the zone that the stack of the pool gives
 * one. And no service answers for that of sign-in.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
export function parentOfDomainAnswers(part: Part): Finding[] {
  const domain = usersOf(part)?.domain;
  const hosts = answered(part);
  if (domain === undefined || !hosts) return [];
  const parent = parentOf(domain);
  const path = ['users', 'domain'];
  if (hosts.includes(domain)) return [{ path, expected: 'a domain that no service answers for: Cognito does' }];
  const zone = typeof part.dns === 'object' ? part.dns.publicZone : undefined;
  if (zone === undefined || parent !== zone || hosts.includes(parent)) return [];
  const expected = `a domain below a host of a service or of edge, or two labels below the zone, such as sign-in.auth.${zone}: nothing answers at ${zone}`;
  return [{ path, expected }];
}

/** People come back to hosts that answer. */
export function clientsAnswer(part: Part): Finding[] {
  const hosts = answered(part);
  if (!hosts) return [];
  const known = Object.fromEntries(hosts.map((host) => [host, true]));
  const { clients } = usersOf(part) ?? {};
  if (clients && Object.keys(clients).length === 0) {
    return [{ path: ['users', 'clients'], expected: 'a client, which people sign in to' }];
  }
  return Object.entries(clients ?? {}).flatMap(([name, client]) =>
    missing(client?.hosts, known, 'hosts of services or of edge', (index) => [
      'users',
      'clients',
      name,
      'hosts',
      index,
    ]),
  );
}

/** Codes and invitations are sent from an address of the mail domain. */
export function usersAreMailed(part: Part): Finding[] {
  const { mail } = part;
  const from = usersOf(part)?.emailFrom;
  const path = ['users', 'emailFrom'];
  if (typeof from !== 'string' || mail === undefined) return [];
  if (mail === 'none') return [{ path, expected: 'an object of off, reason, since mail is "none"' }];
  if (mail.from === undefined || isIn(domainOfAddress(from), mail.from)) return [];
  return [{ path, expected: `an address of ${mail.from}` }];
}

/** What Cognito takes together: no passkey beside a second factor of everybody, as far as the provider can set it; threat protection names a sender. */
export function signInFits(part: Part): Finding[] {
  const { mfa, passkeys, threatProtection, emailFrom } = usersOf(part) ?? {};
  const hasPasskeys = passkeys !== undefined && passkeys !== 'none';
  return [
    ...(mfa === 'required' && hasPasskeys
      ? [{ path: ['users', 'passkeys'], expected: '"none", since mfa is "required"' }]
      : []),
    ...(threatProtection === 'on' && typeof emailFrom === 'object'
      ? [{ path: ['users', 'threatProtection'], expected: '"off", since emailFrom is no address: it writes to people' }]
      : []),
  ];
}

/** In a critical environment everybody has a second factor, and nobody deletes the accounts. */
export function accountsAreSafe(part: Part): Finding[] {
  const { mfa, deletionProtection } = usersOf(part) ?? {};
  if (part.criticality !== 'critical') return [];
  const since = 'since criticality is critical';
  return [
    ...(mfa === 'optional' ? [{ path: ['users', 'mfa'], expected: `"required", ${since}` }] : []),
    ...(deletionProtection === undefined || deletionProtection === 'on'
      ? []
      : [{ path: ['users', 'deletionProtection'], expected: `"on", ${since}` }]),
  ];
}

/** A service verifies tokens of a client of the file. */
export function verifiersHaveClient(part: Part): Finding[] {
  const { users } = part;
  const clients = users === 'none' ? {} : users?.clients;
  return eachService(part, ({ users: client }, path) => {
    if (client === undefined || client === 'none') return [];
    const at = [...path, 'users'];
    if (users === 'none') return [{ path: at, expected: '"none", since users is "none"' }];
    return missing([client], clients, 'users.clients', () => at);
  });
}

/**
 * What verifies tokens gets the keys of the pool over the internet: the endpoint cognito-idp, which no environment can have, carries nothing of a pool that has a
 * domain.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html
 */
export function wayToKeys(part: Part): Finding[] {
  return eachOf(part, ['containers', 'instances'], ({ users = 'none', outbound }, path) => {
    if (users === 'none' || outbound !== 'endpoints') return [];
    const ofBalancer = usersOf(part)?.clients?.[users]?.usedBy === 'balancer';
    const whose = ofBalancer ? 'by which a balancer signs' : 'of a pool that has a domain';
    const expected = `"internet", since it verifies tokens: no endpoint carries the keys ${whose}`;
    return [{ path: [...path, 'outbound'], expected }];
  });
}

/** The hosts that services and the distribution answer for; nothing where neither is sound. */
function answered({ services, edge }: Part): string[] | undefined {
  return services && edge !== undefined ? hostsThatAnswer({ services, edge }) : undefined;
}
