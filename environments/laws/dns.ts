import { serviceDomain } from '../calls';
import { problem, type Finding, type Problem } from '../load/problem';
import type { Environment } from '../schema';
import type { Candidate } from './across';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** What is decided about names, where there are any. */
function decided({ dns }: Part) {
  return typeof dns === 'object' ? dns : undefined;
}

/** A certificate is for names in the public zone, where its validation records are. */
export function certificateNamesInZone(part: Part): Finding[] {
  const { publicZone, certificates = {} } = decided(part) ?? {};
  if (publicZone === undefined) return [];
  return Object.entries(certificates).flatMap(([name, certificate]) =>
    (certificate?.names ?? []).flatMap((domain, index) =>
      domain === undefined || isIn(domain.replace(/^\*\./, ''), publicZone)
        ? []
        : { path: ['dns', 'certificates', name, 'names', index], expected: `${publicZone} or a name below it` },
    ),
  );
}

/**
 * The first name is the common name, for which X.509 has 64 characters.
 * Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export function commonNameFits(part: Part): Finding[] {
  return Object.entries(decided(part)?.certificates ?? {}).flatMap(([name, certificate]) => {
    const [first] = certificate?.names ?? [];
    if (first === undefined || first.length <= 64) return [];
    const expected = 'a first name of 64 characters or less; a longer one may follow it';
    return { path: ['dns', 'certificates', name, 'names', 0], expected };
  });
}

/** The private zone hides no public name: in the network it answers for all below itself, or says that it is not there. */
export function privateZoneHidesNothing(part: Part): Finding[] {
  const { publicZone, privateZone } = decided(part) ?? {};
  if (publicZone === undefined || privateZone === undefined || !isIn(publicZone, privateZone)) return [];
  return [{ path: ['dns', 'privateZone'], expected: `a domain that does not hide ${publicZone} in the network` }];
}

/**
 * The private zone is not the domain of the services, in which Cloud Map alone writes, and hides no name in it: a network has one zone of a name, and
 * its resolver asks the zone that matches most of a name.
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
export function privateZoneIsNotOfServices(part: Part): Finding[] {
  const { privateZone } = decided(part) ?? {};
  if (part.name === undefined || privateZone === undefined) return [];
  const domain = serviceDomain(part.name);
  if (!isIn(privateZone, domain)) return [];
  return [
    { path: ['dns', 'privateZone'], expected: `a domain other than ${domain}, which services have, and not below it` },
  ];
}

/** No environment's domain is another's, nor below it: cookies, and whoever may write in a zone, reach all below. */
export function ownDomains(candidates: readonly Candidate[]): Problem[] {
  const placed = candidates.flatMap((candidate) => {
    const { publicZone } = decided(candidate.sound) ?? {};
    return publicZone === undefined ? [] : { candidate, publicZone };
  });
  return placed.flatMap(({ candidate, publicZone }, index) =>
    placed
      .slice(0, index)
      .filter((other) => isIn(publicZone, other.publicZone) || isIn(other.publicZone, publicZone))
      .map((other) => {
        const expected = `a domain beside ${other.publicZone} of ${other.candidate.file}, neither above nor below it`;
        return problem(candidate, { path: ['dns', 'publicZone'], expected });
      }),
  );
}

export function isIn(domain: string, zone: string): boolean {
  return domain === zone || domain.endsWith(`.${zone}`);
}
