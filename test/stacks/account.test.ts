import { prod } from '../../environments/prod';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';

const environment = { ...prod, billing: { ...prod.billing, alarmThresholdsPercent: [30, 60, 90] } };
const account = stackOf(environment, 'account');
const named = (type: string, name: string) => account.all(type).find((attributes) => attributes.name === name)!;

test("alarms and RDS's events may be published to the topic of alarms", () => {
  const [topic] = account.resources('aws_sns_topic').filter(({ attributes }) => attributes.name === 'prod-alarms');
  const policy = account.all('aws_sns_topic_policy').find(({ arn }) => arn.includes(topic!.name));
  expect(Object.keys(statements(policy!.policy))).toEqual(['TlsOnly', 'CloudwatchPublishes', 'EventsRdsPublishes']);
});

test('alarms on what AWS keeps in us-east-1 go to a topic there, to the same people', () => {
  const topics = account.resources('aws_sns_topic').filter(({ attributes }) => attributes.name === 'prod-alarms');
  expect(topics.map(({ attributes }) => attributes.provider)).toEqual([undefined, 'aws.us_east_1']);
  const endpoints = (provider?: string) =>
    account
      .all('aws_sns_topic_subscription')
      .filter((subscription) => subscription.provider === provider && /_alarms_/.test(`_${subscription.topic_arn}`))
      .map(({ endpoint }) => endpoint);
  expect(endpoints('aws.us_east_1')).toEqual(expect.arrayContaining(prod.notifications.alarms));
});

test('in each region in use, what the account shares is looked for, and volumes are encrypted', () => {
  for (const type of ['aws_accessanalyzer_analyzer', 'aws_ebs_encryption_by_default']) {
    expect(account.all(type).map(({ provider }) => provider)).toEqual([undefined, 'aws.us_east_1']);
  }
});

test('an environment that lives in us-east-1 guards it once', () => {
  const american = stackOf(
    { ...environment, region: 'us-east-1', network: { ...prod.network, zones: ['us-east-1a', 'us-east-1b'] } },
    'account',
  );
  expect(american.all('aws_ebs_encryption_by_default')).toHaveLength(1);
  expect(american.all('aws_sns_topic').filter(({ name }) => name === 'prod-alarms')).toHaveLength(1);
  expect(american.json.output.global_alarms_topic_arn).toEqual(american.json.output.alarms_topic_arn);
});

test('no bucket of the account can be made public', () => {
  expect(account.one('aws_s3_account_public_access_block')).toMatchObject({ restrict_public_buckets: true });
});

test("the budget's ladder is the environment's", () => {
  const steps = account.all('aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name);
  expect(steps.sort()).toEqual([
    'prod-billing-30-percent',
    'prod-billing-60-percent',
    'prod-billing-90-percent',
    'prod-billing-pace',
  ]);
});

test("budgets of parts are the environment's", () => {
  const budgets = { web: { limitUsd: 800, tag: { key: 'service', value: 'web' } } };
  const stack = stackOf({ ...prod, billing: { ...prod.billing, budgets } }, 'account');
  const names = stack.all('aws_budgets_budget').map(({ name }) => name);
  expect(names.sort()).toEqual(['prod-monthly', 'prod-monthly-web']);
});

test('spending is watched from us-east-1, and nothing else is there but what guards that region', () => {
  const inUsEast1 = account
    .resources()
    .filter(({ attributes }) => attributes.provider === 'aws.us_east_1')
    .filter(({ name }) => !name.startsWith('us-east-1_'));
  const billing = account.resources().filter(({ name }) => name.startsWith('billing-alarms_'));
  expect(inUsEast1).toEqual(billing);
  expect(billing.length).toBeGreaterThan(0);
});

test('CI is pinned to the environments that the environment names', () => {
  const subject = (role: string) => {
    const { GitHubEnvironment } = statements(named('aws_iam_role', role).assume_role_policy);
    return GitHubEnvironment!.Condition.StringEquals['token.actions.githubusercontent.com:sub'];
  };
  const { repository, planEnvironment, applyEnvironment } = prod.identity.ci;
  expect(subject('ci-plan')).toBe(`repo:${repository}:environment:${planEnvironment}`);
  expect(subject('ci-apply')).toBe(`repo:${repository}:environment:${applyEnvironment}`);
});
