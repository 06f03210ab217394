import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { Construct } from 'constructs';
import { openToPublisher } from '../notifications/open-topic';
import type { TopicRef } from '../notifications/topic-ref';

/**
 * Events that change the service or need an operator, and those that FSBP RDS.19 and RDS.20 require (RDS and Aurora user guides, "Event categories and event
 * messages").
 */
const eventCategories = {
  'db-instance': [
    'availability',
    'configuration change',
    'deletion',
    'failover',
    'failure',
    'low storage',
    'maintenance',
    'read replica',
    'recovery',
  ],
  'db-cluster': ['configuration change', 'deletion', 'failover', 'failure', 'maintenance', 'notification'],
};

interface Told {
  readonly name: string;
  readonly alarms: { readonly topic: TopicRef };
  /** @default db-instance */
  readonly sourceType?: keyof typeof eventCategories;
}

/** Tells the topic of a database what happens to its instances, or to its cluster. */
export function eventSubscription(
  scope: Construct,
  { name, alarms, sourceType = 'db-instance' }: Told,
  sources: readonly { readonly identifier: string }[],
): DbEventSubscription {
  openToPublisher(alarms.topic, 'events.rds.amazonaws.com');
  return new DbEventSubscription(scope, sourceType === 'db-cluster' ? 'cluster-events' : 'event-subscription', {
    name: `${name}-rds-events`,
    snsTopic: alarms.topic.topicArn,
    sourceType,
    sourceIds: sources.map(({ identifier }) => identifier),
    eventCategories: eventCategories[sourceType],
    tags: { Name: `${name}-rds-events` },
  });
}
