import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import type { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { policyDocument } from '../iam/policy-document';
import { openToServices, openToTopicPublisher } from '../kms/open-key';
import { accountId, assertProp, checkProps, matching, regionName } from '../props';
import { read } from '../props/prop';
import type { DeadLetterQueue } from '../queue/dead-letter-queue';
import { eventRuleRef, type EventRuleRef } from '../queue/event-rule-ref';
import { configurationSetRef, type ConfigurationSetRef } from './configuration-set-ref';
import { DeliveryLogs } from './delivery-logs';
import { GrantingTopic } from './granting-topic';
import { ImportedMessageTopic } from './imported-message-topic';
import { messageTopicProps, type FifoTopic, type MessageTopicProps } from './message-topic-props';
import type { MessageTopicRef } from './message-topic-ref';
import { Subscription, subscriptionProps, type SubscriptionProps } from './subscription';
import { tellOfNoSource } from '../notifications/event-bridge-publishes';
import { topicStatements, type Publisher } from './topic-policy';

// The dead-letter queue of a subscription is <topic>-<name>-undelivered.
const subscriptionName = matching(/^[a-z][a-z0-9-]{0,15}$/, 'up to 16 of a-z, 0-9 and -, a letter first', {
  structure: true,
});

/**
 * An SNS topic of applications, which delivers each message to every queue that is subscribed: encrypted, over TLS only, with logs of the deliveries that failed
 * and a dead-letter queue for each subscription. `Topic` of `notifications` is the one that tells people of alarms.
 */
export class MessageTopic extends GrantingTopic implements MessageTopicRef {
  static readonly props = messageTopicProps;
  readonly topicName: string;
  /** The topic's ARN; whoever uses it waits until the topic may be published to. */
  readonly topicArn: string;
  readonly nodes: {
    readonly topic: SnsTopic;
    readonly policy: SnsTopicPolicy;
    /** By the name that they were given. */
    readonly subscriptions: Record<string, SnsTopicSubscription>;
  };
  /** What each subscription could not deliver, by the name that it was given. */
  readonly deadLetterQueues: Record<string, DeadLetterQueue> = {};
  private readonly publishers = new Map<Publisher, string[]>();

  /** @throws PropsError for props that SNS refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MessageTopicProps,
  ) {
    super(scope, id);
    checkProps(this, messageTopicProps, props);
    const { name, account, region, key, fifo, logRetentionDays: retentionDays } = props;
    openToServices(key, 'sns');
    this.topicName = fifo ? `${name}.fifo` : name;

    const { topicName } = this;
    const deliveryLogs = new DeliveryLogs(this, 'delivery-logs', {
      ...{ topicName, name, account, region, key, retentionDays },
    });
    const topic = new SnsTopic(this, 'topic', {
      ...{ name: topicName, kmsMasterKeyId: key.keyArn, signatureVersion: 2 },
      ...(fifo && fifoAttributes(fifo)),
      sqsFailureFeedbackRoleArn: deliveryLogs.roleArn,
    });
    const policy = new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      // Publishers are let in after construction, so the policy is written when the stack is.
      policy: Lazy.stringValue({
        produce: () => policyDocument(topicStatements(topic.arn, account, this.publishers)),
      }),
    });
    this.nodes = { topic, policy, subscriptions: {} };
    this.topicArn = policy.arn;
    this.tellOfLost();
  }

  /** A topic of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: MessageTopicRef): ImportedMessageTopic {
    return new ImportedMessageTopic(scope, id, ref);
  }

  protected get granting(): MessageTopicRef {
    return this;
  }

  /**
   * Delivers to a queue. A standard topic does not deliver to a FIFO queue (SNS developer guide, Amazon SNS FIFO topics).
   *
   * @param name what the subscription is for: part of the name of its dead-letter queue.
   * @throws PropsError for what is no queue, for a filter that SNS refuses, and for a FIFO queue of a standard topic.
   */
  subscribe(name: string, subscription: SubscriptionProps): void {
    const { account, region, key, alarms, fifo } = this.props;
    checkProps(this, { name: subscriptionName }, { name });
    checkProps(
      this,
      { ...subscriptionProps, account: accountId, region: regionName },
      { ...readable(subscription), account, region },
    );
    const { queueName } = subscription.queue;
    const fits = fifo !== undefined || !queueName.endsWith('.fifo');
    assertProp(this, 'queue', fits, 'a standard queue, since the topic is standard', queueName);
    const { nodes } = new Subscription(this, name, {
      ...subscription,
      ...{ topic: this, isFifo: fifo !== undefined, account, region, key, alarms },
      name: `${this.props.name}-${name}-undelivered`,
    });
    this.nodes.subscriptions[name] = nodes.subscription;
    this.deadLetterQueues[name] = nodes.deadLetterQueue;
  }

  /**
   * Lets S3 publish the notifications of a bucket of the account. S3 does not publish to a FIFO topic (S3 user guide, Supported event destinations).
   *
   * @throws PropsError for what is no bucket, and of a FIFO topic.
   */
  allowBucket(bucket: BucketRef): void {
    checkProps(this, { bucket: bucketRef }, { bucket });
    const isStandard = this.props.fifo === undefined;
    assertProp(this, 'bucket', isStandard, 'no bucket, since the topic is FIFO', bucket.bucketName);
    this.allow('s3', bucket.bucketArn);
  }

  /**
   * Lets EventBridge publish the events of a rule. It tells a topic no source, so its policy lets in EventBridge, and the opt-out `source_account` beside it says so.
   *
   * @throws PropsError for what is no rule of the topic's account and region.
   */
  allowRule(rule: EventRuleRef): void {
    const { account, region } = this.props;
    checkProps(this, { account: accountId, region: regionName, rule: eventRuleRef }, { account, region, rule });
    this.allow('events', rule.ruleArn);
    tellOfNoSource(this.nodes.policy);
  }

  /**
   * Lets SES publish the events of a configuration set. SES does not publish to a FIFO topic (SES developer guide, Set up an Amazon SNS event destination).
   *
   * @throws PropsError for what is no configuration set of the topic's account and region, and of a FIFO topic.
   */
  allowConfigurationSet(set: ConfigurationSetRef): void {
    const { account, region, fifo } = this.props;
    checkProps(this, { account: accountId, region: regionName, set: configurationSetRef }, { account, region, set });
    const isStandard = fifo === undefined;
    assertProp(this, 'set', isStandard, 'no configuration set, since the topic is FIFO', set.configurationSetArn);
    this.allow('ses', set.configurationSetArn);
  }

  private allow(service: Publisher, sourceArn: string): void {
    const { key, account, region } = this.props;
    const sources = this.publishers.get(service) ?? [];
    this.publishers.set(service, sources);
    if (!sources.includes(sourceArn)) sources.push(sourceArn);
    openToTopicPublisher(key, service, { account, region });
  }

  /** SNS developer guide, Monitoring Amazon SNS topics using CloudWatch. */
  private tellOfLost(): void {
    const { topicName } = this;
    new MetricAlarm(this, 'lost', {
      name: `sns-${topicName}-lost`,
      description: `Messages of the topic ${topicName} are lost: they could not be delivered, and not go to the dead-letter queue of their subscription either. Look at the log group of failures; most likely a key or the policy of a queue does not admit SNS.`,
      metric: {
        ...{ namespace: 'AWS/SNS', metricName: 'NumberOfNotificationsFailedToRedriveToDlq' },
        ...{ dimensions: { TopicName: topicName }, statistic: 'Sum', periodSeconds: 300 },
      },
      ...{ threshold: 0, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData: 'notBreaching', topic: this.props.alarms.topic },
    });
  }
}

/** SNS developer guide, High throughput for FIFO topics. */
function fifoAttributes({ contentBasedDeduplication = false, highThroughput = true }: FifoTopic) {
  const fifoThroughputScope = highThroughput ? 'MessageGroup' : 'Topic';
  return { fifoTopic: true, contentBasedDeduplication, fifoThroughputScope };
}

/** A copy whose members are read one by one: one that throws is refused by its name. */
function readable(props: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(Object(props)).map((name) => [name, read(props, name)]));
}
