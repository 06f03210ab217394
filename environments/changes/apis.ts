import { dev } from '../dev';
import type { Change, Changes } from './change';
import { ofAdded } from './of-added';
import { nobodySignsIn } from './people';

const { catalogue } = dev.apis;

/** A change of the API of dev, to its containers. */
function of(change: Omit<Change, 'does'> & Partial<Change>): readonly Change[] {
  return [{ in: 'dev', does: 'in place', ...change }];
}

/** A function that answers requests, as dev has one. */
const orders = { ...dev.services.thumbnails, timeoutSeconds: 20, buckets: {}, on: 'none' };

/** A REST API of dev, to a function, for callers with keys. */
const partners = {
  ...{ type: 'rest', host: 'partners.shop-dev.example.com', certificate: 'partners' },
  throttling: { ratePerSecond: 50, burst: 100 },
  authorizer: { off: true, reason: 'callers are told from each other by their keys, and read what is public' },
  firewall: { blocking: 'on', requestsPer5Minutes: 2000 },
  usagePlans: {
    gold: {
      ...{ throttling: { ratePerSecond: 5, burst: 10 }, quota: { requests: 10_000, per: 'DAY' } },
      keys: ['acme', 'globex'],
    },
  },
  routes: { 'GET /orders/{id}': 'orders' },
} as const;

const withOrders = {
  'dns.certificates.partners': { names: [partners.host], usedBy: ['balancer'] },
  'services.orders': orders,
};

const ofNewRest = ofAdded('apis.partners', partners, {
  ...{ in: 'dev', title: 'of a REST API that is added', does: 'adds', with: withOrders },
});

/** APIs. */
export const apis: Changes = {
  'apis.*': [
    {
      in: 'dev',
      name: 'tools',
      to: { ...catalogue, host: 'tools.shop-dev.example.com', certificate: 'tools' },
      title: 'an API more, to containers',
      with: { 'dns.certificates.tools': { names: ['tools.shop-dev.example.com'], usedBy: ['balancer'] } },
      does: 'in place',
      says: 'For the first one, an administrator applies the account stack before: the boundary of CI has no rights to API Gateway without APIs. Its certificate is issued, then come the API with its domain, and, where it leads to containers or instances, a load balancer inside the network with a VPC link; ECS takes another target group in place.',
    },
    {
      in: 'dev',
      name: 'tools',
      to: { ...catalogue, host: 'tools.shop-dev.example.com', certificate: 'tools', authorizer: 'users' },
      title: 'an API more, for users that are not there',
      with: {
        'dns.certificates.tools': { names: ['tools.shop-dev.example.com'], usedBy: ['balancer'] },
        ...nobodySignsIn,
      },
      does: 'refused',
      says: 'While users is "none".',
    },
    {
      in: 'dev',
      to: undefined,
      title: 'an API less, and its flows',
      with: { flows: [] },
      destroys: ['aws_cloudwatch_log_group', 'aws_cloudwatch_metric_alarm'],
      does: 'removes',
      says: 'Clients are refused at once. Its load balancer goes with it, where that is not protected, and its logs do.',
    },
  ],
  'apis.*.type': [
    ...of({
      ...{ name: 'partners', to: 'rest', title: 'a REST API more', does: 'adds' },
      with: { ...withOrders, 'apis.partners': partners },
      says: 'An administrator applies the account stack first: it has the role with which API Gateway writes the logs of REST APIs. Of one that is there, another type is another API: the old one is destroyed with its keys, and the domain answers nothing until the new one has it. Add the new one at another host, let callers move, then take the old one out.',
    }),
    ...of({
      ...{ name: 'partners', to: 'rest', title: 'a REST API to containers', does: 'refused' },
      with: { ...withOrders, 'apis.partners': { ...partners, routes: { 'GET /': 'web' } } },
      says: 'Its routes lead to functions: the provider has no argument for the balancer behind its link.',
    }),
  ],
  'apis.*.firewall': ofNewRest(
    'firewall',
    { off: true, reason: 'callers are few, and limited by their keys' },
    'Of one that is there, in place: the web ACL is made or destroyed with its log, and `blocking` changes its rules at once.',
  ),
  'apis.*.usagePlans': ofNewRest(
    'usagePlans',
    partners.usagePlans,
    'Of one that is there, a caller or a plan more is added, and limits change in place. One that goes takes its key with it: requests with it are refused within minutes. The first plan asks every request for a key, the last one none: that is another deployment.',
  ),
  'apis.*.host': of({
    to: 'catalogue.shop-dev.example.com',
    with: { 'dns.certificates.api.names': ['api.shop-dev.example.com', 'catalogue.shop-dev.example.com'] },
    does: 'replaces',
    says: 'The domain and its record: clients of the old name are refused at once. With a name more, the certificate is another one.',
  }),
  'apis.*.certificate': of({
    to: 'wide',
    with: { 'dns.certificates.wide': { names: ['*.shop-dev.example.com'], usedBy: ['balancer'] } },
    title: 'another certificate, with this',
    does: 'adds',
    says: 'New connections see the new one.',
  }),
  'apis.*.authorizer': of({
    to: 'users',
    says: 'Its routes, at once: requests without a token are refused. Refused while users is "none".',
  }),
  'apis.*.cors': of({
    to: { hosts: ['shop-dev.example.com'] },
    says: 'Browsers keep the old answer for an hour.',
  }),
  'apis.*.throttling': of({ to: { ratePerSecond: 10, burst: 20 }, says: 'At once.' }),
  'apis.*.routes': of({
    to: { ...catalogue.routes, 'GET /api/products/{sku}': 'web' },
    title: 'a route more',
    does: 'adds',
    says: 'At once, as one that goes; the first one to containers or instances brings the load balancer and the link.',
  }),
  'apis.*.deletionProtection': of({
    to: 'on',
    says: 'AWS refuses to delete its load balancer from then on.',
  }),
};
