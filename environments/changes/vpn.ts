import type { Changes } from './change';

const vpn = {
  clientCidr: '10.210.0.0/22',
  serverCertificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/1a2b3c4d-0000-4000-8000-000000000001',
  authentication: {
    type: 'saml',
    name: 'vpn',
    metadataFile: 'test/support/saml/identity-provider.xml',
    selfServicePortal: 'on',
    groups: { developers: 'developers' },
  },
  reaches: { databases: ['main'], clusters: [], caches: [] },
  protocol: 'udp',
  port: 443,
  sessionHours: 8,
  banner: 'none',
};

/** The way in for people's devices. */
export const clientVpn: Changes = {
  'network.vpn': [
    {
      in: 'dev',
      to: vpn,
      title: 'a VPN that people sign in to',
      does: 'in place',
      says: 'An endpoint, associated with each zone and charged for by the hour from then on, its rules, log and alarms; with the account stack the SAML provider, which CI may read; with the data stack a rule of each store. Of one that is there, another `clientCidr`, authentication or protocol replaces the endpoint: nobody is connected until everybody has its new configuration. Its other fields change in place, within four hours by AWS’s word, and most of them end the sessions.',
    },
    {
      in: 'dev',
      to: {
        ...vpn,
        authentication: {
          type: 'mutual-tls',
          clientRootCertificateChainArn: vpn.serverCertificateArn,
          reason: 'the till devices have no person who signs in',
        },
      },
      title: 'a VPN of certificates',
      does: 'adds',
      says: 'The same without a SAML provider. Everybody with a certificate of the authority is let in; what was lost is revoked by a list that is imported by hand.',
    },
  ],
};
