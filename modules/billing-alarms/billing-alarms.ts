import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { CeAnomalyMonitor } from '@cdktf/provider-aws/lib/ce-anomaly-monitor';
import { CeAnomalySubscription } from '@cdktf/provider-aws/lib/ce-anomaly-subscription';
import { Construct } from 'constructs';
import { MathAlarm } from '../alarm/math-alarm';
import { MetricAlarm, type MetricAlarmProps } from '../alarm/metric-alarm';
import { inRegion } from '../in-region';
import { assertUsEast1 } from '../in-region/us-east-1';
import { Topic } from '../notifications/topic';
import { checkProps, assertProp } from '../props';
import { billingAlarmsProps, type BillingAlarmsProps } from './billing-alarms-props';
import { costFilter, type Budget } from './budget';
import { aheadOfCalendar } from './pace';

/** The account's charges of the month so far, which AWS publishes several times a day, in us-east-1 alone. */
const charges: MetricAlarmProps['metric'] = {
  namespace: 'AWS/Billing',
  metricName: 'EstimatedCharges',
  dimensions: { Currency: 'USD' },
  statistic: 'Maximum',
  periodSeconds: 6 * 60 * 60,
};

/**
 * An account's spending, watched in four ways that tell one encrypted topic: a ladder of alarms over the month's budget, an
 * alarm when charges run ahead of the calendar, an AWS Budget with its forecast (and one for each part that has a limit of
 * its own), and anomaly detection for each service.
 *
 * Two things to do by hand, once:
 * - Tick "Receive CloudWatch billing alerts" in the billing preferences, of the paying account if there is one: no API
 *   does. Without it the metric does not exist, and the ladder and the pace alarm stay in INSUFFICIENT_DATA. The budget
 *   and the anomalies do not depend on it.
 * - An account has one monitor of services at most, and AWS may have made it ("Default-Services-Monitor"): delete it, or
 *   import it.
 */
export class BillingAlarms extends Construct {
  static readonly props = billingAlarmsProps;
  readonly topic: Topic;
  readonly nodes: {
    readonly budget: BudgetsBudget;
    /** Those of parts, by name. */
    readonly budgets: Readonly<Record<string, BudgetsBudget>>;
    readonly anomalyMonitor: CeAnomalyMonitor;
    readonly anomalySubscription: CeAnomalySubscription;
  };

  /** @throws PropsError for an amount that is not positive, thresholds that do not rise, or a provider of another region. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BillingAlarmsProps,
  ) {
    super(scope, id);
    checkProps(this, billingAlarmsProps, props);
    const { name, account, provider, subscribers, thresholdsPercent = [25, 50, 75, 100] } = props;
    const rising = thresholdsPercent.every((percent, index) => percent > (thresholdsPercent[index - 1] ?? 0));
    assertProp(this, 'thresholdsPercent', rising, 'rising percentages', thresholdsPercent);
    assertUsEast1(this, provider);
    inRegion(this, provider);

    this.topic = new Topic(this, 'topic', {
      name: `${name}-billing`,
      account,
      region: 'us-east-1',
      subscribers,
      publishers: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com', 'costalerts.amazonaws.com'],
    });
    for (const percent of thresholdsPercent) this.addStep(percent);
    this.addPace();
    const { monthlyBudgetUsd, budgets = {} } = props;
    const ofParts = Object.entries(budgets).map(([part, budget]) => [
      part,
      this.budget(`budget-${part}`, `monthly-${part}`, budget.limitUsd, thresholdsPercent, budget),
    ]);
    this.nodes = {
      budget: this.budget('budget', 'monthly', monthlyBudgetUsd, thresholdsPercent),
      budgets: Object.fromEntries(ofParts),
      ...this.anomalies(),
    };
  }

  private addStep(percent: number): void {
    const { name, monthlyBudgetUsd } = this.props;
    const threshold = Math.round(monthlyBudgetUsd * percent) / 100;
    new MetricAlarm(this, `at-${percent}-percent`, {
      name: `${name}-billing-${percent}-percent`,
      description: `${name} has spent USD ${threshold}, ${percent} % of the month's USD ${monthlyBudgetUsd}. ${expectation(percent)} Look first in Cost Explorer, by service and day, for what grew.`,
      metric: charges,
      threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: 1,
      // AWS skips periods; the state stays until the next value, which in a new month ends the alarm.
      treatMissingData: 'ignore',
      topic: this.topic,
    });
  }

  private addPace(): void {
    const { name, monthlyBudgetUsd } = this.props;
    new MathAlarm(this, 'pace', {
      name: `${name}-billing-pace`,
      description: `${name} spends faster than its USD ${monthlyBudgetUsd} a month allow: at this pace the month ends over budget. Look first in Cost Explorer, by service and day, for what grew.`,
      metrics: { charges },
      ...aheadOfCalendar(monthlyBudgetUsd),
      label: 'USD ahead of the calendar',
      threshold: 0,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      treatMissingData: 'ignore',
      topic: this.topic,
    });
  }

  private budget(
    id: string,
    budget: string,
    limitUsd: number,
    thresholds: readonly number[],
    part?: Budget,
  ): BudgetsBudget {
    const { name, account } = this.props;
    const notification = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: 'PERCENTAGE',
      comparisonOperator: 'GREATER_THAN',
      subscriberSnsTopicArns: [this.topic.topicArn],
    });
    return new BudgetsBudget(this, id, {
      accountId: account,
      name: `${name}-${budget}`,
      budgetType: 'COST',
      limitAmount: String(limitUsd),
      limitUnit: 'USD',
      timeUnit: 'MONTHLY',
      // Any past month does; without one the plan would depend on the day.
      timePeriodStart: '2024-01-01_00:00',
      // Credits and refunds would hide what is really used.
      costTypes: { includeCredit: false, includeRefund: false },
      ...(part && { costFilter: costFilter(part) }),
      notification: [...thresholds.map((percent) => notification('ACTUAL', percent)), notification('FORECASTED', 100)],
    });
  }

  private anomalies() {
    const { name, anomalyThresholdUsd } = this.props;
    const anomalyMonitor = new CeAnomalyMonitor(this, 'anomaly-monitor', {
      name: `${name}-services`,
      monitorType: 'DIMENSIONAL',
      monitorDimension: 'SERVICE',
    });
    const anomalySubscription = new CeAnomalySubscription(this, 'anomaly-subscription', {
      accountId: this.props.account,
      name: `${name}-anomalies`,
      // At once, which needs a topic: AWS mails only daily and weekly.
      frequency: 'IMMEDIATE',
      monitorArnList: [anomalyMonitor.arn],
      subscriber: [{ type: 'SNS', address: this.topic.topicArn }],
      thresholdExpression: {
        dimension: {
          key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          matchOptions: ['GREATER_THAN_OR_EQUAL'],
          values: [String(anomalyThresholdUsd)],
        },
      },
    });
    return { anomalyMonitor, anomalySubscription };
  }
}

/** When a share of the budget is spent at an even pace, counting a month as four weeks, so that 25 % is one of them. */
function expectation(percent: number): string {
  if (percent > 100) return 'The budget is exceeded.';
  const day = Math.max(1, Math.floor((28 * percent) / 100));
  return `At an even pace that is day ${day}: any earlier, and the month is on its way over budget.`;
}
