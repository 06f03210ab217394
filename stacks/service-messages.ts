import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { EventBus, type ImportedEventBus } from '../modules/event-bus';
import { sidOf, type RoleRef } from '../modules/iam';
import { MessageTopic, type ImportedMessageTopic } from '../modules/message-topic';
import { Queue, type ImportedQueue } from '../modules/queue';
import { found, mapValues } from './map-values';
import type { MessagingOutputs } from './messaging';
import { variable } from './variable';

/** The part of a service's decisions that names queues, topics and the sources of events. */
type Uses = Pick<Environment['services'][string], 'queues' | 'topics' | 'eventSources' | 'consumes'>;

/** The queues, the topics and the event bus of the messaging stack, as services use them. */
export class ServiceMessages extends Construct {
  private readonly queues: Readonly<Record<string, ImportedQueue>>;
  private readonly topics: Readonly<Record<string, ImportedMessageTopic>>;
  private readonly bus: ImportedEventBus | undefined;

  constructor(scope: Construct, { queues, topics, eventBus }: MessagingOutputs) {
    super(scope, 'messages');
    this.queues = mapValues(queues, (ref, name) => Queue.import(this, `queue-${name}`, ref));
    this.topics = mapValues(topics, (ref, name) => MessageTopic.import(this, `topic-${name}`, ref));
    this.bus = eventBus && EventBus.import(this, 'event-bus', eventBus);
  }

  /** How a container reaches them: `QUEUE_ORDERS_URL`, `TOPIC_ORDER_PLACED_ARN`, `EVENT_BUS_NAME`. */
  variablesOf(uses: Uses): Record<string, string> {
    const consumed = this.consumedBy(uses);
    const queues = Object.entries(this.queues).filter(
      ([name, queue]) => uses.queues.includes(name) || queue === consumed,
    );
    const topics = Object.entries(this.topics).filter(([name]) => uses.topics.includes(name));
    return Object.fromEntries([
      ...queues.map(([name, { queueUrl }]) => [variable(`QUEUE_${name}_URL`), queueUrl]),
      ...topics.map(([name, { topicArn }]) => [variable(`TOPIC_${name}_ARN`), topicArn]),
      ...(this.bus && uses.eventSources.length > 0 ? [['EVENT_BUS_NAME', this.bus.eventBusName]] : []),
    ]);
  }

  /** A queue of the environment. */
  queue(name: string): ImportedQueue {
    return found(this.queues, name, 'queues');
  }

  /** The event bus of the environment, which a law of it says is there. */
  eventBus(): ImportedEventBus {
    if (!this.bus) throw new Error('eventBus is "none"');
    return this.bus;
  }

  /** What a service takes messages from. */
  consumedBy({ consumes }: Uses): ImportedQueue | undefined {
    return consumes === undefined || consumes === 'none' ? undefined : this.queues[consumes.queue];
  }

  /** Lets a service send, publish, put and take what it is decided to. */
  connect(service: string, uses: Uses, role: RoleRef): void {
    const grantee = sidOf(service);
    for (const name of uses.queues) this.queues[name]?.grantSend(grantee, role);
    for (const name of uses.topics) this.topics[name]?.grantPublish(grantee, role);
    if (uses.eventSources.length > 0) this.bus?.grantPutEvents(grantee, role, uses.eventSources);
    this.consumedBy(uses)?.grantConsume(grantee, role);
  }
}
