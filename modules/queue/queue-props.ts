import { keyRef, type KeyRef } from '../kms/key-ref';
import { topicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  flag,
  matching,
  object,
  optional,
  regionName,
  wholeNumber,
  type Description,
  type Prop,
} from '../props';
import type { QueueAlarmThresholds } from './queue-alarms';

/** What makes a queue FIFO: messages of one group are received in their order, and none is received twice within five minutes. */
export interface FifoQueue {
  /**
   * Whether messages with one body, sent within five minutes, count as one. Otherwise each message names a deduplication id.
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;
  /**
   * Whether the limit of messages a second is that of each message group, and so are deduplication ids. Otherwise both are of the whole queue.
   * @default true
   */
  readonly highThroughput?: boolean;
}

export interface QueueProps {
  /** The queue's name without `.fifo`, unique in its account and region. Another name replaces the queue. Its dead-letter queue is `<name>-dead-letters`. */
  readonly name: string;
  /** The account that owns the queue: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the messages. A `Key` is opened to SQS and to the services that may send; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /**
   * How long a received message is hidden from other consumers: longer than the slowest of them takes to process it; for a Lambda function, six times its
   * timeout or more. 1 to 43200.
   */
  readonly visibilityTimeoutSeconds: number;
  readonly alarms: QueueAlarmThresholds;
  /**
   * Makes the queue, and its dead-letter queue, FIFO. SQS cannot change it later: another decision replaces the queue, with the messages in it.
   * @default a standard queue: in no fixed order, and now and then a message twice
   */
  readonly fifo?: FifoQueue;
  /**
   * Days that a message is kept until a consumer deletes it; 1 to 13. The dead-letter queue keeps it until the 14th.
   * @default 4, AWS's own
   */
  readonly retentionDays?: number;
  /**
   * How often a message is received before it goes to the dead-letter queue; 1 to 1000. With a Lambda function, 5 or more: throttling counts as well.
   * @default 5
   */
  readonly maxReceiveCount?: number;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the queues
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

/** The days that SQS keeps a message at the most (SQS API reference, SetQueueAttributes, MessageRetentionPeriod). */
export const longestRetentionDays = 14;

const attributes = 'SQS API reference, SetQueueAttributes';

/** A name, to which something is added that leaves `rest` of the 80 characters. */
export function newQueueName(rest: number): Prop<string> {
  return matching(new RegExp(`^[\\w-]{1,${rest}}$`), `up to ${rest} letters, digits, _ and -`, {
    structure: true,
    source: 'SQS API reference, CreateQueue, QueueName',
  });
}

export const queueOptOuts = object<NonNullable<QueueProps['optOuts']>>({
  deletionProtection: optional(optOut, 'Terraform refuses to destroy it'),
});

export const queueProps: Description<QueueProps> = {
  // -dead-letters and .fifo come after it.
  name: newQueueName(62),
  account: accountId,
  region: regionName,
  key: keyRef,
  visibilityTimeoutSeconds: wholeNumber('seconds', 1, 43_200, { source: `${attributes}, VisibilityTimeout` }),
  alarms: object<QueueAlarmThresholds>({
    topic: topicRef,
    oldestMessageSeconds: wholeNumber('seconds', 1, 1_123_199, { structure: true }),
  }),
  fifo: optional(
    object<FifoQueue>({
      contentBasedDeduplication: optional(flag(), 'false'),
      highThroughput: optional(flag(), 'true'),
    }),
    'a standard queue',
  ),
  // The message's age counts on in the dead-letter queue, so that queue has to keep it longer.
  retentionDays: optional(
    wholeNumber('days', 1, longestRetentionDays - 1, {
      structure: true,
      source: `${attributes}, MessageRetentionPeriod; SQS developer guide, Using dead-letter queues in Amazon SQS`,
    }),
    "4, AWS's own",
  ),
  maxReceiveCount: optional(
    wholeNumber('receives', 1, 1000, { structure: true, source: 'SQS developer guide, Configure a dead-letter queue' }),
    '5',
  ),
  optOuts: optional(queueOptOuts, 'none'),
};
