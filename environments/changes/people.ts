import { dev } from '../dev';
import { prod } from '../prod';
import type { Changes } from './change';

/** A service that takes what became of mail. */
export const bouncesOf = (worker: object) => ({
  ...worker,
  consumes: { queue: 'mail-events', secondsPerMessage: 1, withinSeconds: 60 },
});

const sent = { dmarc: 'quarantine', dmarcReportsTo: 'none', deletionProtection: 'on' } as const;

/** The mail domain of dev, with the service that takes what became of mail. */
export const mailOfDev = {
  mail: { ...sent, from: 'mail.shop-dev.example.com' },
  'services.bounces': bouncesOf(dev.services.worker),
};

/** The user pool of dev. */
export const usersOfDev = {
  users: {
    ...{ signIn: 'email', mfa: 'optional', selfSignUp: true, domain: 'auth.shop-dev.example.com', certificate: 'auth' },
    emailFrom: { off: true, reason: 'a few people sign up in a day' },
    clients: {
      shop: { usedBy: 'services', hosts: ['shop-dev.example.com'], callbackPath: '/signed-in', logoutPath: '/' },
    },
    deletionProtection: { off: true, reason: 'made and destroyed with the environment' },
  },
  'dns.certificates.auth': { names: ['auth.shop-dev.example.com'], usedBy: ['distribution'] },
};

/** The same, where the balancer signs people in by the client. */
export const usersAtBalancer = {
  ...usersOfDev,
  users: { ...usersOfDev.users, clients: { shop: { usedBy: 'balancer', logoutPath: '/', sessionHours: 12 } } },
};

const administrator = 'An administrator applies the account stack first: the boundary of CI has no rights to';

/** Mail, and people who sign in. */
export const people: Changes = {
  mail: [
    {
      to: { ...sent, from: 'mail.shop.example.com' },
      title: 'a domain below that of the zone',
      with: { 'services.bounces': bouncesOf(prod.services.worker) },
      does: 'in place',
      says: `${administrator} SES without mail. The identity with its records, and the queue of its events, are added. SES sends to verified addresses alone until the account leaves its sandbox. Another \`from\` is another identity, and protection that is on refuses it; \`dmarc\` and \`dmarcReportsTo\` change a record in place.`,
    },
    {
      to: { ...sent, from: 'shop.example.com' },
      title: 'the domain of the zone',
      with: { 'services.bounces': bouncesOf(prod.services.worker) },
      does: 'removes',
      says: 'The records by which the zone refuses mail go, in the stack of the zone, which is applied first; then come those of the identity. Taken out again it is the other way round: apply the messaging stack first.',
    },
    {
      to: { ...sent, from: 'mail.shop.example.com' },
      title: 'with nobody who takes its events',
      does: 'refused',
      says: 'A service of containers has to consume `mail-events`: nobody else learns which mail bounced.',
    },
  ],
  users: [
    {
      in: 'dev',
      to: usersOfDev.users,
      title: 'a user pool',
      with: { 'dns.certificates.auth': usersOfDev['dns.certificates.auth'] },
      does: 'in place',
      says: `${administrator} Cognito without users. The pool, its domain and its clients are added: the domain above that of sign-in has to answer by then. \`signIn\` is for ever; \`mfa\`, \`selfSignUp\`, \`emailFrom\` and the fields of clients change in place. Another \`domain\` replaces that of the pool: sessions end, accounts stay. A client that is taken out takes its sessions with it, as one does whose \`usedBy\` changes: it is made again, under another id. \`sessionHours\` is that of the rules of the balancer, for people who sign in from then on.`,
    },
    {
      to: { ...usersOfDev.users, domain: 'auth.shop.example.com', clients: {} },
      title: 'a user pool with an optional second factor',
      does: 'refused',
      says: 'In a critical environment the second factor is required, and accounts are protected.',
    },
  ],
};
