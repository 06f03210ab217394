import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import type { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  arn,
  assertProp,
  checkProps,
  flag,
  object,
  optional,
  reference,
  regionName,
  type Description,
} from '../props';
import { encryptedQueue, fullQueueName } from './encrypted-queue';
import { eventRuleRef, type EventRuleRef } from './event-rule-ref';
import { GrantingQueue } from './grants';
import { deadLetterAlarm } from './queue-alarms';
import { QueuePolicy } from './queue-policy';
import { longestRetentionDays, newQueueName, queueOptOuts, type QueueProps } from './queue-props';
import type { DeadLetterQueueRef, QueueRef } from './queue-ref';

export interface DeadLetterQueueProps {
  /** The queue's name without `.fifo`, unique in its account and region. Another name replaces the queue. */
  readonly name: string;
  /** The account that owns the queue: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the messages. A `Key` is opened to SQS and to the services that may send; one that is only referred to must admit them. */
  readonly key: KeyRef;
  readonly alarms: { readonly topic: TopicRef };
  /**
   * Whether it is FIFO, as the subscriptions of a FIFO topic require. EventBridge and its Scheduler accept standard queues only.
   * @default false
   */
  readonly fifo?: boolean;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy it
   */
  readonly optOuts?: QueueProps['optOuts'];
}

const deadLetterQueueProps: Description<DeadLetterQueueProps> = {
  name: newQueueName(75),
  account: accountId,
  region: regionName,
  key: keyRef,
  alarms: object<DeadLetterQueueProps['alarms']>({ topic: topicRef }),
  fifo: optional(flag(), 'false'),
  optOuts: optional(queueOptOuts, 'none'),
};

const busRef = reference<{ readonly eventBusArn: string }>('an event bus', {
  eventBusArn: arn('an event bus', 'events', /^event-bus\/[\w.-]{1,256}$/),
});

/**
 * A queue for what an AWS service could not deliver: a topic, a rule of EventBridge, a schedule, a function. It is encrypted, over TLS only, keeps messages for
 * 14 days, and its alarm tells of the first one. What an SQS queue could not get rid of goes to a dead-letter queue of its own, which `Queue` has.
 */
export class DeadLetterQueue extends GrantingQueue implements DeadLetterQueueRef {
  static readonly props = deadLetterQueueProps;
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly nodes: { readonly queue: SqsQueue; readonly policy: SqsQueuePolicy };
  private readonly policy: QueuePolicy;

  /** @throws PropsError for props that SQS refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeadLetterQueueProps,
  ) {
    super(scope, id);
    checkProps(this, deadLetterQueueProps, props);
    const { name, account, region, key, alarms, fifo } = props;
    openToServices(key, 'sqs');
    const queue = encryptedQueue(this, 'queue', {
      ...{ name, key, retentionDays: longestRetentionDays, fifo: fifo ? {} : undefined },
      deletionProtection: props.optOuts?.deletionProtection,
      // No SQS queue moves its messages here.
      rest: { redriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) },
    });
    this.policy = new QueuePolicy(this, 'policy', { queue, account, region, key });
    this.nodes = { queue, policy: this.policy.nodes.policy };
    this.queueName = fullQueueName(name, fifo);
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    const first = 'Look at one: its attributes say what could not be delivered, and why. Fix that, and send it again.';
    deadLetterAlarm(this, { queueName: this.queueName, topic: alarms.topic, first });
  }

  protected get granting(): Pick<QueueRef, 'queueName' | 'queueArn'> {
    return this;
  }

  /** Lets SNS send what subscriptions of a topic could not deliver. @throws PropsError for what is no topic of the queue's account and region */
  allowTopic(topic: TopicRef): void {
    const { account, region } = this.props;
    checkProps(this, { account: accountId, region: regionName, topic: topicRef }, { account, region, topic });
    this.policy.allow('sns', topic.topicArn);
  }

  /** Lets EventBridge send what a rule could not deliver. @throws PropsError for what is no rule of the queue's account and region, and of a FIFO queue */
  allowRule(rule: EventRuleRef): void {
    const { account, region, fifo } = this.props;
    checkProps(this, { account: accountId, region: regionName, rule: eventRuleRef }, { account, region, rule });
    assertProp(this, 'rule', !fifo, 'no rule of EventBridge, since the dead-letter queue is FIFO', rule.ruleArn);
    this.policy.allow('events', rule.ruleArn);
  }

  /** Lets EventBridge send what a bus could not encrypt or decrypt. @throws PropsError for what is no bus of the queue's account and region, and of a FIFO queue */
  allowBus(bus: { readonly eventBusArn: string }): void {
    const { account, region, fifo } = this.props;
    checkProps(this, { account: accountId, region: regionName, bus: busRef }, { account, region, bus });
    assertProp(this, 'bus', !fifo, 'no event bus, since the dead-letter queue is FIFO', bus.eventBusArn);
    this.policy.allow('events', bus.eventBusArn);
  }
}
