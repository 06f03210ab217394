import type { Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

/** Domains and certificates. */
export const dns: Changes = {
  dns: [
    {
      to: 'none',
      does: 'refused',
      says: 'While a balancer, a service or a distribution has a host. Without one, take the protection off first, then the zone: its name servers do not come back.',
    },
  ],
  'dns.publicZone': [
    {
      to: 'store.example.com',
      does: 'refused',
      says: 'Hosts and certificates are in the zone. Another domain is a new zone with other name servers: add an environment, or move the hosts in one change and delegate again.',
    },
  ],
  'dns.privateZone': [
    {
      to: 'shop.internal',
      does: 'replaces',
      says: 'The private zone with its records, and the namespace of services: names of the old one lead nowhere between the two.',
    },
    {
      to: 'none',
      destroys: ['aws_cloudwatch_log_group', 'aws_kms_key'],
      does: 'removes',
      says: 'Names in it lead nowhere from the apply on; the logs of its queries go with their key.',
    },
  ],
  'dns.dnssec': [
    {
      to: { off: true, reason: 'the parent zone is not signed' },
      does: 'refused',
      says: 'While a less critical environment signs.',
    },
    {
      to: { off: true, reason: 'the parent zone is not signed' },
      alone: true,
      destroys: ['aws_kms_key'],
      does: 'removes',
      says: 'Take the DS record out of the parent zone first, and wait for its TTL: until then resolvers refuse every name. docs/guides/names-and-certificates.md',
    },
    {
      in: 'dev',
      to: 'on',
      does: 'adds',
      says: 'The key and the signatures. Nobody checks them until the parent zone has the DS record.',
    },
  ],
  'dns.deletionProtection': [unprotected('Terraform would destroy the zone from then on.'), protectedByTerraform],
  'dns.certificates.*': [
    {
      to: undefined,
      title: 'a certificate less',
      does: 'refused',
      says: 'While the balancer or the distribution shows it.',
    },
  ],
  'dns.certificates.*.names': [
    {
      to: (old: string[]) => [...old, 'help.shop.example.com'],
      title: 'a name more',
      does: 'replaces',
      says: 'ACM changes no certificate. The new one is issued first, and shown from then on; the old one goes last. Connections go on.',
    },
  ],
  'dns.certificates.*.usedBy': [
    {
      in: 'dev',
      to: ['balancer', 'distribution'],
      does: 'adds',
      says: 'The same certificate in us-east-1 for CloudFront. One that is taken out is refused while it is shown.',
    },
  ],
};
