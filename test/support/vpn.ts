import { test as testing } from '../../environments/test';
import type { Environment } from '../../environments/schema';

type Vpn = Exclude<Environment['network']['vpn'], 'none'>;

const certificate = (id: string) => `arn:aws:acm:${testing.region}:${testing.account}:certificate/${id}`;

/** A VPN that people sign in to, as the environment test would decide it. */
export const samlVpn = {
  clientCidr: '10.210.0.0/22',
  serverCertificateArn: certificate('1a2b3c4d-0000-4000-8000-000000000001'),
  authentication: {
    type: 'saml',
    name: 'vpn',
    metadataFile: 'test/support/saml/identity-provider.xml',
    selfServicePortal: 'on',
    groups: { developers: 'b4d1e6f0-developers', analysts: 'b4d1e6f0-analysts' },
  },
  reaches: { databases: ['main'], clusters: [], caches: ['main'] },
  protocol: 'udp',
  port: 443,
  sessionHours: 8,
  banner: 'For work on the shop alone.',
} as const satisfies Vpn;

/** One of certificates. */
export const certificateVpn = {
  ...samlVpn,
  authentication: {
    type: 'mutual-tls',
    clientRootCertificateChainArn: certificate('1a2b3c4d-0000-4000-8000-000000000002'),
    reason: 'the till devices have no person who signs in',
  },
} as const satisfies Vpn;

const flow = { from: 'client-vpn', protocol: 'tcp', reason: 'people on the VPN look after it' } as const;

/** The environment test with a VPN, and what it is there for among its flows. */
export function withVpn(vpn: Vpn = samlVpn): Environment {
  const { databases, clusters, caches } = vpn.reaches;
  return {
    ...testing,
    network: { ...testing.network, vpn },
    flows: [
      ...testing.flows,
      ...databases.map((name) => ({ ...flow, to: `database-${name}`, port: 5432 })),
      ...clusters.map((name) => ({ ...flow, to: `cluster-${name}`, port: 5432 })),
      ...caches.map((name) => ({ ...flow, to: `cache-${name}`, port: 6379 })),
    ],
  };
}
