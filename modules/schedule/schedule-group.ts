import type { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToSchedules } from '../kms/open-key';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { accountId, assertProp, checkProps, matching, object, optional, regionName, type Description } from '../props';
import { DeadLetterQueue } from '../queue/dead-letter-queue';
import { Schedule } from './schedule';
import { scheduleProps, type ScheduleProps } from './schedule-props';

export interface ScheduleGroupProps {
  /** The group's name, unique in its account and region: `prod-shop`. Another name replaces the group with its schedules. */
  readonly name: string;
  /** The account that owns the group: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the messages of schedules, and what could not be sent. A `Key` is opened to Scheduler and SQS; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** Told of what could not be sent. */
  readonly alarms: { readonly topic: TopicRef };
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the dead-letter queue
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

const grammar = 'EventBridge Scheduler API reference, CreateScheduleGroup and CreateSchedule, Name';

const scheduleGroupProps: Description<ScheduleGroupProps> = {
  // The names of roles begin with it: IAM takes 64 characters.
  name: matching(/^(?!default$)[\w-]{1,30}$/, 'up to 30 letters, digits, _ and -, not default', {
    structure: true,
    source: grammar,
  }),
  account: accountId,
  region: regionName,
  key: keyRef,
  alarms: object<ScheduleGroupProps['alarms']>({ topic: topicRef }),
  optOuts: optional(
    object<NonNullable<ScheduleGroupProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy the dead-letter queue'),
    }),
    'none',
  ),
};

const scheduleName = matching(/^[a-z][a-z0-9-]{0,23}$/, 'up to 24 of a-z, 0-9 and -, a letter first', {
  structure: true,
  source: grammar,
});

/**
 * Schedules of EventBridge Scheduler that belong together, each in its time zone, with retries and a role of its own. What could not be sent is kept in one
 * dead-letter queue of the group, and its alarm tells of it.
 */
export class ScheduleGroup extends Construct {
  static readonly props = scheduleGroupProps;
  readonly groupName: string;
  /** What the schedules could not send. */
  readonly deadLetterQueue: DeadLetterQueue;
  readonly nodes: {
    readonly group: SchedulerScheduleGroup;
    /** By the name that they were given. */
    readonly schedules: Record<string, SchedulerSchedule>;
  };

  /** @throws PropsError for props that Scheduler refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ScheduleGroupProps,
  ) {
    super(scope, id);
    checkProps(this, scheduleGroupProps, props);
    const { name, account, region, key, alarms, optOuts } = props;
    openToSchedules(key, { account, region });
    const group = new SchedulerScheduleGroup(this, 'group', { name });
    this.deadLetterQueue = new DeadLetterQueue(this, 'failed', {
      ...{ name: `${name}-failed-schedules`, account, region, key, alarms },
      ...(optOuts && { optOuts }),
    });
    this.nodes = { group, schedules: {} };
    this.groupName = name;
    this.tellOfLost();
  }

  /**
   * Sends a message, or invokes a function, at the times of a schedule.
   *
   * @throws PropsError for an expression that Scheduler refuses, for a message group of a standard queue or none of a FIFO queue, and for a FIFO topic.
   */
  addSchedule(name: string, schedule: ScheduleProps): void {
    const { account, region, key, name: groupName } = this.props;
    checkProps(
      this,
      { name: scheduleName, schedule: object(scheduleProps), account: accountId, region: regionName },
      { name, schedule, account, region },
    );
    this.assertKind(schedule.target);
    const { nodes } = new Schedule(this, name, {
      ...schedule,
      ...{ name, account, key, groupName: this.nodes.group.name, roleName: `${groupName}-${name}-schedule` },
      deadLetterQueue: this.deadLetterQueue,
    });
    this.nodes.schedules[name] = nodes.schedule;
  }

  private assertKind(target: ScheduleProps['target']): void {
    if ('function' in target) return;
    if ('messageTopic' in target) {
      const { topicName } = target.messageTopic;
      const expected = 'a standard topic: Scheduler names no message group';
      assertProp(this, 'schedule.target.messageTopic', !topicName.endsWith('.fifo'), expected, topicName);
      return;
    }
    const isFifo = target.queue.queueName.endsWith('.fifo');
    const fits = isFifo === (target.messageGroupId !== undefined);
    const expected = isFifo ? 'a message group, since the queue is FIFO' : 'nothing, since the queue is standard';
    assertProp(this, 'schedule.target.messageGroupId', fits, expected, target.messageGroupId);
  }

  /** EventBridge Scheduler user guide, Monitoring EventBridge Scheduler with CloudWatch. */
  private tellOfLost(): void {
    const { name, alarms } = this.props;
    new MetricAlarm(this, 'lost', {
      name: `scheduler-${name}-lost`,
      description: `What schedules of the group ${name} could not send is lost: it could not go to the dead-letter queue either. Look at the policy and the key of that queue, and at the roles of the schedules.`,
      metric: {
        ...{ namespace: 'AWS/Scheduler', metricName: 'InvocationsFailedToBeSentToDeadLetterCount' },
        ...{ dimensions: { ScheduleGroup: name }, statistic: 'Sum', periodSeconds: 300 },
      },
      ...{ threshold: 0, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData: 'notBreaching', topic: alarms.topic },
    });
  }
}
