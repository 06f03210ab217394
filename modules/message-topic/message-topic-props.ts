import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { accountId, flag, matching, object, optional, regionName, type Description } from '../props';

/** What makes a topic FIFO: messages of one group are delivered in their order, and none twice within five minutes. */
export interface FifoTopic {
  /**
   * Whether messages with one body, published within five minutes, count as one. Otherwise each message names a deduplication id.
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;
  /**
   * Whether the limit of messages a second is that of each message group, and so are deduplication ids. Otherwise both are of the whole topic.
   * @default true
   */
  readonly highThroughput?: boolean;
}

export interface MessageTopicProps {
  /** The topic's name without `.fifo`, unique in its account and region. Another name replaces the topic with its subscriptions. */
  readonly name: string;
  /** The account that owns the topic: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the messages, and those that could not be delivered. A `Key` is opened to the services that use it; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** Told of messages that could not be delivered, and of those that are lost: the topic of people, not this one. */
  readonly alarms: { readonly topic: TopicRef };
  /** How long the logs of deliveries that failed are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * Makes the topic FIFO. SNS cannot change it later: another decision replaces the topic with its subscriptions.
   * @default a standard topic: in no fixed order, and now and then a message twice
   */
  readonly fifo?: FifoTopic;
}

export const messageTopicProps: Description<MessageTopicProps> = {
  // The names of its dead-letter queues and of its role begin with it.
  name: matching(/^[\w-]{1,45}$/, 'up to 45 letters, digits, _ and -', {
    structure: true,
    source: 'SNS API reference, CreateTopic, Name; SQS API reference, CreateQueue, QueueName',
  }),
  account: accountId,
  region: regionName,
  key: keyRef,
  alarms: object<MessageTopicProps['alarms']>({ topic: topicRef }),
  logRetentionDays: logRetention,
  fifo: optional(
    object<FifoTopic>({
      contentBasedDeduplication: optional(flag(), 'false'),
      highThroughput: optional(flag(), 'true'),
    }),
    'a standard topic',
  ),
};
