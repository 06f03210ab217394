import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { mailEvents } from '../environments/mail-events';
import type { EventBusRef } from '../modules/event-bus';
import { boundRoles } from '../modules/iam';
import { Key } from '../modules/kms';
import type { MailRef } from '../modules/mail';
import { MessageTopic, type MessageTopicRef } from '../modules/message-topic';
import {
  DeadLetterQueue,
  Queue,
  type DeadLetterQueueProps,
  type DeadLetterQueueRef,
  type QueueRef,
} from '../modules/queue';
import type { TopicRef } from '../modules/notifications';
import type { AccountStack } from './account';
import type { DnsStack } from './dns';
import { EnvironmentStack } from './environment-stack';
import { addEventBus } from './event-bus';
import { functionsOf } from './functions-of';
import { addMail, mailRefOf } from './mail';
import { mapValues } from './map-values';
import { hasRotations, rotationRuleOf } from './service-secrets';

export interface MessagingOutputs {
  /** That of what became of mail among them. */
  readonly queues: Readonly<Record<string, QueueRef>>;
  readonly topics: Readonly<Record<string, MessageTopicRef>>;
  readonly eventBus?: EventBusRef;
  /** Where functions send the events that failed all their attempts; nothing without functions. */
  readonly failedEvents?: DeadLetterQueueRef;
  readonly mail?: MailRef;
}

type SharedByQueues = Pick<DeadLetterQueueProps, 'account' | 'region' | 'key'>;

/**
 * What services send each other and people, and need not wait for: messages outlive the services that send and take them. The mail domain is here and not with
 * its zone, which is applied first: the zone refuses mail until then, by records of the same names, and Route 53 takes each name once.
 */
export class MessagingStack extends EnvironmentStack<MessagingOutputs> {
  constructor(scope: Construct, environment: Environment, below: { account: AccountStack; dns: DnsStack | undefined }) {
    super(scope, environment, 'messaging');
    const { name, account, region, logRetentionDays } = environment;
    const { alarms, boundary } = this.read(below.account);
    boundRoles(this, boundary);
    const key = new Key(this, 'key', {
      purpose: `Messages of ${name}`,
      alias: `terrace/${name}/messaging`,
      account,
      region,
    });
    const shared = { account, region, key };
    const queues = mapValues(environment.queues, ({ type, deletionProtection, ...decided }, queue) => {
      const { visibilityTimeoutSeconds, retentionDays, maxReceiveCount, oldestMessageSeconds } = decided;
      return new Queue(this, `queue-${queue}`, {
        ...{ ...shared, name: `${name}-${queue}`, alarms: { topic: alarms, oldestMessageSeconds } },
        ...{ visibilityTimeoutSeconds, retentionDays, maxReceiveCount },
        ...(type === 'fifo' && { fifo: {} }),
        ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
      });
    });
    const topics = mapValues(environment.topics, ({ type, deliverTo, deletionProtection }, topic) => {
      const made = new MessageTopic(this, `topic-${topic}`, {
        ...{ ...shared, name: `${name}-${topic}`, alarms: { topic: alarms }, logRetentionDays },
        ...(type === 'fifo' && { fifo: {} }),
      });
      for (const [name, queue] of Object.entries(queues).filter(([name]) => deliverTo.includes(name))) {
        made.subscribe(name, { queue, ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }) });
      }
      return made;
    });
    const { eventBus } = environment;
    const bus =
      eventBus === 'none' ? undefined : addEventBus(this, environment, eventBus, { ...shared, alarms, queues });
    const failed = functionsOf(environment).length > 0 ? this.addFailedEvents(shared, alarms) : undefined;
    const { dns } = below;
    const mail =
      environment.mail === 'none' || !dns
        ? undefined
        : addMail(this, environment, environment.mail, { ...shared, alarms, zone: this.read(dns).publicZone });
    const all = { ...queues, ...(mail && { [mailEvents]: mail.events }) };
    this.publish({
      queues: mapValues(all, ({ queueName, queueArn, queueUrl, deadLetterQueueArn }) => ({
        ...{ queueName, queueArn, queueUrl, deadLetterQueueArn },
      })),
      topics: mapValues(topics, ({ topicName, topicArn }) => ({ topicName, topicArn })),
      ...(bus && { eventBus: bus }),
      ...(failed && { failedEvents: { queueArn: failed.queueArn } }),
      ...(mail && { mail: mailRefOf(mail) }),
    });
  }

  private addFailedEvents(shared: SharedByQueues, topic: TopicRef): DeadLetterQueue {
    const { name, failedEvents } = this.environment;
    const { deletionProtection } = failedEvents;
    const queue = new DeadLetterQueue(this, 'failed-events', {
      ...{ ...shared, name: `${name}-failed-events`, alarms: { topic } },
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    if (hasRotations(this.environment)) queue.allowRule(rotationRuleOf(this.environment));
    return queue;
  }
}
