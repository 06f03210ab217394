import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { Topic } from '../notifications/topic';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { accountId, checkProps, list, matching, object, oneOf, optional, regionName, type Description } from '../props';
import { DeadLetterQueue } from '../queue/dead-letter-queue';
import { findingSources, findingsOf, severities, type FindingSource, type Severity } from './findings-pattern';

export interface SecurityFindingsProps {
  /** The start of the names of rules and queue, unique in the account and region: `prod-findings`. */
  readonly name: string;
  /** The account whose findings are sent: 12 digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Who reports: `security-hub` alone where Security Hub is on, since it has the findings of all others, and in the region where findings come together those of the linked
   * regions; otherwise each service that is on.
   */
  readonly sources: readonly FindingSource[];
  /** The least severe finding that is sent. IAM Access Analyzer knows no severities by itself: all of its findings are sent. */
  readonly leastSeverity: Severity;
  /** Told of findings: people who look into them, and are not woken. A `Topic` is opened to the rules; one that is only referred to must admit them. */
  readonly topic: TopicRef;
  /** Encrypts what could not be delivered. A `Key` is opened to SQS and EventBridge; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** Told of findings that could not be delivered. */
  readonly alarms: { readonly topic: TopicRef };
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the queue of what could not be delivered
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

const securityFindingsProps: Description<SecurityFindingsProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 of a-z, 0-9 and -, a letter first', { structure: true }),
  account: accountId,
  region: regionName,
  sources: list('sources', oneOf(findingSources), { min: 1, max: findingSources.length }),
  leastSeverity: oneOf(severities),
  topic: topicRef,
  key: keyRef,
  alarms: object<SecurityFindingsProps['alarms']>({ topic: topicRef }),
  optOuts: optional(
    object<NonNullable<SecurityFindingsProps['optOuts']>>({ deletionProtection: optional(optOut, 'on') }),
    'none',
  ),
};

/**
 * New findings of a severity or above, from EventBridge's default bus to a topic of people, one line each. Security Hub sends a finding again when it is updated: until somebody
 * sets its workflow status to NOTIFIED, SUPPRESSED or RESOLVED, people hear of it again.
 */
export class SecurityFindings extends Construct {
  static readonly props = securityFindingsProps;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly nodes: { readonly rules: Readonly<Partial<Record<FindingSource, CloudwatchEventRule>>> };

  /** @throws PropsError for a source or a severity that there is not. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityFindingsProps,
  ) {
    super(scope, id);
    checkProps(this, securityFindingsProps, props);
    const { name, account, region, key, alarms, optOuts, sources } = props;
    this.deadLetterQueue = new DeadLetterQueue(this, 'undelivered', {
      ...{ name: `${name}-undelivered`, account, region, key, alarms },
      ...(optOuts && { optOuts }),
    });
    this.nodes = { rules: Object.fromEntries(sources.map((source) => [source, this.send(source)] as const)) };
  }

  private send(source: FindingSource): CloudwatchEventRule {
    const { name, leastSeverity, topic, account } = this.props;
    const group = new Construct(this, source);
    const ruleName = `${name}-${source}`;
    const { pattern, words } = findingsOf(source, leastSeverity);
    const rule = new CloudwatchEventRule(group, 'rule', {
      ...{ name: ruleName, state: 'ENABLED', eventPattern: JSON.stringify(pattern) },
      description: `Findings of ${source}, severity ${leastSeverity} and above`,
    });
    const admitted = { ruleArn: rule.arn };
    this.deadLetterQueue.allowRule(admitted);
    if (topic instanceof Topic) topic.allowRule(admitted);
    const { severity, ...others } = words;
    new CloudwatchEventTarget(group, 'topic', {
      ...{ rule: rule.name, targetId: 'topic', arn: topic.topicArn },
      inputTransformer: {
        inputPaths: { ...(severity && { severity }), ...others, region: '$.region' },
        inputTemplate: JSON.stringify(
          `${severity ? '<severity>, ' : ''}<title>: <resource>, account ${account}, reported in <region>. Finding <id>.`,
        ),
      },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
      deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
      dependsOn: [this.deadLetterQueue.nodes.policy],
    });
    this.tellOfLost(group, ruleName);
    return rule;
  }

  /** EventBridge user guide, Monitoring Amazon EventBridge: a rule of the default bus is known by its name alone. */
  private tellOfLost(group: Construct, ruleName: string): void {
    new MetricAlarm(group, 'lost', {
      name: `events-${ruleName}-lost`,
      description: `Findings of the rule ${ruleName} are lost: they could not be delivered, and not go to the dead-letter queue either. Look in the console at what people were not told of; then at the policies of topic, queue and keys.`,
      metric: {
        ...{ namespace: 'AWS/Events', metricName: 'InvocationsFailedToBeSentToDlq' },
        ...{ dimensions: { RuleName: ruleName }, statistic: 'Sum', periodSeconds: 300 },
      },
      ...{ threshold: 0, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData: 'notBreaching', topic: this.props.alarms.topic },
    });
  }
}
