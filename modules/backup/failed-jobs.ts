import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { Topic } from '../notifications/topic';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { accountId, checkProps, matching, optional, regionName, type Description } from '../props';
import { DeadLetterQueue, type DeadLetterQueueProps } from '../queue/dead-letter-queue';
import { queueOptOuts } from '../queue/queue-props';
import { vaultRef, type VaultRef } from './vault-ref';

export interface FailedJobsProps {
  /** What the rule and the alarm are called by: `prod`. */
  readonly name: string;
  /** The account and region of the jobs. */
  readonly account: string;
  readonly region: string;
  /** Encrypts what could not be told. A `Key` is opened to SQS and EventBridge; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** The vault that has to get recovery points each day. */
  readonly vault: VaultRef;
  /** Told of each job that failed, and when there was no backup for a day. A `Topic` is opened to both; one that is only referred to must admit them. */
  readonly topic: TopicRef;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the queue of what could not be told
   */
  readonly optOuts?: DeadLetterQueueProps['optOuts'];
}

const failedJobsProps: Description<FailedJobsProps> = {
  name: matching(/^[\w.-]{1,40}$/, '1 to 40 letters, digits and _.-', { structure: true }),
  account: accountId,
  region: regionName,
  key: keyRef,
  vault: vaultRef,
  topic: topicRef,
  optOuts: optional(queueOptOuts, 'none'),
};

/**
 * Tells of backup, copy and restore jobs that failed, each by an event of the region, and of a day without any backup, by an alarm: a plan that selects nothing fails no
 * job. EventBridge has more of AWS Backup's events than the notifications of a vault have (AWS Backup developer guide, Monitoring AWS Backup events).
 */
export class FailedJobs extends Construct {
  static readonly props = failedJobsProps;
  readonly nodes: {
    readonly rule: CloudwatchEventRule;
    readonly target: CloudwatchEventTarget;
    readonly alarm: MetricAlarm;
    /** What could not be told. */
    readonly untold: DeadLetterQueue;
  };

  /** What the rule is called, for the policy of a topic that is made before it. */
  static ruleNameOf(name: string): string {
    return `${name}-backup-jobs-failed`;
  }

  /** @throws PropsError for a name, vault or topic that is none. */
  constructor(scope: Construct, id: string, props: FailedJobsProps) {
    super(scope, id);
    checkProps(this, failedJobsProps, props);
    const { name, account, region, key, vault, topic, optOuts } = props;
    const rule = new CloudwatchEventRule(this, 'rule', {
      ...{ name: FailedJobs.ruleNameOf(name), description: 'Jobs of AWS Backup that failed', state: 'ENABLED' },
      eventPattern: JSON.stringify({
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change', 'Copy Job State Change', 'Restore Job State Change'],
        // Jobs that back up and copy have a state, those that restore a status.
        $or: [{ detail: { state: notDone } }, { detail: { status: notDone } }],
      }),
    });
    const untold = new DeadLetterQueue(this, 'untold', {
      ...{ name: `${name}-backup-jobs-untold`, account, region, key, alarms: { topic }, ...(optOuts && { optOuts }) },
    });
    untold.allowRule({ ruleArn: rule.arn });
    const isOurs = topic instanceof Topic;
    if (isOurs) topic.allowRule({ ruleArn: rule.arn });
    const target = new CloudwatchEventTarget(this, 'target', {
      ...{ rule: rule.name, targetId: 'people', arn: topic.topicArn },
      deadLetterConfig: { arn: untold.queueArn },
      // What is sent before the topic admits the rule is not delivered.
      dependsOn: [untold.nodes.policy, ...(isOurs ? [topic.nodes.policy] : [])],
    });
    const alarm = new MetricAlarm(this, 'no-backup', {
      name: `${name}-no-backup`,
      description: `No backup was made in the vault ${vault.vaultName} for a day. Look in AWS Backup whether its plan is there and selects the stores, and at the jobs of the last day.`,
      metric: {
        ...{ namespace: 'AWS/Backup', metricName: 'NumberOfBackupJobsCompleted' },
        dimensions: { BackupVaultName: vault.vaultName },
        ...{ statistic: 'Sum', periodSeconds: 86_400 },
      },
      ...{ threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData: 'breaching', topic },
    });
    this.nodes = { rule, target, alarm, untold };
  }
}

const notDone = ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'];
