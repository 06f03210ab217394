import { prod } from '../../environments';
import type { Environment } from '../../environments/schema';

const { web } = prod.services;

/** The environment prod with an event bus: the shop puts events, and a queue is delivered those of new orders. */
export const withEvents = {
  ...prod,
  network: { ...prod.network, interfaceEndpoints: [...prod.network.interfaceEndpoints, 'events'] },
  eventBus: {
    archiveRetentionDays: 90,
    rules: {
      placed: {
        description: 'Orders that were placed',
        sources: ['shop.orders'],
        detailTypes: ['order placed'],
        deliverTo: ['orders'],
        maxRetries: 185,
        maxAgeSeconds: 86_400,
      },
    },
    deletionProtection: 'on',
  },
  services: { ...prod.services, web: { ...web, eventSources: ['shop.orders'] } },
} satisfies Environment;
