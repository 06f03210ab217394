import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { MessageTopic } from '../message-topic/message-topic';
import type { TopicRef } from '../notifications/topic-ref';
import type { DeadLetterQueue } from '../queue/dead-letter-queue';
import type { EventRuleRef } from '../queue/event-rule-ref';
import { Queue } from '../queue/queue';
import type { EventRuleProps, EventTarget } from './event-rule-props';

interface OfBus extends EventRuleProps {
  readonly name: string;
  /** What the bus is called in AWS; whoever uses it waits for the bus. */
  readonly eventBusName: string;
  /** The same, known at synthesis. */
  readonly busName: string;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly topic: TopicRef;
}

/** A rule of a bus, and its targets: each with retries, and the bus's dead-letter queue for what could not be delivered. */
export class EventRule extends Construct implements EventRuleRef {
  readonly ruleArn: string;
  readonly nodes: {
    readonly rule: CloudwatchEventRule;
    readonly targets: Readonly<Record<string, CloudwatchEventTarget>>;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OfBus,
  ) {
    super(scope, id);
    const { name, eventBusName, description, pattern, deadLetterQueue } = props;
    const rule = new CloudwatchEventRule(this, 'rule', {
      ...{ name, eventBusName, description, state: 'ENABLED' },
      eventPattern: JSON.stringify(pattern),
    });
    this.ruleArn = rule.arn;
    deadLetterQueue.allowRule(this);
    const targets = Object.entries(props.targets).map(
      ([targetId, target]) => [targetId, this.send(rule, targetId, target)] as const,
    );
    this.nodes = { rule, targets: Object.fromEntries(targets) };
    this.tellOfLost();
  }

  /** A queue and a topic have policies of their own; with a role besides, a delivery may fail (EventBridge user guide, Using resource-based policies). */
  private send(rule: CloudwatchEventRule, targetId: string, target: EventTarget): CloudwatchEventTarget {
    const { eventBusName, deadLetterQueue, maxRetries = 185, maxAgeSeconds = 86_400 } = this.props;
    return new CloudwatchEventTarget(this, targetId, {
      ...{ rule: rule.name, eventBusName, targetId },
      arn: 'queue' in target ? target.queue.queueArn : target.messageTopic.topicArn,
      ...('queue' in target &&
        target.messageGroupId !== undefined && { sqsTarget: { messageGroupId: target.messageGroupId } }),
      retryPolicy: { maximumRetryAttempts: maxRetries, maximumEventAgeInSeconds: maxAgeSeconds },
      deadLetterConfig: { arn: deadLetterQueue.queueArn },
      // What is sent before a target admits the rule is not delivered.
      dependsOn: [deadLetterQueue.nodes.policy, ...this.open(target)],
    });
  }

  private open(target: EventTarget): ITerraformDependable[] {
    if ('queue' in target) {
      if (!(target.queue instanceof Queue)) return [];
      target.queue.allowRule(this);
      return [target.queue.nodes.policy];
    }
    if (!(target.messageTopic instanceof MessageTopic)) return [];
    target.messageTopic.allowRule(this);
    return [target.messageTopic.nodes.policy];
  }

  /** EventBridge user guide, Monitoring Amazon EventBridge, metrics by EventBusName and RuleName. */
  private tellOfLost(): void {
    const { name, busName, topic } = this.props;
    new MetricAlarm(this, 'lost', {
      name: `events-${busName}-${name}-lost`,
      description: `Events of the rule ${name} of the bus ${busName} are lost: they could not be delivered, and not go to the dead-letter queue either. Look at the policy and the key of that queue; replay the archive when that is fixed.`,
      metric: {
        ...{ namespace: 'AWS/Events', metricName: 'InvocationsFailedToBeSentToDlq' },
        ...{ dimensions: { EventBusName: busName, RuleName: name }, statistic: 'Sum', periodSeconds: 300 },
      },
      ...{ threshold: 0, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData: 'notBreaching', topic },
    });
  }
}
