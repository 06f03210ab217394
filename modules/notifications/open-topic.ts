import { Topic } from './topic';
import type { TopicRef } from './topic-ref';

/** Lets a service publish to a topic. The policy of a topic that another stack or module made is not ours to change: it must admit the service. */
export function openToPublisher(
  topic: TopicRef,
  service: 'cloudwatch.amazonaws.com' | 'events.rds.amazonaws.com' | 'dms.amazonaws.com',
): void {
  if (topic instanceof Topic) topic.allowPublish(service);
}
