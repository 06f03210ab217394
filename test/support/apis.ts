import { smallProd as prod } from './small-prod';
import type { Environment } from '../../environments/schema';
import { thumbnails } from './functions';
import { withPeople } from './people';

const { web } = prod.services;

/** An event bus: a queue is delivered the events of new orders. */
const eventBus = {
  archiveRetentionDays: 90,
  rules: {
    placed: {
      description: 'Orders that were placed',
      sources: ['shop.orders'],
      detailTypes: ['order.placed'],
      deliverTo: ['orders'],
      maxRetries: 185,
      maxAgeSeconds: 86_400,
    },
  },
  deletionProtection: 'on',
} satisfies Environment['eventBus'];

/** The environment prod with an event bus, on which the shop puts events. */
export const withEvents = {
  ...prod,
  network: { ...prod.network, interfaceEndpoints: [...prod.network.interfaceEndpoints, 'events'] },
  eventBus,
  services: { ...prod.services, web: { ...web, eventSources: ['shop.orders'] } },
} satisfies Environment;

/** A function that answers requests of an API, and puts events. */
export const orders = {
  ...thumbnails,
  firstCode: { ...thumbnails.firstCode, key: 'code/orders.zip' },
  timeoutSeconds: 20,
  buckets: {},
  tables: { receipts: ['read'] } as Record<string, ('read' | 'write')[]>,
  eventSources: ['shop.orders'],
  on: 'none' as const,
};

/**
 * The environment prod with people and an event bus, and with two APIs: one of their tokens, to a function, to the shop on containers and to the office on
 * instances; and one that anybody may call, to a function alone.
 */
export const withApis = {
  ...withPeople,
  dns: {
    ...withPeople.dns,
    certificates: {
      ...withPeople.dns.certificates,
      api: { names: ['api.shop.example.com', 'status.shop.example.com'], usedBy: ['balancer'] },
    },
  },
  eventBus,
  services: { ...withPeople.services, orders },
  apis: {
    public: {
      type: 'http',
      host: 'api.shop.example.com',
      certificate: 'api',
      authorizer: 'users',
      cors: { hosts: ['shop.example.com'] },
      throttling: { ratePerSecond: 200, burst: 400 },
      routes: {
        'POST /orders': 'orders',
        'GET /orders/{id}': 'orders',
        'GET /catalogue': 'web',
        'ANY /office/{proxy+}': 'office',
      },
      deletionProtection: 'on',
    },
    status: {
      type: 'http',
      host: 'status.shop.example.com',
      certificate: 'api',
      authorizer: { off: true, reason: 'monitors of others have no token' },
      cors: 'none',
      throttling: { ratePerSecond: 10, burst: 20 },
      routes: { 'GET /': 'orders' },
      deletionProtection: 'on',
    },
  },
  flows: [
    ...withPeople.flows,
    { from: 'internet', to: 'api-public', port: 443, protocol: 'tcp', reason: 'applications of customers call it' },
    { from: 'internet', to: 'service-orders', port: 443, protocol: 'tcp', reason: 'customers order by the API' },
    {
      ...{ from: 'api-public-link', to: 'api-public-balancer', port: 443, protocol: 'tcp' },
      reason: 'the API reaches the shop and the office',
    },
    {
      ...{ from: 'api-public-balancer', to: 'service-web', port: 8080, protocol: 'tcp' },
      reason: 'the shop answers for the catalogue',
    },
  ],
} satisfies Environment;

/** The same with a REST API for partners, whose callers have keys, behind a web ACL of its own. */
export const withRestApi = {
  ...withApis,
  dns: {
    ...withApis.dns,
    certificates: {
      ...withApis.dns.certificates,
      rest: { names: ['rest.shop.example.com'], usedBy: ['balancer'] },
    },
  },
  apis: {
    ...withApis.apis,
    rest: {
      type: 'rest',
      host: 'rest.shop.example.com',
      certificate: 'rest',
      authorizer: 'users',
      throttling: { ratePerSecond: 100, burst: 200 },
      firewall: { blocking: 'on', requestsPer5Minutes: 2000 },
      usagePlans: {
        gold: {
          throttling: { ratePerSecond: 20, burst: 40 },
          quota: { requests: 100_000, per: 'DAY' },
          keys: ['acme', 'globex'],
        },
      },
      routes: { 'POST /orders': 'orders', 'GET /orders/{id}': 'orders' },
    },
  },
  flows: [
    ...withApis.flows,
    { from: 'internet', to: 'api-rest', port: 443, protocol: 'tcp', reason: 'partners order by their own systems' },
  ],
} satisfies Environment;
