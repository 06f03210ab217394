import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import { EventBus, type EventBusRef } from '../modules/event-bus';
import type { Key } from '../modules/kms';
import type { TopicRef } from '../modules/notifications';
import type { Queue } from '../modules/queue';
import { found } from './map-values';

type Decided = Exclude<Environment['eventBus'], 'none'>;

interface Shared {
  readonly account: string;
  readonly region: string;
  readonly key: Key;
  readonly alarms: TopicRef;
  readonly queues: Readonly<Record<string, Queue>>;
}

/** The event bus of an environment, `<env>-events`, and the rules that deliver its events to queues. */
export function addEventBus(
  scope: TerraformStack,
  { name }: Environment,
  { archiveRetentionDays: archiveDays, rules, deletionProtection }: Decided,
  { alarms: topic, queues, ...shared }: Shared,
): EventBusRef {
  const bus = new EventBus(scope, 'event-bus', {
    ...{ ...shared, name: `${name}-events`, alarms: { topic }, archiveDays },
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  for (const [rule, { description, sources, detailTypes, deliverTo, ...retries }] of Object.entries(rules)) {
    bus.addRule(rule, {
      ...{ description, ...retries },
      pattern: { source: sources, ...(detailTypes !== 'all' && { 'detail-type': detailTypes }) },
      targets: Object.fromEntries(deliverTo.map((queue) => [queue, { queue: found(queues, queue, 'queues') }])),
    });
  }
  const { eventBusName, eventBusArn } = bus;
  return { eventBusName, eventBusArn };
}
