import { smallProd as prod } from './small-prod';
import type { Environment } from '../../environments/schema';

const { accounts: _accounts, bounces: _bounces, ...services } = prod.services;
const { web, office, worker } = services;
const { edge } = prod;
const { auth: _auth, ...certificates } = prod.dns.certificates;

/** The environment prod without a user pool and mail, and without what is there for them. */
export const withoutPeople = {
  ...prod,
  dns: { ...prod.dns, certificates },
  mail: 'none',
  users: 'none',
  services: { ...services, worker: { ...worker, sendsFrom: [], environment: {} } },
  flows: prod.flows.filter(({ from, to }) => ![from, to].some((end) => /^service-(accounts|bounces)$/.test(end))),
} satisfies Environment;

/** The same with both, where the shop itself verifies tokens and sends mail, people sign in below one of its hosts, and a worker takes what became of mail. */
export const withPeople = {
  ...withoutPeople,
  dns: {
    ...withoutPeople.dns,
    certificates: {
      ...certificates,
      auth: { names: ['auth.shop.example.com'], usedBy: ['distribution'] },
    },
  },
  mail: { from: 'shop.example.com', dmarc: 'quarantine', dmarcReportsTo: 'none', deletionProtection: 'on' },
  users: {
    signIn: 'email',
    mfa: 'required',
    passkeys: 'none',
    threatProtection: 'on',
    firewall: { blocking: 'on', requestsPer5Minutes: 2000 },
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
    ...withoutPeople.services,
    web: { ...web, outbound: 'internet', sendsFrom: ['orders@shop.example.com'], users: 'shop' },
    bounces: {
      ...withoutPeople.services.worker,
      command: ['src/bounces.js'],
      fileSystems: undefined,
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
