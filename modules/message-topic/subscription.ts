import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import type { TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { flag, object, oneOf, optional, type Description } from '../props';
import { DeadLetterQueue } from '../queue/dead-letter-queue';
import { Queue } from '../queue/queue';
import { queueRef, type QueueRef } from '../queue/queue-ref';
import { filterPolicy, type FilterPolicy } from './filter-policy';

/** A queue that a topic delivers to. */
export interface SubscriptionProps {
  /** A `Queue` is opened to the topic; one that is only referred to must admit it, and so must its key. */
  readonly queue: QueueRef;
  /**
   * Which messages it is sent.
   * @default all
   */
  readonly filter?: FilterPolicy;
  /**
   * What the filter is about.
   * @default 'attributes' of the message
   */
  readonly filterOn?: 'attributes' | 'body';
  /**
   * Whether the queue is sent the message as it was published, and not in an envelope of SNS.
   * @default true
   */
  readonly raw?: boolean;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the dead-letter queue
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export const subscriptionProps: Description<SubscriptionProps> = {
  queue: queueRef,
  filter: optional(filterPolicy, 'all'),
  filterOn: optional(oneOf(['attributes', 'body']), "'attributes'"),
  raw: optional(flag(), 'true'),
  optOuts: optional(
    object<NonNullable<SubscriptionProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy the dead-letter queue'),
    }),
    'none',
  ),
};

interface Subscribed extends SubscriptionProps {
  readonly topic: TopicRef;
  readonly isFifo: boolean;
  /** Of the dead-letter queue. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly key: KeyRef;
  readonly alarms: { readonly topic: TopicRef };
}

/** A subscription of a queue, with a dead-letter queue for what could not be delivered. */
export class Subscription extends Construct {
  readonly nodes: { readonly subscription: SnsTopicSubscription; readonly deadLetterQueue: DeadLetterQueue };

  constructor(scope: Construct, id: string, props: Subscribed) {
    super(scope, id);
    const { topic, queue, filter, isFifo, raw = true } = props;
    const { name, account, region, key, alarms, optOuts } = props;
    const deadLetterQueue = new DeadLetterQueue(this, 'undelivered', {
      ...{ name, account, region, key, alarms, fifo: isFifo },
      ...(optOuts && { optOuts }),
    });
    deadLetterQueue.allowTopic(topic);
    if (queue instanceof Queue) queue.allowTopic(topic);
    const subscription = new SnsTopicSubscription(this, 'subscription', {
      ...{ topicArn: topic.topicArn, protocol: 'sqs', endpoint: queue.queueArn, rawMessageDelivery: raw },
      ...(filter && {
        filterPolicy: JSON.stringify(filter),
        filterPolicyScope: props.filterOn === 'body' ? 'MessageBody' : 'MessageAttributes',
      }),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.queueArn }),
      // What is published before a queue admits the topic is not delivered.
      dependsOn: [deadLetterQueue.nodes.policy, ...(queue instanceof Queue ? [queue.nodes.policy] : [])],
    });
    this.nodes = { subscription, deadLetterQueue };
  }
}
