import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { MailAlarmThresholds } from './mail-props';

interface MailAlarmsProps {
  readonly name: string;
  readonly domain: string;
  readonly thresholds: MailAlarmThresholds;
}

/** Rates of a configuration set, which SES reports as fractions (SES developer guide, Creating reputation monitoring alarms using CloudWatch). */
export class MailAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MailAlarmsProps,
  ) {
    super(scope, id);
    const { bouncePercent = 2, complaintPercent = 0.05 } = props.thresholds;
    const { name, domain } = props;
    this.add('bounces', 'Reputation.BounceRate', bouncePercent, {
      description: `Over ${bouncePercent} % of the mail of ${domain} bounces; SES reviews an account from 5 %. Look at the events in the queue ${name}-events: which addresses, and who added them. Stop what sends to them, before SES does.`,
    });
    this.add('complaints', 'Reputation.ComplaintRate', complaintPercent, {
      description: `Over ${complaintPercent} % of the mail of ${domain} is reported as spam; SES reviews an account from 0.1 %. Look at the events in the queue ${name}-events: which mail, and whether its receivers asked for it.`,
    });
  }

  private add(
    id: string,
    metricName: string,
    percent: number,
    { description }: { readonly description: string },
  ): void {
    const { name, thresholds } = this.props;
    new MetricAlarm(this, id, {
      ...{ name: `ses-${name}-${id}`, description, topic: thresholds.topic },
      metric: {
        ...{ namespace: 'AWS/SES', metricName, dimensions: { 'ses:configuration-set': name } },
        ...{ statistic: 'Maximum', periodSeconds: 900 },
      },
      ...{ threshold: percent / 100, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 },
      // SES reports a rate while mail is sent: without any, the last one stands.
      treatMissingData: 'ignore',
    });
  }
}
