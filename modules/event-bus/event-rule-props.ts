import { messageTopicRef, type MessageTopicRef } from '../message-topic/message-topic-ref';
import { map, matching, object, optional, sentence, union, wholeNumber, type Description } from '../props';
import { queueRef, type QueueRef } from '../queue/queue-ref';
import { eventPattern, type EventPattern } from './event-pattern';

/** A queue that is sent the events of a rule. */
export interface QueueTarget {
  /** A `Queue` is opened to the rule; one that is only referred to must admit it, and so must its key. */
  readonly queue: QueueRef;
  /**
   * The message group of a FIFO queue, which needs one: all events of the rule are in it.
   * @default none: the queue is standard
   */
  readonly messageGroupId?: string;
}

/** A topic that is sent the events of a rule. */
export interface TopicTarget {
  /** A `MessageTopic` is opened to the rule; one that is only referred to must admit it, and so must its key. */
  readonly messageTopic: MessageTopicRef;
}

export type EventTarget = QueueTarget | TopicTarget;

export interface EventRuleProps {
  /** What the rule is for. */
  readonly description: string;
  readonly pattern: EventPattern;
  /** Who is sent the events, by name; up to five. */
  readonly targets: Readonly<Record<string, EventTarget>>;
  /**
   * How often EventBridge tries again to deliver an event, up to `maxAgeSeconds`; 0 to 185.
   * @default 185, AWS's own
   */
  readonly maxRetries?: number;
  /**
   * How old an event may be that is still delivered; 60 to 86400 seconds.
   * @default 86400, AWS's own
   */
  readonly maxAgeSeconds?: number;
}

const source = 'EventBridge API reference, RetryPolicy';

export const eventRuleProps: Description<EventRuleProps> = {
  description: sentence('what the rule is for', {
    max: 512,
    source: 'EventBridge API reference, PutRule, Description',
  }),
  pattern: eventPattern,
  targets: map(
    'targets',
    matching(/^[a-z][a-z0-9-]{0,30}$/, 'up to 31 of a-z, 0-9 and -, a letter first', { structure: true }),
    union<EventTarget>('a target', {
      queue: object<QueueTarget>({
        queue: queueRef,
        messageGroupId: optional(
          matching(/^[\w.:/=+@-]{1,128}$/, 'up to 128 letters, digits and _.:/=+@-', {
            structure: true,
            source: 'EventBridge API reference, SqsParameters, MessageGroupId',
          }),
          'none: the queue is standard',
        ),
      }),
      messageTopic: object<TopicTarget>({ messageTopic: messageTopicRef }),
    }),
    { min: 1, max: 5, source: 'EventBridge user guide, Amazon EventBridge quotas' },
  ),
  maxRetries: optional(wholeNumber('retries', 0, 185, { source }), "185, AWS's own"),
  maxAgeSeconds: optional(wholeNumber('seconds', 60, 86_400, { source }), "86400, AWS's own"),
};
