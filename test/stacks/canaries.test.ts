import { factsOfEnvironment } from '../../cli/review/facts';
import { dev, prod } from '../../environments';
import { hostsThatAnswer } from '../../environments/routes';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { withoutServices } from '../support/environments';
import { stackOf, writtenStacks } from '../support/stacks';

const edge = stackOf(prod, 'edge');
const canaries = edge.all('aws_synthetics_canary');
const without: Environment = { ...prod, canaries: {} };

describe('the canaries of an environment', () => {
  test('ask its hosts, from the stack of the edge in its own region', () => {
    expect(canaries.map(({ name, run_config }) => [name, run_config.environment_variables.CANARY_URL])).toEqual([
      ['prod-journey', 'https://shop.example.com/'],
      ['prod-office', 'https://office.shop.example.com/readyz'],
      ['prod-partners', 'https://partners.shop.example.com/readyz'],
      ['prod-shop', 'https://shop.example.com/'],
      ['prod-www', 'https://www.shop.example.com/'],
    ]);
    for (const { provider } of canaries) expect(provider).toBeUndefined();
  });

  test('of prod: a heartbeat of each host that answers, and a journey', () => {
    const hosts = Object.values(prod.canaries).filter(({ script }) => script === 'heartbeat');
    expect(hosts.map(({ host }) => host).sort()).toEqual(hostsThatAnswer(prod).sort());
  });

  test('leave their reports in a bucket of the environment, under a key of their own', () => {
    for (const { name, artifact_s3_location, artifact_config } of canaries) {
      expect(artifact_s3_location).toBe(`s3://example-terrace-prod-canaries/${name}`);
      expect(artifact_config.s3_encryption.kms_key_arn).toMatch(/^\$\{aws_kms_key\.canary-key_.*\.arn}$/);
    }
  });

  test('run as roles that CI may make', () => {
    const roles = edge.all('aws_iam_role').filter(({ name }) => name.endsWith('-canary'));
    expect(roles).toHaveLength(5);
    for (const { path, permissions_boundary } of roles) {
      expect([path, permissions_boundary]).toEqual(['/bounded/', expect.stringContaining('boundary')]);
    }
  });

  test('let CI pass their roles to Synthetics, where there are any', () => {
    const account = (environment: Environment) => JSON.stringify(stackOf(environment, 'account').json.resource);
    expect(account(prod)).toContain('synthetics.amazonaws.com');
    expect(account(without)).not.toContain('synthetics.amazonaws.com');
  });

  test('tell the topic of the region, and not that of CloudFront', () => {
    const alarms = edge
      .all('aws_cloudwatch_metric_alarm')
      .filter(({ namespace }) => namespace === 'CloudWatchSynthetics');
    expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual([
      'canary-prod-journey-failing',
      ...['office', 'partners', 'shop', 'www'].flatMap((name) => [
        `canary-prod-${name}-failing`,
        `canary-prod-${name}-slow`,
      ]),
    ]);
    const [topic] = alarms[0]!.alarm_actions;
    expect(topic).toContain('outputs.alarms_topic_arn');
    for (const { provider } of alarms) expect(provider).toBeUndefined();
  });

  test('are an environment’s decision: without one, nothing of them is there', () => {
    const stack = stackOf(without, 'edge');
    expect(stack.none('aws_synthetics_canary')).toBe(true);
    expect(stack.none('aws_iam_role')).toBe(true);
    expect(JSON.stringify(stack.json)).not.toContain('canar');
  });

  test('of a script that is not there are refused', () => {
    const canaries = { shop: { ...prod.canaries.shop, script: 'examples/shop/canary/gone.cjs' } };
    expect(() => stackOf({ ...prod, canaries }, 'edge')).toThrow(
      'environments/prod.ts: canaries.shop.script: expected a file of the project that can be read, found "examples/shop/canary/gone.cjs"',
    );
  });

  test('of a host of an API alone have the stack, too', () => {
    const ofApi: Environment = {
      ...withoutServices(dev),
      canaries: { api: { ...prod.canaries.shop, host: 'api.shop-dev.example.com', artifacts: 'uploads' } },
    };
    expect(stackOf(ofApi, 'edge').one('aws_synthetics_canary').name).toBe('dev-api');
  });
});

test('no rule fails for canaries of prod, or has a doubt', async () => {
  const facts = factsOfEnvironment(prod);
  const findings = evaluate(await graphOfStacks(writtenStacks(prod)), rules, () => facts);
  const its = findings.filter(({ address }) => /canar/.test(address));
  expect(its.length).toBeGreaterThan(50);
  expect(its.filter(({ status }) => status !== 'pass').map(({ rule, address }) => `${rule} ${address}`)).toEqual([]);
});
