import { prod } from '../../environments';
import type { Environment } from '../../environments/schema';

const { web, office, worker } = prod.services;
const { edge } = prod;

/** The environment prod with a user pool and mail: the shop verifies tokens and sends mail, and a worker takes what became of mail. */
export const withPeople = {
  ...prod,
  dns: {
    ...prod.dns,
    certificates: {
      ...prod.dns.certificates,
      auth: { names: ['auth.shop.example.com'], usedBy: ['distribution'] },
    },
  },
  mail: { from: 'shop.example.com', dmarc: 'quarantine', dmarcReportsTo: 'none', deletionProtection: 'on' },
  users: {
    signIn: 'email',
    mfa: 'required',
    selfSignUp: true,
    emailFrom: 'accounts@shop.example.com',
    domain: 'auth.shop.example.com',
    certificate: 'auth',
    clients: {
      shop: {
        usedBy: 'services',
        hosts: ['shop.example.com', 'www.shop.example.com'],
        callbackPath: '/signed-in',
        logoutPath: '/',
      },
    },
    deletionProtection: 'on',
  },
  services: {
    ...prod.services,
    web: { ...web, outbound: 'internet', sendsFrom: ['orders@shop.example.com'], users: 'shop' },
    bounces: {
      ...worker,
      command: ['src/bounces.js'],
      consumes: { queue: 'mail-events', secondsPerMessage: 1, withinSeconds: 60 },
    },
  },
} satisfies Environment;

/** The same, where the balancer signs people in to the office. */
export const withSignIn = {
  ...withPeople,
  users: {
    ...withPeople.users,
    clients: {
      ...withPeople.users.clients,
      office: { usedBy: 'balancer', logoutPath: '/signed-out', sessionHours: 8 },
    },
  },
  services: { ...withPeople.services, office: { ...office, outbound: 'internet', users: 'office' } },
  edge: { ...edge, site: { ...edge.site, dynamicPaths: ['/api/*', '/oauth2/*'] } },
} satisfies Environment;
