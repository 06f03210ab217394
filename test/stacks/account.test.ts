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

test('what the account shares with the outside is looked for', () => {
  expect(account.one('aws_accessanalyzer_analyzer').type).toBe('ACCOUNT');
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

test('spending is watched from us-east-1, and nothing else is', () => {
  const inUsEast1 = account.resources().filter(({ attributes }) => attributes.provider === 'aws.us_east_1');
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
