import type { Changes } from './change';
import { protectedByTerraform } from './protection';

const placed = {
  description: 'Orders that were placed',
  sources: ['shop.orders'],
  detailTypes: ['order.placed'],
  deliverTo: ['orders'],
  maxRetries: 185,
  maxAgeSeconds: 86_400,
} as const;

const bus = { archiveRetentionDays: 7, rules: {}, deletionProtection: 'on' } as const;

/** The event bus. */
export const eventBus: Changes = {
  eventBus: [
    {
      in: 'dev',
      to: { ...bus, rules: { returned: { ...placed, sources: ['shop.returns'] } } },
      title: 'a bus, with a rule about a source that no service puts events in the name of',
      does: 'refused',
      says: 'A rule is about sources of `eventSources` of a service. The bus itself is added with its archive and dead-letter queue, and the key of the messages opens to EventBridge, in place.',
    },
    {
      in: 'dev',
      to: 'none',
      title: 'none, while a service puts events',
      does: 'refused',
      says: 'While a service puts events on it.',
    },
    {
      in: 'dev',
      to: 'none',
      with: { 'services.web.eventSources': [], pipes: {} },
      title: 'none, and nobody puts events',
      destroys: ['aws_sqs_queue', 'aws_cloudwatch_event_archive', 'aws_cloudwatch_metric_alarm'],
      does: 'removes',
      says: 'The bus goes with its archive, and with what it could not deliver: replay or move that first. Protection that is on refuses it.',
    },
  ],
  'eventBus.archiveRetentionDays': [
    {
      in: 'dev',
      to: 30,
      does: 'in place',
      says: 'For events that are there as well: with fewer days, older ones are deleted, and nothing brings them back.',
    },
  ],
  'eventBus.rules.*': [
    {
      in: 'dev',
      name: 'placed',
      to: placed,
      title: 'a rule more',
      does: 'in place',
      says: 'The policies of its queues and of the dead-letter queue let it deliver first. It is about events that are put from then on; a replay of the archive delivers older ones. A change of its fields is in place and at once; a queue of `deliverTo` comes and goes with its target.',
    },
  ],
  'eventBus.deletionProtection': [protectedByTerraform],
};
