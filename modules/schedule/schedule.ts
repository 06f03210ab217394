import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { Construct } from 'constructs';
import { Role } from '../iam/role';
import type { PolicyStatement } from '../iam/policy-statement';
import type { KeyRef } from '../kms/key-ref';
import type { DeadLetterQueueRef } from '../queue/queue-ref';
import type { ScheduleProps, ScheduleTarget } from './schedule-props';

interface OfGroup extends ScheduleProps {
  readonly name: string;
  readonly account: string;
  readonly key: KeyRef;
  /** What the group is called in AWS; whoever uses it waits for the group. */
  readonly groupName: string;
  /** The role's name. */
  readonly roleName: string;
  readonly deadLetterQueue: DeadLetterQueueRef;
}

/** A schedule of a group, and the role with which Scheduler sends its message and does nothing else. */
export class Schedule extends Construct {
  readonly nodes: { readonly schedule: SchedulerSchedule };

  constructor(scope: Construct, id: string, props: OfGroup) {
    super(scope, id);
    const { name, account, groupName, target, flexibleMinutes, deadLetterQueue } = props;
    const { maxRetries = 185, maxAgeSeconds = 86_400 } = props;
    // EventBridge Scheduler user guide, Confused deputy prevention in EventBridge Scheduler.
    const role = new Role(this, 'role', {
      name: props.roleName,
      description: `EventBridge Scheduler runs the schedule ${name}`,
      trust: { service: 'scheduler.amazonaws.com', sourceAccount: account },
    });
    const policy = role.addPolicy('run', [
      sends(target),
      // EventBridge Scheduler user guide, Configuring a dead-letter queue, Set up execution role permissions.
      { Sid: 'KeepsFailures', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: deadLetterQueue.queueArn },
    ]);
    const schedule = new SchedulerSchedule(this, 'schedule', {
      ...{ name, groupName, description: props.description, state: 'ENABLED', kmsKeyArn: props.key.keyArn },
      ...{ scheduleExpression: props.expression, scheduleExpressionTimezone: props.timeZone },
      flexibleTimeWindow:
        flexibleMinutes === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: flexibleMinutes },
      target: {
        ...{ arn: arnOf(target), roleArn: role.roleArn, input: target.message },
        ...('queue' in target &&
          target.messageGroupId !== undefined && { sqsParameters: { messageGroupId: target.messageGroupId } }),
        retryPolicy: { maximumRetryAttempts: maxRetries, maximumEventAgeInSeconds: maxAgeSeconds },
        deadLetterConfig: { arn: deadLetterQueue.queueArn },
      },
      dependsOn: [policy],
    });
    this.nodes = { schedule };
  }
}

function arnOf(target: ScheduleTarget): string {
  if ('function' in target) return target.function.aliasArn;
  return 'queue' in target ? target.queue.queueArn : target.messageTopic.topicArn;
}

/** The keys of queues and topics admit what SQS and SNS do for the account's roles. */
function sends(target: ScheduleTarget): PolicyStatement {
  const Resource = arnOf(target);
  if ('function' in target) return { Sid: 'Invokes', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource };
  const Action = 'queue' in target ? 'sqs:SendMessage' : 'sns:Publish';
  return { Sid: 'Sends', Effect: 'Allow', Action, Resource };
}
