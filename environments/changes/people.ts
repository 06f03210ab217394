import { dev } from '../dev';
import { prod } from '../prod';
import type { Changes } from './change';

const administrator =
  'Decided for the first time, an administrator applies the account stack before: the boundary of CI has no rights to';

/** Another client of dev, by which the balancer signs people in. */
export const clientOfBalancer = {
  'users.clients.tools': { usedBy: 'balancer', logoutPath: '/', sessionHours: 12 },
};

/** dev without people who sign in. */
export const nobodySignsIn = { users: 'none', 'services.web.users': 'none' };

/** Mail, and people who sign in. */
export const people: Changes = {
  mail: [
    {
      to: { ...prod.mail, dmarc: 'quarantine' },
      title: 'dmarc: reject → quarantine',
      alone: true,
      does: 'in place',
      says: `A record, which receivers know within its TTL; \`dmarcReportsTo\` likewise. ${administrator} SES without mail; SES sends to verified addresses alone until the account leaves its sandbox.`,
    },
    {
      in: 'dev',
      to: { ...dev.mail, from: 'mail.shop-dev.example.com' },
      title: 'from: another domain',
      with: { 'services.worker.sendsFrom': ['orders@mail.shop-dev.example.com'] },
      does: 'replaces',
      says: 'Another identity, in the place of the one that was: SES sends from neither until its records are found. Protection that is on refuses it.',
    },
    {
      in: 'dev',
      to: 'none',
      with: { 'services.worker.sendsFrom': [], 'services.bounces': undefined },
      destroys: ['aws_sqs_queue', 'aws_cloudwatch_log_group'],
      does: 'removes',
      says: 'Apply the messaging stack before that of the zone, which refuses mail by records of the same names afterwards; decided again, it is the other way round.',
    },
    {
      to: { ...prod.mail, dmarc: 'quarantine' },
      title: 'with nobody who takes its events',
      with: { 'services.bounces': undefined },
      alone: true,
      does: 'refused',
      says: 'A service of containers has to consume `mail-events`: nobody else learns which mail bounced.',
    },
  ],
  users: [
    {
      in: 'dev',
      to: { ...dev.users, mfa: 'required', selfSignUp: false },
      title: 'mfa: required, selfSignUp: false',
      does: 'in place',
      says: `As \`threatProtection\`, \`emailFrom\` and the fields of clients change; \`signIn\` is for ever. A client that is taken out takes its sessions with it, as one does whose \`usedBy\` changes: it is made again, under another id. \`sessionHours\` is that of the rules of the balancer, for people who sign in from then on. ${administrator} Cognito without users.`,
    },
    {
      in: 'dev',
      to: { ...dev.users, passkeys: 'preferred', firewall: { blocking: 'on', requestsPer5Minutes: 2000 } },
      title: 'passkeys and a web ACL',
      alone: true,
      does: 'in place',
      says: 'The web ACL comes with its log and its alarm, and goes with them. Passkeys are of the domain: another `domain` leaves people with passwords alone, and `"none"` leaves the passkeys that they have without use. `threatProtection` needs an address in `emailFrom`, and costs more for each user from then on.',
    },
    {
      in: 'dev',
      to: { ...dev.users, domain: 'people.auth.shop-dev.example.com' },
      title: 'domain: another one',
      with: { 'dns.certificates.auth.names': ['people.auth.shop-dev.example.com'] },
      does: 'removes',
      says: 'The domain of the pool is made again, with its certificate and its records: nobody signs in for up to an hour, and sessions of its pages end. Accounts stay.',
    },
    {
      to: { ...prod.users, mfa: 'optional' },
      title: 'mfa: required → optional',
      does: 'refused',
      says: 'In a critical environment the second factor is required, and accounts are protected.',
    },
  ],
};
