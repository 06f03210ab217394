import { CloudwatchLogDataProtectionPolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy';
import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logDeliveryPolicy } from '../log-group/log-delivery';
import { LogGroup, logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { accountId, checkProps, list, matching, reference, regionName, text, type Description } from '../props';
import { dataIdentifiers } from './data-identifiers';

export interface LogDataProtectionProps {
  /** In the names of its log group and alarm: `prod`. */
  readonly name: string;
  /** The account: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** What is masked, by AWS's ids of types of data: `EmailAddress`, `CreditCardNumber`, `BankAccountNumber-DE`. */
  readonly dataIdentifiers: readonly string[];
  /** Encrypts the findings. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that findings are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
  /** Told when an event has such data. */
  readonly topic: TopicRef;
}

const logDataProtectionProps: Description<LogDataProtectionProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,59}$/, '1 to 60 of a-z, 0-9 and hyphens, a letter first', { structure: true }),
  account: accountId,
  region: regionName,
  dataIdentifiers: list(
    'types of data',
    text('a type of modules/log-data-protection/data-identifiers.ts, such as EmailAddress', (id) =>
      dataIdentifiers.includes(id),
    ),
    { min: 1, max: dataIdentifiers.length },
  ),
  key: keyRef,
  retentionDays: logRetention,
  topic: topicRef,
};

const loggedGroup = reference<{ readonly logGroupName: string }>('a log group', {
  logGroupName: matching(/^[\w./#-]{1,512}$/, 'the name of a log group'),
});
const id = matching(/^[a-z][a-z0-9-]{0,59}$/, '1 to 60 of a-z, 0-9 and hyphens, a letter first', { structure: true });
/** The log group of the findings. */
const findingsOf = (name: string) => `/aws/vendedlogs/data-protection/${name}`;
/** CloudWatch's namespace of what the filter counts. */
const namespace = 'LogDataProtection';

/**
 * Data that should not be in logs is masked for everybody who has no `logs:Unmask`, in queries, filters and subscriptions, and people are told that it is there:
 *
 * ```ts
 * const protection = new LogDataProtection(this, 'log-data', { name: 'prod', dataIdentifiers: ['EmailAddress'], … });
 * protection.protect('web', web.nodes.logGroup);
 * ```
 *
 * Findings say in which group, which type and how often, not what (CloudWatch Logs user guide, Audit findings reports). What was written before the policy stays as it is. Each
 * GB that is looked through is charged for.
 */
export class LogDataProtection extends Construct {
  static readonly props = logDataProtectionProps;
  readonly nodes: { readonly findings: LogGroup; readonly deliveryPolicy: CloudwatchLogResourcePolicy };

  /** @throws PropsError for types of data that are not known here. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LogDataProtectionProps,
  ) {
    super(scope, id);
    checkProps(this, logDataProtectionProps, props);
    const { name, key, retentionDays } = props;
    const findings = new LogGroup(this, 'findings', {
      ...{ name: findingsOf(name), retentionDays, key },
    });
    // Else whoever applies would have CloudWatch Logs write one, which no plan shows (CloudWatch Logs user guide, Logs sent to CloudWatch Logs).
    const deliveryPolicy = new CloudwatchLogResourcePolicy(this, 'delivery', {
      policyName: `data-protection-${name}`,
      policyDocument: logDeliveryPolicy('LogDelivery', `${findings.logGroupArn}:*`, props),
    });
    this.nodes = { findings, deliveryPolicy };
    this.addAlarm(findings);
  }

  /** Masks the data in a log group, from then on. A group has one policy. @param name says which group, in this scope: `web` */
  protect(name: string, group: { readonly logGroupName: string }): void {
    checkProps(this, { name: id, group: loggedGroup }, { name, group });
    new CloudwatchLogDataProtectionPolicy(this, `policy-${name}`, {
      logGroupName: group.logGroupName,
      policyDocument: this.document(),
      dependsOn: [this.nodes.deliveryPolicy],
    });
  }

  /** Both statements have the same types of data (CloudWatch Logs API reference, PutDataProtectionPolicy, policyDocument). */
  private document(): string {
    const { name } = this.props;
    const DataIdentifier = this.props.dataIdentifiers.map(
      (one) => `arn:aws:dataprotection::aws:data-identifier/${one}`,
    );
    const FindingsDestination = { CloudWatchLogs: { LogGroup: this.nodes.findings.logGroupName } };
    return JSON.stringify({
      ...{ Name: `data-protection-${name}`, Description: '', Version: '2021-06-01' },
      Statement: [
        { Sid: 'Audit', DataIdentifier, Operation: { Audit: { FindingsDestination } } },
        { Sid: 'Mask', DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
      ],
    });
  }

  private addAlarm({ logGroupName }: LogGroup): void {
    const { name, topic } = this.props;
    const metricName = `${name}-findings`;
    new CloudwatchLogMetricFilter(this, 'count', {
      // A report has the group that it is about.
      ...{ name: 'findings', logGroupName, pattern: '{ $.resourceArn = "*" }' },
      metricTransformation: { name: metricName, namespace, value: '1' },
    });
    new MetricAlarm(this, 'found', {
      name: `${name}-personal-data-logged`,
      description: `An application of ${name} logged data that should not be in logs; it is masked. Look at ${findingsOf(name)} for the log group and the type of data, and take it out of what the application logs.`,
      metric: { namespace, metricName, dimensions: {}, statistic: 'Sum', periodSeconds: 300 },
      ...{ threshold: 1, comparisonOperator: 'GreaterThanOrEqualToThreshold', evaluationPeriods: 1 },
      treatMissingData: 'notBreaching',
      topic,
    });
  }
}
