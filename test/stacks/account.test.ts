import { readFileSync } from 'node:fs';
import { prod } from '../../environments/prod';
import type { Environment } from '../../environments/schema';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';

const environment = { ...prod, billing: { ...prod.billing, alarmThresholdsPercent: [30, 60, 90] } };
const account = stackOf(environment, 'account');
const named = (type: string, name: string) => account.all(type).find((attributes) => attributes.name === name)!;

test("alarms and RDS's events may be published to the topic of alarms", () => {
  const [topic] = account.resources('aws_sns_topic').filter(({ attributes }) => attributes.name === 'prod-alarms');
  const policy = account.all('aws_sns_topic_policy').find(({ arn }) => arn.includes(topic!.name));
  expect(Object.keys(statements(policy!.policy))).toEqual([
    ...['TlsOnly', 'CloudwatchPublishes', 'EventsRdsPublishes'],
    // The rule of failed backup jobs, which the stack recovery makes.
    'EventBridgePublishes',
  ]);
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
    const providers = account.all(type).map(({ provider }) => provider ?? 'aws');
    expect(providers.sort()).toEqual(['aws', 'aws.eu_west_3', 'aws.us_east_1']);
  }
});

test('an environment that lives in us-east-1 guards it once', () => {
  const american = stackOf(
    { ...environment, region: 'us-east-1', network: { ...prod.network, zones: ['us-east-1a', 'us-east-1b'] } },
    'account',
  );
  const inUse = american.all('aws_ebs_encryption_by_default').map(({ provider }) => provider);
  expect(inUse.filter((provider) => provider !== 'aws.eu_west_3')).toEqual([undefined]);
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

describe('people of an identity provider', () => {
  const saml = { name: 'okta', metadataFile: 'test/support/saml/identity-provider.xml', signInRegions: ['eu-west-1'] };
  const federated = stackOf({ ...prod, identity: { ...prod.identity, saml } }, 'account');

  test('come in by its metadata, and by no user', () => {
    const { name, saml_metadata_document } = federated.one('aws_iam_saml_provider');
    expect([name, saml_metadata_document]).toEqual(['okta', readFileSync(saml.metadataFile, 'utf8')]);
    expect(federated.none('aws_iam_group')).toBe(true);
    expect(account.none('aws_iam_saml_provider')).toBe(true);
  });

  test('have the roles of users, at the same addresses', () => {
    const roles = (synthesized: typeof account) =>
      synthesized.resources('aws_iam_role').map(({ name, attributes }) => [name, attributes.name, attributes.path]);
    expect(roles(federated)).toEqual(roles(account));
  });

  test('are seen by CI, which plans their provider: by both roles and the boundary', () => {
    const reading = federated
      .resources()
      .filter(({ attributes }) => /:saml-provider\/\*/.test(attributes.policy ?? ''))
      .map(({ attributes }) => attributes.name);
    expect(reading.sort()).toEqual(['apply', 'boundary']);
  });

  test('need a file that is there', () => {
    const missing = { ...saml, metadataFile: 'environments/saml/none.xml' };
    expect(() => stackOf({ ...prod, identity: { ...prod.identity, saml: missing } }, 'account')).toThrow(
      'environments/prod.ts: identity.saml.metadataFile: expected a file of the project that can be read, found "environments/saml/none.xml"',
    );
  });
});

describe('CI', () => {
  const trustOf = (ci: Environment['identity']['ci'], name: string) => {
    const stack = stackOf({ ...prod, identity: { ...prod.identity, ci } }, 'account');
    const provider = stack.one('aws_iam_openid_connect_provider');
    const role = stack.all('aws_iam_role').find((attributes) => attributes.name === name)!;
    const [statement] = Object.values(statements(role.assume_role_policy));
    return { url: provider.url, audiences: provider.client_id_list, condition: statement!.Condition };
  };

  test('in GitLab is pinned to a project of an instance, and to the refs that the environment names', () => {
    const gitlab = {
      ...{ url: 'https://gitlab.example.com', project: 'shop/web' },
      ...{ planRef: { branch: 'main' }, applyRef: { tag: 'live' } },
    };
    const subject = (role: string) => trustOf({ gitlab }, role).condition.StringEquals['gitlab.example.com:sub'];
    expect(subject('ci-plan')).toBe('project_path:shop/web:ref_type:branch:ref:main');
    expect(subject('ci-apply')).toBe('project_path:shop/web:ref_type:tag:ref:live');
    expect(trustOf({ gitlab }, 'ci-plan')).toMatchObject({
      url: 'https://gitlab.example.com',
      audiences: ['https://gitlab.example.com'],
      condition: { StringEquals: { 'gitlab.example.com:aud': 'https://gitlab.example.com' } },
    });
  });

  test('of another issuer is pinned to whole subjects', () => {
    const oidc = {
      url: 'https://ci.example.com',
      audience: 'aws',
      planSubject: 'plan:prod',
      applySubject: 'apply:prod',
    };
    expect(trustOf({ oidc }, 'ci-apply')).toEqual({
      url: 'https://ci.example.com',
      audiences: ['aws'],
      condition: { StringEquals: { 'ci.example.com:aud': 'aws', 'ci.example.com:sub': 'apply:prod' } },
    });
  });
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
