import { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import type { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import type { Construct } from 'constructs';
import { openToEventBus } from '../kms/open-key';
import { isOn } from '../opt-out';
import { accountId, assertProp, checkProps, matching, object, regionName } from '../props';
import { DeadLetterQueue } from '../queue/dead-letter-queue';
import type { EventRuleRef } from '../queue/event-rule-ref';
import { eventBusProps, type EventBusProps } from './event-bus-props';
import type { EventBusRef } from './event-bus-ref';
import { EventRule } from './event-rule';
import { eventRuleProps, type EventRuleProps } from './event-rule-props';
import { GrantingBus } from './granting-bus';
import { ImportedEventBus } from './imported-event-bus';

const ruleName = matching(/^[a-z][a-z0-9-]{0,63}$/, 'up to 64 of a-z, 0-9 and -, a letter first', {
  structure: true,
  source: 'EventBridge API reference, PutRule, Name',
});

/**
 * An event bus of applications: encrypted, open to roles with a grant alone, with an archive of all events and one dead-letter queue for what its rules could not
 * deliver. Events of AWS services are on the default bus, which is not this one.
 */
export class EventBus extends GrantingBus implements EventBusRef {
  static readonly props = eventBusProps;
  readonly eventBusName: string;
  readonly eventBusArn: string;
  /** What the rules could not deliver, and what EventBridge could not encrypt or decrypt. */
  readonly deadLetterQueue: DeadLetterQueue;
  readonly nodes: {
    readonly bus: CloudwatchEventBus;
    readonly archive: CloudwatchEventArchive;
    /** By the name that they were given. */
    readonly rules: Record<string, CloudwatchEventRule>;
  };

  /** @throws PropsError for props that EventBridge refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EventBusProps,
  ) {
    super(scope, id);
    checkProps(this, eventBusProps, props);
    const { name, account, region, key, alarms, archiveDays = 30, optOuts } = props;
    openToEventBus(key);
    this.deadLetterQueue = new DeadLetterQueue(this, 'undelivered', {
      ...{ name: `${name.replaceAll('.', '-')}-undelivered`, account, region, key, alarms },
      ...(optOuts && { optOuts }),
    });
    const bus = new CloudwatchEventBus(this, 'bus', {
      ...{ name, description: `Events of ${name}`, kmsKeyIdentifier: key.keyArn },
      deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
    });
    this.deadLetterQueue.allowBus({ eventBusArn: `arn:aws:events:${region}:${account}:event-bus/${name}` });
    const archive = new CloudwatchEventArchive(this, 'archive', {
      ...{ name, description: `All events of ${name}`, eventSourceArn: bus.arn, retentionDays: archiveDays },
    });
    if (isOn(archive, 'deletion_protection', optOuts?.deletionProtection)) archive.lifecycle = { preventDestroy: true };
    this.nodes = { bus, archive, rules: {} };
    this.eventBusName = name;
    this.eventBusArn = bus.arn;
  }

  /** A bus of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: EventBusRef): ImportedEventBus {
    return new ImportedEventBus(scope, id, ref);
  }

  protected get granting(): EventBusRef {
    return this;
  }

  /**
   * Sends the events that match a pattern to targets, which are opened to the rule.
   *
   * @throws PropsError for a pattern that names no source, and for a message group of a standard queue or none of a FIFO queue.
   */
  addRule(name: string, rule: EventRuleProps): EventRuleRef {
    const { account, region, alarms, name: busName } = this.props;
    checkProps(
      this,
      { name: ruleName, rule: object(eventRuleProps), account: accountId, region: regionName },
      { name, rule, account, region },
    );
    for (const [targetName, target] of Object.entries(rule.targets)) {
      if (!('queue' in target)) continue;
      const isFifo = target.queue.queueName.endsWith('.fifo');
      const fits = isFifo === (target.messageGroupId !== undefined);
      const expected = isFifo ? 'a message group, since the queue is FIFO' : 'nothing, since the queue is standard';
      assertProp(this, `rule.targets.${targetName}.messageGroupId`, fits, expected, target.messageGroupId);
    }
    const made = new EventRule(this, name, {
      ...rule,
      ...{
        name,
        eventBusName: this.nodes.bus.name,
        busName,
        deadLetterQueue: this.deadLetterQueue,
        topic: alarms.topic,
      },
    });
    this.nodes.rules[name] = made.nodes.rule;
    return { ruleArn: made.ruleArn };
  }
}
