import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import type { Construct } from 'constructs';
import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { accountId, assertProp, checkProps, regionName } from '../props';
import { encryptedQueue, fullQueueName } from './encrypted-queue';
import { eventRuleRef, type EventRuleRef } from './event-rule-ref';
import { GrantingQueue, grantRedrive } from './grants';
import { ImportedQueue } from './imported-queue';
import { deadLetterAlarm, oldestMessageAlarm } from './queue-alarms';
import { QueuePolicy } from './queue-policy';
import { longestRetentionDays, queueProps, type QueueProps } from './queue-props';
import type { ConsumedQueueRef, QueueRef } from './queue-ref';

/**
 * An SQS queue with its dead-letter queue: both encrypted, over TLS only and protected from deletion. A message that was received `maxReceiveCount` times and not
 * deleted goes to the dead-letter queue, which accepts those of this queue alone, and whose alarm tells of the first one.
 *
 * Roles send and receive after a grant, AWS services send after `allowBucket`, `allowTopic` or `allowRule`, which open the queue and its key.
 */
export class Queue extends GrantingQueue implements ConsumedQueueRef {
  static readonly props = queueProps;
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly deadLetterQueueArn: string;
  /** What a function that consumes it is checked against. */
  readonly visibilityTimeoutSeconds: number;
  readonly nodes: {
    readonly queue: SqsQueue;
    /** Who sends as a service waits for it: S3 refuses a notification to a queue that does not let it send. */
    readonly policy: SqsQueuePolicy;
    readonly deadLetterQueue: SqsQueue;
  };
  private readonly policy: QueuePolicy;

  /** @throws PropsError for props that SQS refuses, and for an alarm on an age that no message reaches. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: QueueProps,
  ) {
    super(scope, id);
    checkProps(this, queueProps, props);
    const { name, account, region, key, fifo, alarms, retentionDays = 4, maxReceiveCount = 5 } = props;
    const { oldestMessageSeconds } = alarms;
    const keptSeconds = retentionDays * 86_400;
    const within = `fewer than the ${keptSeconds} seconds that a message is kept`;
    const fires = oldestMessageSeconds < keptSeconds;
    assertProp(this, 'alarms.oldestMessageSeconds', fires, within, oldestMessageSeconds);
    openToServices(key, 'sqs');

    const deadLetterName = `${name}-dead-letters`;
    const shared = { key, fifo, deletionProtection: props.optOuts?.deletionProtection };
    const deadLetterQueue = encryptedQueue(this, 'dead-letter-queue', {
      ...{ ...shared, name: deadLetterName, retentionDays: longestRetentionDays, rest: {} },
    });
    const queue = encryptedQueue(this, 'queue', {
      ...{ ...shared, name, retentionDays },
      rest: {
        visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount }),
      },
    });
    // A resource of its own: each queue names the other.
    new SqsQueueRedriveAllowPolicy(this, 'redrive-allow-policy', {
      queueUrl: deadLetterQueue.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    });
    this.policy = new QueuePolicy(this, 'policy', { queue, account, region, key });
    new QueuePolicy(this, 'dead-letter-policy', { queue: deadLetterQueue, account, region, key });
    this.nodes = { queue, policy: this.policy.nodes.policy, deadLetterQueue };
    this.queueName = fullQueueName(name, fifo);
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.deadLetterQueueArn = deadLetterQueue.arn;
    this.visibilityTimeoutSeconds = props.visibilityTimeoutSeconds;
    oldestMessageAlarm(this, { queueName: this.queueName, alarms });
    this.tellOfDeadLetters(fullQueueName(deadLetterName, fifo), maxReceiveCount);
  }

  /** A queue of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: QueueRef): ImportedQueue {
    return new ImportedQueue(scope, id, ref);
  }

  protected get granting(): QueueRef {
    return this;
  }

  /** Lets `role` move messages from the dead-letter queue back to this one. @param name says which role, in letters and digits: `Operators`. */
  grantRedrive(name: string, role: RoleRef): void {
    grantRedrive(this, this, name, role);
  }

  /**
   * Lets S3 send the notifications of a bucket of the account. S3 does not send to a FIFO queue (S3 user guide, Supported event destinations).
   *
   * @throws PropsError for what is no bucket, and of a FIFO queue.
   */
  allowBucket(bucket: BucketRef): void {
    checkProps(this, { bucket: bucketRef }, { bucket });
    const isStandard = this.props.fifo === undefined;
    assertProp(this, 'bucket', isStandard, 'no bucket, since the queue is FIFO', bucket.bucketName);
    this.policy.allow('s3', bucket.bucketArn);
  }

  /** Lets SNS deliver what a topic is sent. @throws PropsError for what is no topic of the queue's account and region */
  allowTopic(topic: TopicRef): void {
    const { account, region } = this.props;
    checkProps(this, { account: accountId, region: regionName, topic: topicRef }, { account, region, topic });
    this.policy.allow('sns', topic.topicArn);
  }

  /** Lets EventBridge send the events of a rule. @throws PropsError for what is no rule of the queue's account and region */
  allowRule(rule: EventRuleRef): void {
    const { account, region } = this.props;
    checkProps(this, { account: accountId, region: regionName, rule: eventRuleRef }, { account, region, rule });
    this.policy.allow('events', rule.ruleArn);
  }

  private tellOfDeadLetters(queueName: string, maxReceiveCount: number): void {
    const { account, region, alarms } = this.props;
    const arn = `arn:aws:sqs:${region}:${account}:${queueName}`;
    deadLetterAlarm(this, {
      ...{ queueName, topic: alarms.topic },
      first: `They were received ${maxReceiveCount} times and not deleted. Look at one, and at the consumer's errors; when that is fixed, move them back: aws sqs start-message-move-task --source-arn ${arn}`,
    });
  }
}
