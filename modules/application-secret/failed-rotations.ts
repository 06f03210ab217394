import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { Topic } from '../notifications/topic';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { checkProps, matching, type Description } from '../props';
import { DeadLetterQueue } from '../queue/dead-letter-queue';
import { deadLetterQueueRef, type DeadLetterQueueRef } from '../queue/queue-ref';

export interface FailedRotationsProps {
  /** What the rule is called by: `prod`. */
  readonly name: string;
  /** Told of each rotation that failed. A `Topic` is opened to the rule; one that is only referred to must admit it. */
  readonly topic: TopicRef;
  /** Where events go that the topic did not take. A `DeadLetterQueue` is opened to the rule; one that is only referred to must admit it. */
  readonly untold: DeadLetterQueueRef;
}

const failedRotationsProps: Description<FailedRotationsProps> = {
  name: matching(/^[\w.-]{1,40}$/, '1 to 40 letters, digits and _.-', { structure: true }),
  topic: topicRef,
  untold: deadLetterQueueRef,
};

/**
 * Tells of each secret of the region whose rotation failed, those that RDS manages among them: the value that it has stays in use, and gets older. CloudTrail records the
 * event `RotationFailed`, and EventBridge matches what CloudTrail records, while a trail is on (Secrets Manager user guide, Logging AWS Secrets Manager events with AWS
 * CloudTrail; Match AWS Secrets Manager events with Amazon EventBridge).
 */
export class FailedRotations extends Construct {
  static readonly props = failedRotationsProps;
  readonly nodes: { readonly rule: CloudwatchEventRule; readonly target: CloudwatchEventTarget };

  /** What the rule is called, for the policies of a topic and a queue that are made before it. */
  static ruleNameOf(name: string): string {
    return `${name}-secret-rotations-failed`;
  }

  /** @throws PropsError for a name, topic or queue that is none. */
  constructor(scope: Construct, id: string, props: FailedRotationsProps) {
    super(scope, id);
    checkProps(this, failedRotationsProps, props);
    const { name, topic, untold } = props;
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: FailedRotations.ruleNameOf(name),
      description: 'Secrets whose rotation failed',
      state: 'ENABLED',
      eventPattern: JSON.stringify({
        source: ['aws.secretsmanager'],
        'detail-type': ['AWS Service Event via CloudTrail'],
        detail: { eventSource: ['secretsmanager.amazonaws.com'], eventName: ['RotationFailed'] },
      }),
    });
    const isOurs = topic instanceof Topic;
    if (isOurs) topic.allowRule({ ruleArn: rule.arn });
    if (untold instanceof DeadLetterQueue) untold.allowRule({ ruleArn: rule.arn });
    const target = new CloudwatchEventTarget(this, 'target', {
      ...{ rule: rule.name, targetId: 'people', arn: topic.topicArn },
      deadLetterConfig: { arn: untold.queueArn },
      // What is sent before the topic admits the rule is not delivered.
      ...(isOurs && { dependsOn: [topic.nodes.policy] }),
    });
    this.nodes = { rule, target };
  }
}
