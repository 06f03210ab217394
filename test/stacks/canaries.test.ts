import { factsOfEnvironment } from '../../cli/review/facts';
import { dev, prod } from '../../environments';
import { artifacts, heartbeat } from '../../environments/changes/canaries';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { withoutServices } from '../support/environments';
import { stackOf, writtenStacks } from '../support/stacks';

const journey = { ...heartbeat, path: '/', script: 'examples/shop/canary/journey.cjs', durationMs: 'none' } as const;
const environment: Environment = {
  ...prod,
  buckets: { ...prod.buckets, canaries: artifacts },
  canaries: {
    shop: heartbeat,
    journey,
    partners: { ...heartbeat, host: 'partners.shop.example.com', path: '/readyz' },
  },
};
const edge = stackOf(environment, 'edge');
const canaries = edge.all('aws_synthetics_canary');

describe('the canaries of an environment', () => {
  test('ask its hosts, from the stack of the edge in its own region', () => {
    expect(canaries.map(({ name, run_config }) => [name, run_config.environment_variables.CANARY_URL])).toEqual([
      ['prod-journey', 'https://shop.example.com/'],
      ['prod-partners', 'https://partners.shop.example.com/readyz'],
      ['prod-shop', 'https://shop.example.com/'],
    ]);
    for (const { provider } of canaries) expect(provider).toBeUndefined();
  });

  test('leave their reports in a bucket of the environment, under a key of their own', () => {
    for (const { name, artifact_s3_location, artifact_config } of canaries) {
      expect(artifact_s3_location).toBe(`s3://example-terrace-prod-canaries/${name}`);
      expect(artifact_config.s3_encryption.kms_key_arn).toMatch(/^\$\{aws_kms_key\.canary-key_.*\.arn}$/);
    }
  });

  test('run as roles that CI may make', () => {
    const roles = edge.all('aws_iam_role').filter(({ name }) => name.endsWith('-canary'));
    expect(roles).toHaveLength(3);
    for (const { path, permissions_boundary } of roles) {
      expect([path, permissions_boundary]).toEqual(['/bounded/', expect.stringContaining('boundary')]);
    }
  });

  test('let CI pass their roles to Synthetics, where there are any', () => {
    const account = (environment: Environment) => JSON.stringify(stackOf(environment, 'account').json.resource);
    expect(account(environment)).toContain('synthetics.amazonaws.com');
    expect(account(prod)).not.toContain('synthetics.amazonaws.com');
  });

  test('tell the topic of the region, and not that of CloudFront', () => {
    const alarms = edge
      .all('aws_cloudwatch_metric_alarm')
      .filter(({ namespace }) => namespace === 'CloudWatchSynthetics');
    expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual([
      ...['canary-prod-journey-failing', 'canary-prod-partners-failing', 'canary-prod-partners-slow'],
      ...['canary-prod-shop-failing', 'canary-prod-shop-slow'],
    ]);
    const [topic] = alarms[0]!.alarm_actions;
    expect(topic).toContain('outputs.alarms_topic_arn');
    for (const { provider } of alarms) expect(provider).toBeUndefined();
  });

  test('are an environment’s decision: without one, nothing of them is there', () => {
    const stack = stackOf(prod, 'edge');
    expect(stack.none('aws_synthetics_canary')).toBe(true);
    expect(stack.none('aws_iam_role')).toBe(true);
    expect(JSON.stringify(stack.json)).not.toContain('canar');
  });

  test('of a script that is not there are refused', () => {
    const canaries = { shop: { ...heartbeat, script: 'examples/shop/canary/gone.cjs' } };
    expect(() => stackOf({ ...environment, canaries }, 'edge')).toThrow(
      'environments/prod.ts: canaries.shop.script: expected a file of the project that can be read, found "examples/shop/canary/gone.cjs"',
    );
  });

  test('of a host of an API alone have the stack, too', () => {
    const ofApi: Environment = {
      ...withoutServices(dev),
      canaries: { api: { ...heartbeat, host: 'api.shop-dev.example.com', artifacts: 'uploads' } },
    };
    expect(stackOf(ofApi, 'edge').one('aws_synthetics_canary').name).toBe('dev-api');
  });
});

test('no rule fails for canaries of prod, or has a doubt', async () => {
  const facts = factsOfEnvironment(environment);
  const findings = evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => facts);
  const its = findings.filter(({ address }) => /canar/.test(address));
  expect(its.length).toBeGreaterThan(50);
  expect(its.filter(({ status }) => status !== 'pass').map(({ rule, address }) => `${rule} ${address}`)).toEqual([]);
});
