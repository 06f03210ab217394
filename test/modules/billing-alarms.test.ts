import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { BillingAlarms, type BillingAlarmsProps } from '../../modules/billing-alarms';
import { aheadOfCalendar } from '../../modules/billing-alarms/pace';
import { statements, synth, type Attributes } from '../support/synth';

const account = '111122223333';

function billing(props: Partial<BillingAlarmsProps> = {}, region = 'us-east-1') {
  return synth((stack) => {
    const provider = new AwsProvider(stack, region, { region, alias: region.replaceAll('-', '_') });
    new BillingAlarms(stack, 'billing', {
      name: 'dev',
      account,
      monthlyBudgetUsd: 300,
      anomalyThresholdUsd: 20,
      subscribers: ['finance@example.com'],
      provider,
      ...props,
    });
  });
}
const alarms = (props?: Partial<BillingAlarmsProps>): Attributes[] => billing(props).all('aws_cloudwatch_metric_alarm');
const ladder = (props?: Partial<BillingAlarmsProps>) =>
  alarms(props)
    .filter(({ namespace }) => namespace)
    .sort((one, other) => one.threshold - other.threshold);
const pace = () => alarms().find(({ alarm_name }) => alarm_name === 'dev-billing-pace')!;

describe('billing alarms', () => {
  test('are in us-east-1, all of it, where AWS keeps billing', () => {
    const resources = billing().resources();
    expect(resources.length).toBeGreaterThan(10);
    for (const { name, attributes } of resources) {
      expect([name, attributes.provider]).toEqual([name, 'aws.us_east_1']);
    }
  });

  test('tell one encrypted topic, which the three services may publish to', () => {
    const stack = billing();
    expect(stack.one('aws_sns_topic').name).toBe('dev-billing');
    expect(stack.one('aws_sns_topic_subscription').endpoint).toBe('finance@example.com');
    const { TlsOnly, ...allowed } = statements(stack.one('aws_sns_topic_policy').policy);
    expect(TlsOnly).toBeDefined();
    expect(Object.values(allowed).map(({ Principal }) => Principal.Service)).toEqual([
      'budgets.amazonaws.com',
      'cloudwatch.amazonaws.com',
      'costalerts.amazonaws.com',
    ]);
  });

  test('reach that topic from everywhere', () => {
    const stack = billing();
    const topic = stack.reference('aws_sns_topic_policy', 'arn');
    for (const { alarm_actions, ok_actions } of stack.all('aws_cloudwatch_metric_alarm')) {
      expect([alarm_actions, ok_actions]).toEqual([[topic], [topic]]);
    }
    for (const { subscriber_sns_topic_arns } of stack.one('aws_budgets_budget').notification) {
      expect(subscriber_sns_topic_arns).toEqual([topic]);
    }
    expect(stack.one('aws_ce_anomaly_subscription').subscriber).toEqual([{ type: 'SNS', address: topic }]);
  });
});

describe('the ladder', () => {
  test("has a step for each week's share", () => {
    expect(ladder().map(({ alarm_name, threshold }) => [alarm_name, threshold])).toEqual([
      ['dev-billing-25-percent', 75],
      ['dev-billing-50-percent', 150],
      ['dev-billing-75-percent', 225],
      ['dev-billing-100-percent', 300],
    ]);
  });

  test('watches what the account owes this month, in USD', () => {
    for (const step of ladder()) {
      expect(step).toMatchObject({
        namespace: 'AWS/Billing',
        metric_name: 'EstimatedCharges',
        dimensions: { Currency: 'USD' },
        statistic: 'Maximum',
        period: 21_600,
        comparison_operator: 'GreaterThanOrEqualToThreshold',
        evaluation_periods: 1,
        treat_missing_data: 'ignore',
      });
    }
  });

  test('says on which day a step is due, so that an early one is a warning', () => {
    const described = ladder({ thresholdsPercent: [1, 25, 50, 100] }).map((step) => step.alarm_description);
    for (const [index, day] of [1, 7, 14, 28].entries()) {
      expect(described[index]).toContain(`At an even pace that is day ${day}: any earlier,`);
    }
    expect(described[2]).toContain("dev has spent USD 150, 50 % of the month's USD 300.");
  });

  test('may go beyond the budget', () => {
    const [over] = ladder({ thresholdsPercent: [150] });
    expect(over).toMatchObject({ threshold: 450 });
    expect(over!.alarm_description).toContain('The budget is exceeded.');
  });

  test('is in whole cents', () => {
    expect(ladder({ monthlyBudgetUsd: 99.99, thresholdsPercent: [33] })[0]!.threshold).toBe(33);
  });

  test('is keyed by percent: another step changes none', () => {
    const names = (thresholdsPercent: number[]) =>
      billing({ thresholdsPercent })
        .resources('aws_cloudwatch_metric_alarm')
        .map(({ name }) => name);
    expect(names([10, 25, 50, 75, 100])).toEqual(expect.arrayContaining(names([25, 50, 75, 100])));
  });
});

describe('the pace alarm', () => {
  test('fires when charges are ahead of the calendar', () => {
    const { expression, steps } = aheadOfCalendar(300);
    const queries = pace().metric_query;
    expect(queries).toContainEqual(expect.objectContaining({ id: 'result', expression, return_data: true }));
    for (const [id, expression] of Object.entries(steps)) {
      expect(queries).toContainEqual({ id, expression, return_data: false });
    }
    expect(queries).toContainEqual({
      id: 'charges',
      return_data: false,
      metric: {
        namespace: 'AWS/Billing',
        metric_name: 'EstimatedCharges',
        dimensions: { Currency: 'USD' },
        stat: 'Maximum',
        period: 21_600,
      },
    });
    expect(pace()).toMatchObject({
      comparison_operator: 'GreaterThanThreshold',
      threshold: 0,
      treat_missing_data: 'ignore',
    });
  });

  test.each([
    ['an even pace', 4, 15, 150, 0],
    ['a month of 31 days', 5, 31, 310, 10],
    ['a month of 30 days', 6, 30, 310, 10],
    ['February', 2, 28, 310, 10],
    ['the middle of February', 2, 14, 140, -10],
    ['twice the pace', 4, 10, 200, 100],
    ['a bill for the whole month on day 2, within the first three days', 4, 2, 25, -5],
    ['more than the first three days on day 3', 4, 3, 35, 5],
    ["last month's total on the first", 4, 1, 290, 0],
    ['no charges', 4, 20, 0, 0],
  ])('%s', (_, month, date, spent, ahead) => {
    expect(evaluate(aheadOfCalendar(300), { month, date, charges: spent })).toBeCloseTo(ahead);
  });
});

describe('the budget', () => {
  const budget = (props?: Partial<BillingAlarmsProps>) => billing(props).one('aws_budgets_budget');

  test('is monthly, of costs before credits and refunds', () => {
    expect(budget()).toMatchObject({
      account_id: account,
      name: 'dev-monthly',
      budget_type: 'COST',
      time_unit: 'MONTHLY',
      limit_amount: '300',
      limit_unit: 'USD',
      cost_types: { include_credit: false, include_refund: false },
    });
  });

  test('starts on a day of its own, so that no plan depends on the calendar', () => {
    expect(budget().time_period_start).toBe('2024-01-01_00:00');
  });

  const parts = {
    database: { limitUsd: 120, service: 'Amazon Relational Database Service' },
    web: { limitUsd: 80.5, tag: { key: 'service', value: 'web app' } },
    sandbox: { limitUsd: 20, account: '444455556666' },
  };

  test('of each part counts what its one filter lets pass, with notifications of its own', () => {
    const stack = billing({ budgets: parts, thresholdsPercent: [50, 100] });
    const total = stack.all('aws_budgets_budget').find(({ name }) => name === 'dev-monthly')!;
    expect(total).not.toHaveProperty('cost_filter');
    const others = stack.all('aws_budgets_budget').filter((each) => each !== total);
    expect(others.map(({ name, limit_amount, cost_filter }) => [name, limit_amount, cost_filter])).toEqual([
      ['dev-monthly-database', '120', [{ name: 'Service', values: ['Amazon Relational Database Service'] }]],
      ['dev-monthly-sandbox', '20', [{ name: 'LinkedAccount', values: ['444455556666'] }]],
      ['dev-monthly-web', '80.5', [{ name: 'TagKeyValue', values: ['user:service$web app'] }]],
    ]);
    for (const { notification, account_id, cost_types } of others) {
      expect({ notification, account_id, cost_types }).toEqual({
        notification: total.notification,
        account_id: total.account_id,
        cost_types: total.cost_types,
      });
    }
  });

  test('of a part is keyed by its name: another one changes none', () => {
    const names = (budgets: BillingAlarmsProps['budgets']) =>
      billing({ budgets: budgets! })
        .resources('aws_budgets_budget')
        .map(({ name }) => name);
    expect(names(parts)).toEqual(expect.arrayContaining(names({ web: parts.web })));
    expect(names({})).toHaveLength(1);
  });

  test('notifies at every step, and when the forecast exceeds it', () => {
    const { notification } = budget({ thresholdsPercent: [50, 100] });
    expect(
      notification.map((each: Attributes) => [each.notification_type, each.threshold, each.threshold_type]),
    ).toEqual([
      ['ACTUAL', 50, 'PERCENTAGE'],
      ['ACTUAL', 100, 'PERCENTAGE'],
      ['FORECASTED', 100, 'PERCENTAGE'],
    ]);
  });
});

describe('anomaly detection', () => {
  test('watches each service', () => {
    expect(billing().one('aws_ce_anomaly_monitor')).toMatchObject({
      name: 'dev-services',
      monitor_type: 'DIMENSIONAL',
      monitor_dimension: 'SERVICE',
    });
  });

  test('tells at once of what costs enough', () => {
    const stack = billing();
    expect(stack.one('aws_ce_anomaly_subscription')).toMatchObject({
      account_id: account,
      frequency: 'IMMEDIATE',
      monitor_arn_list: [stack.reference('aws_ce_anomaly_monitor', 'arn')],
      threshold_expression: {
        dimension: {
          key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          match_options: ['GREATER_THAN_OR_EQUAL'],
          values: ['20'],
        },
      },
    });
  });
});

describe('refuses', () => {
  test.each<[string, Partial<BillingAlarmsProps>, string]>([
    [
      'no budget',
      { monthlyBudgetUsd: 0 },
      'stack/billing: monthlyBudgetUsd: expected more than 0 and at most 1000000000 USD, found 0',
    ],
    [
      'a budget below nothing',
      { monthlyBudgetUsd: -1 },
      'monthlyBudgetUsd: expected more than 0 and at most 1000000000 USD, found -1',
    ],
    [
      'an anomaly of nothing',
      { anomalyThresholdUsd: 0 },
      'anomalyThresholdUsd: expected more than 0 and at most 1000000000 USD, found 0',
    ],
    [
      'thresholds out of order',
      { thresholdsPercent: [50, 25] },
      'thresholdsPercent: expected rising percentages, found [50,25]',
    ],
    [
      'a threshold twice',
      { thresholdsPercent: [50, 50] },
      'thresholdsPercent[1]: expected 1 to 9 percentages, each once, found 50',
    ],
    [
      'a threshold of nothing',
      { thresholdsPercent: [0, 50] },
      'thresholdsPercent[0]: expected a whole number of percent from 1 to 1000, found 0',
    ],
    [
      'parts of a percent',
      { thresholdsPercent: [12.5] },
      'thresholdsPercent[0]: expected a whole number of percent from 1 to 1000, found 12.5',
    ],
    ['no threshold', { thresholdsPercent: [] }, 'thresholdsPercent: expected 1 to 9 percentages, each once, found []'],
    [
      'more thresholds than a budget has notifications',
      { thresholdsPercent: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100] },
      'thresholdsPercent: expected 1 to 9 percentages, each once, found [10,20',
    ],
    [
      'a budget of nothing in particular',
      { budgets: { web: { limitUsd: 20 } as never } },
      'stack/billing: budgets.web: expected a budget: an object with one of service, tag, account, found {"limitUsd":20}',
    ],
    [
      'a budget of two parts',
      { budgets: { web: { limitUsd: 20, service: 'Amazon EC2', account } as never } },
      'budgets.web: expected a budget: an object with one of service, tag, account, found',
    ],
    [
      'a budget of a part without a limit',
      { budgets: { web: { limitUsd: 0, service: 'AmazonCloudWatch' } } },
      'budgets.web.limitUsd: expected more than 0 and at most 1000000000 USD, found 0',
    ],
    [
      'a tag of AWS, which has no user: in front',
      { budgets: { web: { limitUsd: 20, tag: { key: 'aws:createdBy', value: 'web' } } } },
      'budgets.web.tag.key: expected the key of a tag, 1 to 128',
    ],
    [
      'a tag with the sign between key and value',
      { budgets: { web: { limitUsd: 20, tag: { key: 'team', value: 'a$b' } } } },
      'budgets.web.tag.value: expected the value of a tag, 1 to 256',
    ],
    [
      'an account that is not one',
      { budgets: { web: { limitUsd: 20, account: 'sandbox' } } },
      'budgets.web.account: expected an account id of twelve digits, found "sandbox"',
    ],
    [
      'a name that would not last',
      { budgets: { Web: { limitUsd: 20, account } } },
      'budgets: expected a name of up to 21 of a-z, 0-9 and -, a letter first, found "Web"',
    ],
    ['nobody to tell', { subscribers: [] }, 'stack/billing: subscribers: expected 1 to 100 subscribers, each once'],
  ])('%s', (_, props, message) => {
    expect(() => billing(props)).toThrow(message);
  });

  test('another region', () => {
    expect(() => billing({}, 'eu-west-1')).toThrow(
      'stack/billing: provider.region: expected us-east-1, found "eu-west-1"',
    );
  });
});

/** CloudWatch's metric math for one timestamp, as far as the pace alarm goes: its expressions are JavaScript but for OR. */
function evaluate(
  { steps, expression }: ReturnType<typeof aheadOfCalendar>,
  { month, date, charges }: { month: number; date: number; charges: number },
): number {
  const names = {
    IF: (condition: unknown, yes: number, no: number) => (condition ? yes : no),
    MONTH: () => month,
    DATE: () => date,
    charges,
  };
  const run = (text: string, scope: object) =>
    new Function(...Object.keys(scope), `return ${text.replaceAll(' OR ', ' || ')}`)(...Object.values(scope));
  const scope = Object.entries(steps).reduce<Record<string, unknown>>(
    (known, [name, text]) => ({ ...known, [name]: run(text, known) }),
    names,
  );
  return run(expression, scope);
}
