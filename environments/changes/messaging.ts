import type { Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

/** A queue beside that of prod. */
export const queue = {
  type: 'standard',
  visibilityTimeoutSeconds: 60,
  retentionDays: 13,
  maxReceiveCount: 5,
  oldestMessageSeconds: 300,
  deletionProtection: 'on',
} as const;

/** What uses the queue and the topic of prod. */
const unused = {
  'services.web.topics': [],
  'services.partners.topics': [],
  'services.office.topics': [],
  'services.worker': undefined,
};
const alarms = ['aws_cloudwatch_metric_alarm'];

/** Queues and topics. */
export const messaging: Changes = {
  'queues.*': [
    {
      name: 'mails',
      to: queue,
      title: 'a queue more',
      does: 'adds',
      says: 'With its dead-letter queue. Services get it with their next tasks, once they name it.',
    },
    {
      to: undefined,
      title: 'a queue less',
      does: 'refused',
      says: 'While a service takes its messages or sends it some, or a topic delivers to it.',
    },
    {
      to: undefined,
      with: { ...unused, topics: {}, 'queues.mails': queue },
      title: 'another queue in its place, and nobody uses the first',
      destroys: ['aws_sqs_queue', 'aws_cloudwatch_log_group', ...alarms],
      does: 'removes',
      says: 'The gate of the review closes (`change/data-stores-retained`): SQS deletes a queue with every message in it. Let it run empty first.',
    },
  ],
  'queues.*.type': [
    {
      to: 'fifo',
      does: 'refused',
      says: 'SQS cannot change it, and the queue is protected: Terraform refuses to replace it. Add another, switch those that send, let the first run empty.',
    },
  ],
  'queues.*.visibilityTimeoutSeconds': [
    { to: 120, does: 'in place', says: 'For messages that are received from then on.' },
  ],
  'queues.*.retentionDays': [
    {
      to: 4,
      does: 'in place',
      says: 'For messages that are there as well, within 15 minutes: with fewer days, older ones are deleted, and nothing brings them back.',
    },
  ],
  'queues.*.maxReceiveCount': [
    {
      to: 10,
      does: 'in place',
      says: 'For the next message that is received. Those in the dead-letter queue stay there.',
    },
  ],
  'queues.*.oldestMessageSeconds': [{ to: 600, does: 'in place', says: 'The alarm alone.' }],
  'queues.*.deletionProtection': [
    unprotected('Terraform would destroy it from then on, with every message in it.'),
    protectedByTerraform,
  ],
  'topics.*': [
    {
      name: 'order-cancelled',
      to: { type: 'standard', deliverTo: ['orders'], deletionProtection: 'on' },
      title: 'a topic more',
      does: 'in place',
      says: 'With its subscription and a dead-letter queue; the policy of the queue lets it deliver.',
    },
    {
      to: undefined,
      title: 'a topic less',
      does: 'refused',
      says: 'While a service publishes to it.',
    },
  ],
  'topics.*.type': [
    {
      to: 'fifo',
      does: 'refused',
      says: 'SNS cannot change it. The dead-letter queue of its subscription is protected: Terraform refuses to replace that. Add another topic, switch those that publish.',
    },
  ],
  'topics.*.deliverTo': [
    {
      to: ['orders', 'mails'],
      with: { 'queues.mails': queue },
      title: 'a queue more, that is delivered to',
      does: 'adds',
      says: 'What is published from then on. The queue and its policy are there before its subscription.',
    },
  ],
  'topics.*.deletionProtection': [
    unprotected(
      'Terraform would destroy the dead-letter queues of its subscriptions from then on, with every message in them.',
    ),
    protectedByTerraform,
  ],
};
