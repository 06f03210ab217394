import { DmsEventSubscription } from '@cdktf/provider-aws/lib/dms-event-subscription';
import { Construct } from 'constructs';
import { openToPublisher } from '../notifications/open-topic';
import type { TopicRef } from '../notifications/topic-ref';

/** What needs somebody, or tells that it goes on (DMS user guide, Working with Amazon SNS events and notifications). */
const eventCategories = {
  'replication-instance': ['failover', 'failure', 'low storage', 'maintenance'],
  'replication-task': ['failure', 'state change'],
};

interface EventsProps {
  readonly name: string;
  readonly topic: TopicRef;
  /** By type: the identifiers of the instance and of the task. */
  readonly sources: Readonly<Record<keyof typeof eventCategories, string>>;
}

/** What DMS reports: no metric tells that a task failed. */
export class Events extends Construct {
  constructor(scope: Construct, id: string, { name, topic, sources }: EventsProps) {
    super(scope, id);
    openToPublisher(topic, 'dms.amazonaws.com');
    for (const sourceType of ['replication-instance', 'replication-task'] as const) {
      const subscription = `${name}-${sourceType}`;
      new DmsEventSubscription(this, sourceType, {
        ...{ name: subscription, enabled: true, sourceType, snsTopicArn: topic.topicArn },
        ...{ sourceIds: [sources[sourceType]], eventCategories: eventCategories[sourceType] },
        tags: { Name: subscription },
      });
    }
  }
}
