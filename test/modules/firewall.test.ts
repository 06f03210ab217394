import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { WebAcl, type WebAclProps } from '../../modules/firewall';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const regional = 'eu-west-1';
const keyIn = (region: string) => ({ keyArn: `arn:aws:kms:${region}:${account}:key/1234` });
const topicIn = (region: string) => ({ topicArn: `arn:aws:sns:${region}:${account}:alarms` });
const props = (rest: Partial<WebAclProps> = {}): WebAclProps => ({
  ...{ name: 'prod-web', account, scope: { regional }, rateLimit: { requests: 2000 } },
  logs: { key: keyIn(regional), retentionDays: 90 },
  alarms: { topic: topicIn(regional) },
  ...rest,
});
const acl = (rest?: Partial<WebAclProps>, use: (acl: WebAcl) => void = () => undefined) =>
  synth((stack) => use(new WebAcl(stack, 'firewall', props(rest))));
const atTheEdge = (stack: TerraformStack, region = 'us-east-1', rest: Partial<WebAclProps> = {}) =>
  new WebAcl(
    stack,
    'firewall',
    props({
      scope: { cloudfront: new AwsProvider(stack, 'us', { region, alias: 'us' }) },
      logs: { key: keyIn('us-east-1'), retentionDays: 90 },
      alarms: { topic: topicIn('us-east-1') },
      ...rest,
    }),
  );
const rulesOf = (rest?: Partial<WebAclProps>) => acl(rest).one('aws_wafv2_web_acl').rule as any[];
const groupOf = (rule: any) => rule.statement.managed_rule_group_statement;

describe('the rules', () => {
  test('limit each address, then are those of AWS, and block', () => {
    const [rate, ...groups] = rulesOf();
    expect(rate).toMatchObject({
      name: 'rate-per-address',
      priority: 100,
      action: { block: {} },
      statement: { rate_based_statement: { limit: 2000, evaluation_window_sec: 300, aggregate_key_type: 'IP' } },
    });
    expect(groups.map(({ name, priority, override_action: action }) => [name, priority, action])).toEqual([
      ['AWSManagedRulesAmazonIpReputationList', 200, { none: {} }],
      ['AWSManagedRulesKnownBadInputsRuleSet', 300, { none: {} }],
      ['AWSManagedRulesCommonRuleSet', 400, { none: {} }],
    ]);
    expect(groups.map(groupOf)).toEqual(groups.map(({ name }) => ({ name, vendor_name: 'AWS' })));
  });

  test('keep their numbers when another comes, whatever the order that they are written in', () => {
    const rules = rulesOf({
      managedRules: {
        AWSManagedRulesSQLiRuleSet: {},
        AWSManagedRulesAnonymousIpList: {},
        AWSManagedRulesCommonRuleSet: {},
      },
    });
    expect(rules.slice(1).map(({ name, priority }) => [name, priority])).toEqual([
      ['AWSManagedRulesAnonymousIpList', 210],
      ['AWSManagedRulesCommonRuleSet', 400],
      ['AWSManagedRulesSQLiRuleSet', 420],
    ]);
  });

  test('can have a version, count as a group, or count one by one', () => {
    const [, inputs, common] = rulesOf({
      managedRules: {
        AWSManagedRulesKnownBadInputsRuleSet: { version: 'Version_1.22', mode: 'count' },
        AWSManagedRulesCommonRuleSet: { countedRules: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'] },
      },
    });
    expect(inputs.override_action).toEqual({ count: {} });
    expect(groupOf(inputs).version).toBe('Version_1.22');
    expect(common.override_action).toEqual({ none: {} });
    expect(groupOf(common).rule_action_override).toEqual([
      { name: 'NoUserAgent_HEADER', action_to_use: { count: {} } },
      { name: 'SizeRestrictions_BODY', action_to_use: { count: {} } },
    ]);
  });

  test('only count where blocking is off, with its reason', () => {
    const reason = 'Two weeks of counting before the launch';
    const off = { optOuts: { blocking: { off: true as const, reason } } };
    const [rate, ...groups] = rulesOf(off);
    expect(rate.action).toEqual({ count: {} });
    for (const { override_action: action } of groups) expect(action).toEqual({ count: {} });
    expect(Object.values(optOuts((stack) => new WebAcl(stack, 'firewall', props(off))))).toEqual([
      { blocking: reason },
    ]);
  });

  test('have metrics, and no samples, which would show what the log redacts', () => {
    const made = acl().one('aws_wafv2_web_acl');
    for (const { visibility_config: visibility } of [made, ...made.rule]) {
      expect(visibility).toMatchObject({ cloudwatch_metrics_enabled: true, sampled_requests_enabled: false });
    }
    expect(made.default_action).toEqual({ allow: {} });
  });
});

describe('the log', () => {
  test('is encrypted, has no credentials, and what rules match', () => {
    const stack = acl();
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      name: 'aws-waf-logs-prod-web',
      retention_in_days: 90,
      kms_key_id: keyIn(regional).keyArn,
    });
    const logging = stack.one('aws_wafv2_web_acl_logging_configuration');
    expect(logging).toMatchObject({
      resource_arn: stack.reference('aws_wafv2_web_acl', 'arn'),
      log_destination_configs: [stack.reference('aws_cloudwatch_log_group', 'arn')],
      redacted_fields: [{ single_header: { name: 'authorization' } }, { single_header: { name: 'cookie' } }],
    });
    expect(logging.logging_filter.default_behavior).toBe('DROP');
    expect(logging.logging_filter.filter).toEqual([
      {
        behavior: 'KEEP',
        requirement: 'MEETS_ANY',
        condition: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((action) => ({ action_condition: { action } })),
      },
    ]);
  });

  test('can have all requests', () => {
    const all = acl({ logs: { key: keyIn(regional), retentionDays: 30, requests: 'all' } });
    expect(all.one('aws_wafv2_web_acl_logging_configuration')).not.toHaveProperty('logging_filter');
  });

  test('is written by the log delivery of this account alone, which is admitted before', () => {
    const stack = acl();
    const policy = stack.one('aws_cloudwatch_log_resource_policy');
    expect(statements(policy.policy_document).LogDelivery).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Resource: `${stack.reference('aws_cloudwatch_log_group', 'arn')}:*`,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:${regional}:${account}:*` },
      },
    });
    const { name } = stack.resources('aws_cloudwatch_log_resource_policy')[0]!;
    expect(stack.one('aws_wafv2_web_acl_logging_configuration').depends_on).toEqual([
      `aws_cloudwatch_log_resource_policy.${name}`,
    ]);
  });
});

test('many blocked requests are told', () => {
  expect(acl({ alarms: { topic: topicIn(regional), blockedRequests: 50 } }).one('aws_cloudwatch_metric_alarm')).toEqual(
    expect.objectContaining({
      alarm_name: 'waf-prod-web-blocked-requests',
      namespace: 'AWS/WAFV2',
      metric_name: 'BlockedRequests',
      dimensions: { WebACL: 'prod-web', Rule: 'ALL', Region: regional },
      statistic: 'Sum',
      threshold: 50,
      treat_missing_data: 'notBreaching',
      alarm_actions: [topicIn(regional).topicArn],
    }),
  );
});

describe('a regional web ACL', () => {
  const balancer = `arn:aws:elasticloadbalancing:${regional}:${account}:loadbalancer/app/prod/0123456789abcdef`;

  test('protects load balancers', () => {
    const stack = acl({}, (acl) => acl.associate('web', balancer));
    expect(stack.one('aws_wafv2_web_acl').scope).toBe('REGIONAL');
    expect(stack.one('aws_wafv2_web_acl_association')).toEqual(
      expect.objectContaining({
        resource_arn: balancer,
        web_acl_arn: stack.reference('aws_wafv2_web_acl', 'arn'),
      }),
    );
  });

  test('protects nothing that is no load balancer', () => {
    const distribution = `arn:aws:cloudfront::${account}:distribution/E2ABC`;
    expect(() => acl({}, (acl) => acl.associate('web', distribution))).toThrow(
      'stack/firewall: loadBalancerArn: expected the ARN of an application load balancer',
    );
  });
});

describe('a web ACL of the edge', () => {
  test('is in us-east-1 with all that belongs to it', () => {
    const stack = synth((stack) => void atTheEdge(stack));
    expect(stack.one('aws_wafv2_web_acl').scope).toBe('CLOUDFRONT');
    for (const { type, attributes } of stack.resources()) {
      expect([type, attributes.provider]).toEqual([type, 'aws.us']);
    }
    expect(stack.one('aws_cloudwatch_metric_alarm').dimensions).toEqual({ WebACL: 'prod-web', Rule: 'ALL' });
  });

  test('is named by its distribution, and not associated', () => {
    const balancer = `arn:aws:elasticloadbalancing:${regional}:${account}:loadbalancer/app/prod/0123456789abcdef`;
    expect(() => synth((stack) => atTheEdge(stack).associate('web', balancer))).toThrow(
      'stack/firewall: scope: expected regional, for a load balancer, found "cloudfront"',
    );
  });

  test.each([
    ['a provider', 'provider.region: expected us-east-1', 'eu-west-1', {}],
    ['a topic', 'topic.topicArn: expected a topic of us-east-1', 'us-east-1', { alarms: { topic: topicIn(regional) } }],
    [
      'a key',
      'logs.key.keyArn: expected an ARN of us-east-1, where the web ACL is',
      'us-east-1',
      { logs: { key: keyIn(regional), retentionDays: 90 as const } },
    ],
  ])('refuses %s of another region', (_, message, region, rest) => {
    expect(() => synth((stack) => atTheEdge(stack, region, rest))).toThrow(message);
  });
});

test.each<[Partial<WebAclProps>, string]>([
  [{ name: 'All' }, 'name: expected 1 to 110 letters, digits, _ and -, found "All"'],
  [{ rateLimit: { requests: 9 } }, 'rateLimit.requests: expected a whole number of requests from 10 to 2000000000'],
  [{ rateLimit: { requests: 10, windowSeconds: 30 as 60 } }, 'rateLimit.windowSeconds: expected one of 60, 120'],
  [{ managedRules: {} }, 'managedRules: expected 1 to 11 rule groups by name, found {}'],
  [{ managedRules: { Common: {} } as WebAclProps['managedRules'] }, 'managedRules: expected one of AWSManagedRules'],
  [{ alarms: { topic: topicIn('us-east-1') } }, 'alarms.topic.topicArn: expected an ARN of eu-west-1'],
  [{ scope: {} as WebAclProps['scope'] }, 'scope: expected regional or cloudfront'],
])('refuses %j', (rest, message) => {
  expect(() => acl(rest)).toThrow(`stack/firewall: ${message}`);
});
