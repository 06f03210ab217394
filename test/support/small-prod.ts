import { prod, test as testing } from '../../environments';
import type { Environment } from '../../environments/schema';

/** The constructs that it is without. */
const gone = ['cluster-analytics', 'proxy-analytics', 'service-report', 'service-sales'];
const isNotOfEvents = (service: string) => service !== 'events';
const flows = (whole: Environment) => whole.flows.filter(({ from, to }) => !gone.includes(from) && !gone.includes(to));

const { sales: _1, thumbnails: _2, report: _3, ...ofProd } = prod.services;
const { sales: _4, thumbnails: _5, report: _6, ...ofTest } = testing.services;

/** The environment prod of a shop that counts nothing, keeps nothing secret and runs no functions: tests add what they are about. */
export const smallProd = {
  ...prod,
  network: { ...prod.network, interfaceEndpoints: prod.network.interfaceEndpoints.filter(isNotOfEvents) },
  ...{ clusters: {}, eventBus: 'none', schedules: {}, secrets: {}, flows: flows(prod) },
  buckets: { uploads: prod.buckets.uploads },
  canaries: {},
  queues: { orders: prod.queues.orders },
  services: {
    ...ofProd,
    web: { ...ofProd.web, eventSources: [], secrets: [] },
    partners: { ...ofProd.partners, eventSources: [] },
    office: { ...ofProd.office, eventSources: [] },
  },
} satisfies Environment;

/** The environment test of the same shop. */
export const smallTest = {
  ...testing,
  network: { ...testing.network, interfaceEndpoints: testing.network.interfaceEndpoints.filter(isNotOfEvents) },
  ...{ clusters: {}, eventBus: 'none', schedules: {}, secrets: {}, flows: flows(testing) },
  buckets: { uploads: testing.buckets.uploads },
  queues: { orders: testing.queues.orders },
  services: {
    ...ofTest,
    web: { ...ofTest.web, eventSources: [], secrets: [] },
    partners: { ...ofTest.partners, eventSources: [] },
    office: { ...ofTest.office, eventSources: [] },
  },
} satisfies Environment;
