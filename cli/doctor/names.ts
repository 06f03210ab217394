import { Resolver } from 'node:dns/promises';
import type { Environment } from '../../environments/schema';
import type { Check } from './checks';

/** Whom the resolver of this machine names as the servers of a domain. */
export type NameServers = (domain: string) => Promise<readonly string[]>;

const resolver = new Resolver({ timeout: 2000, tries: 2 });

export const askResolver: NameServers = (domain) => resolver.resolveNs(domain);

/** Whether the domain of an environment is delegated to Route 53; nothing for one without names. The only check that asks the network. */
export async function delegation({ name, dns }: Environment, ask: NameServers): Promise<Check[]> {
  if (dns === 'none') return [];
  const { publicZone } = dns;
  const { status, found } = await ask(publicZone).then(judge, (error: unknown) => explain(error));
  return [
    {
      name: publicZone,
      status,
      found,
      neededFor: `names and certificates of ${name}`,
      needed: false,
      ...(status === 'missing' && { howToGet: 'docs/guides/names-and-certificates.md' }),
    },
  ];
}

type Judged = Pick<Check, 'status' | 'found'>;

/** Route 53 developer guide, "SOA and NS records": its servers are all named so. */
const ofRoute53 = /^ns-\d+\.awsdns-\d+\.(com|net|org|co\.uk)$/i;

function judge(servers: readonly string[]): Judged {
  const listed = [...servers].sort().join(', ');
  const others = servers.filter((server) => !ofRoute53.test(server));
  if (others.length > 0) return { status: 'missing', found: `delegated to ${listed}, which are not all of Route 53` };
  return { status: 'present', found: `delegated to ${listed}` };
}

function explain(error: unknown): Judged {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOTFOUND' || code === 'ENODATA') {
    return { status: 'missing', found: 'not delegated: its parent zone has no NS record for it' };
  }
  if (code === 'ESERVFAIL') {
    const found =
      'the servers that its parent zone names do not answer for it, or its signatures do not match its DS record';
    return { status: 'missing', found };
  }
  return { status: 'unknown', found: `not known: the resolver of this machine does not answer (${code})` };
}
