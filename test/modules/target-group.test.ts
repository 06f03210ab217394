import { createHash } from 'node:crypto';
import { TerraformVariable, type TerraformStack } from 'cdktf';
import { TargetGroup, type TargetGroupProps } from '../../modules/target-group';
import { synth, type Attributes } from '../support/synth';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alarms';
const balancer = { arnSuffix: 'app/prod/50dc6c495c0c9188' };
const props = (rest: Partial<TargetGroupProps> = {}): TargetGroupProps => ({
  ...{ name: 'prod-web', network: { vpcId: 'vpc-1' }, port: 8080, targetType: 'ip' },
  ...{ healthCheck: { path: '/readyz' }, alarms: { topic: { topicArn } } },
  ...rest,
});
const synthesized = (rest: Partial<TargetGroupProps> = {}) =>
  synth((stack) => new TargetGroup(stack, 'web', props(rest)));
const group = (rest: Partial<TargetGroupProps> = {}) => synthesized(rest).one('aws_lb_target_group');
const watched = (rest: Partial<TargetGroupProps> = {}, mayBeEmpty = false) =>
  synth((stack) => new TargetGroup(stack, 'web', props(rest)).watch(balancer, mayBeEmpty));
const alarms = (rest: Partial<TargetGroupProps> = {}, mayBeEmpty = false): Record<string, Attributes> =>
  Object.fromEntries(
    watched(rest, mayBeEmpty)
      .all('aws_cloudwatch_metric_alarm')
      .map((alarm) => [alarm.alarm_name, alarm]),
  );

describe('a target group', () => {
  test('checks its targets and drains them', () => {
    expect(group()).toMatchObject({
      ...{ vpc_id: 'vpc-1', target_type: 'ip', port: 8080, protocol: 'HTTP', deregistration_delay: '30' },
      health_check: {
        ...{ path: '/readyz', protocol: 'HTTP', port: 'traffic-port', matcher: '200' },
        ...{ interval: 10, timeout: 5, healthy_threshold: 2, unhealthy_threshold: 3 },
      },
      tags: { Name: 'prod-web' },
    });
  });

  test('waits less for the answer of a check than until the next one', () => {
    expect(group({ healthCheck: { path: '/', intervalSeconds: 5 } }).health_check).toMatchObject({
      interval: 5,
      timeout: 4,
    });
  });

  test('encrypts the way to its targets by decision, checks included', () => {
    expect(group({ protocol: 'HTTPS' })).toMatchObject({ protocol: 'HTTPS', health_check: { protocol: 'HTTPS' } });
  });

  test('sends fewer requests to a target that fails, or starts targets slowly', () => {
    expect(group()).toMatchObject({
      load_balancing_algorithm_type: 'weighted_random',
      load_balancing_anomaly_mitigation: 'on',
    });
    expect(group()).not.toHaveProperty('slow_start');
    const slow = group({ slowStartSeconds: 60 });
    expect(slow).toMatchObject({ load_balancing_algorithm_type: 'round_robin', slow_start: 60 });
    expect(slow).not.toHaveProperty('load_balancing_anomaly_mitigation');
  });
});

describe('the replacement of a target group', () => {
  test('is there before the old one goes', () => {
    expect(group().lifecycle).toEqual({ create_before_destroy: true });
  });

  test.each<[string, Partial<TargetGroupProps>]>([
    ['port', { port: 8081 }],
    ['protocol', { protocol: 'HTTPS' }],
    ['target type', { targetType: 'instance' }],
    ['VPC', { network: { vpcId: 'vpc-2' } }],
  ])('has another name for another %s', (_, changed) => {
    expect(group().name).toMatch(/^prod-web-[0-9a-f]{8}$/);
    expect(group(changed).name).toMatch(/^prod-web-[0-9a-f]{8}$/);
    expect(group(changed).name).not.toBe(group().name);
  });

  test.each<[string, Partial<TargetGroupProps>]>([
    ['health check', { healthCheck: { path: '/other' } }],
    ['draining', { drainSeconds: 60 }],
    ['slow start', { slowStartSeconds: 60 }],
  ])('does not happen for another %s', (_, changed) => {
    expect(group(changed).name).toBe(group().name);
  });

  test('has the same name where only Terraform knows the VPC', () => {
    const stack = synth((stack: TerraformStack) => {
      const vpcId = new TerraformVariable(stack, 'vpc', { type: 'string' }).stringValue;
      new TargetGroup(stack, 'web', props({ network: { vpcId } }));
    });
    expect(stack.one('aws_lb_target_group').name).toBe('prod-web-${substr(sha256("HTTP 8080 ip ${var.vpc}"), 0, 8)}');
    const ofTerraform = createHash('sha256').update('HTTP 8080 ip vpc-1').digest('hex').slice(0, 8);
    expect(group().name).toBe(`prod-web-${ofTerraform}`);
  });

  test('fits AWS with the longest name', () => {
    expect(group({ name: 'x'.repeat(23) }).name).toHaveLength(32);
  });
});

describe('the alarms of a target group', () => {
  test('are there once it has a balancer, and tell the topic', () => {
    expect(synthesized().none('aws_cloudwatch_metric_alarm')).toBe(true);
    expect(Object.keys(alarms()).sort()).toEqual(
      ['errors', 'latency-p50', 'latency-p95', 'latency-p99', 'none-healthy', 'unhealthy'].map(
        (alarm) => `targets-prod-web-${alarm}`,
      ),
    );
    for (const alarm of Object.values(alarms())) {
      expect(alarm).toMatchObject({ alarm_actions: [topicArn], ok_actions: [topicArn] });
    }
  });

  test('of an outage tell nobody where a composite alarm does', () => {
    const its = alarms({ alarms: { topic: { topicArn }, outage: 'of-composite' } });
    const silent = Object.keys(its).filter((name) => !its[name]!.alarm_actions);
    expect(silent.sort()).toEqual(['targets-prod-web-errors', 'targets-prod-web-none-healthy']);
  });

  test('watch the group behind that balancer', () => {
    const stack = watched();
    const dimensions = {
      LoadBalancer: balancer.arnSuffix,
      TargetGroup: stack.reference('aws_lb_target_group', 'arn_suffix'),
    };
    for (const alarm of stack.all('aws_cloudwatch_metric_alarm')) {
      const metrics = alarm.metric_query?.flatMap(({ metric }: Attributes) => metric ?? []) ?? [alarm];
      expect(metrics.length).toBeGreaterThan(0);
      for (const metric of metrics) expect(metric).toMatchObject({ namespace: 'AWS/ApplicationELB', dimensions });
    }
  });

  test.each([
    ['p50', 0.5, 0.2],
    ['p95', 1, 0.4],
    ['p99', 3, 0.8],
  ])('watch the latency at %s, unless there are too few requests', (percentile, usual, chosen) => {
    const name = `targets-prod-web-latency-${percentile}`;
    expect(alarms()[name]).toMatchObject({
      ...{ metric_name: 'TargetResponseTime', extended_statistic: percentile, threshold: usual },
      ...{ comparison_operator: 'GreaterThanThreshold', period: 300, evaluation_periods: 3 },
      ...{ evaluate_low_sample_count_percentiles: 'ignore', treat_missing_data: 'notBreaching' },
    });
    const latencySeconds = { p50: 0.2, p95: 0.4, p99: 0.8 };
    expect(alarms({ alarms: { topic: { topicArn }, latencySeconds } })[name]).toMatchObject({ threshold: chosen });
  });

  test('keep the thresholds of the percentiles that are left out', () => {
    const some = alarms({ alarms: { topic: { topicArn }, latencySeconds: { p99: 9 } } });
    expect(some['targets-prod-web-latency-p50']!.threshold).toBe(0.5);
    expect(some['targets-prod-web-latency-p99']!.threshold).toBe(9);
  });

  test('watch the share of errors, where there are enough requests to have one', () => {
    const { metric_query: queries, ...alarm } = alarms()['targets-prod-web-errors']!;
    expect(alarm).toMatchObject({ threshold: 5, comparison_operator: 'GreaterThanThreshold' });
    expect(queries).toContainEqual({
      ...{ id: 'result', label: 'Percent of answers that are 5xx', return_data: true },
      expression: 'IF(all >= 20, 100 * failed / all, 0)',
    });
    expect(queries).toContainEqual({ id: 'failed', expression: 'FILL(m0, 0)', return_data: false });
    expect(queries).toContainEqual({ id: 'all', expression: 'FILL(m1, 0)', return_data: false });
    expect(queries.map(({ metric }: Attributes) => metric?.metric_name).filter(Boolean)).toEqual([
      'HTTPCode_Target_5XX_Count',
      'RequestCount',
    ]);
  });

  test('tell of unhealthy targets, and sooner of none that is healthy', () => {
    expect(alarms()['targets-prod-web-unhealthy']).toMatchObject({
      ...{ metric_name: 'UnHealthyHostCount', statistic: 'Maximum', threshold: 1, period: 300, evaluation_periods: 3 },
      comparison_operator: 'GreaterThanOrEqualToThreshold',
    });
    expect(alarms()['targets-prod-web-none-healthy']).toMatchObject({
      ...{ metric_name: 'HealthyHostCount', statistic: 'Maximum', threshold: 1, period: 60, evaluation_periods: 2 },
      ...{ comparison_operator: 'LessThanThreshold', treat_missing_data: 'breaching' },
    });
  });

  test('are quiet about the empty group of a pair', () => {
    expect(alarms({}, true)['targets-prod-web-none-healthy']!.treat_missing_data).toBe('notBreaching');
  });

  test('are there once for two hosts of one balancer, and refused for a second balancer', () => {
    const twice = (second: string) => () =>
      synth((stack) => {
        const web = new TargetGroup(stack, 'web', props());
        web.watch(balancer, false);
        web.watch({ arnSuffix: second }, false);
      });
    expect(twice(balancer.arnSuffix)().all('aws_cloudwatch_metric_alarm')).toHaveLength(6);
    expect(twice('app/test/50dc6c495c0c9188')).toThrow(
      'stack/web: balancer: expected one load balancer for a target group, found "app/test/50dc6c495c0c9188"',
    );
  });
});

test.each<[string, Partial<TargetGroupProps>, string]>([
  [
    'a name of 24 characters',
    { name: 'x'.repeat(24) },
    `name: expected 1 to 23 letters, digits and hyphens, no hyphen at either end and not internal- in front, found "${'x'.repeat(24)}"`,
  ],
  [
    'a name that ends in a hyphen',
    { name: 'web-' },
    'name: expected 1 to 23 letters, digits and hyphens, no hyphen at either end and not internal- in front, found "web-"',
  ],
  ['port 0', { port: 0 }, 'port: expected a whole number of (a port) from 1 to 65535, found 0'],
  ['functions', { targetType: 'lambda' as 'ip' }, 'targetType: expected one of ip, instance, found "lambda"'],
  [
    'a path without /',
    { healthCheck: { path: 'readyz' } },
    'healthCheck.path: expected a path of 1 to 1024 characters that starts with /, found "readyz"',
  ],
  [
    'a code that is an error of the server',
    { healthCheck: { path: '/', codes: '503' } },
    'healthCheck.codes: expected HTTP codes from 200 to 499, such as 200,204 or 200-299, found "503"',
  ],
  [
    'a check that waits longer than until the next one',
    { healthCheck: { path: '/', intervalSeconds: 10, timeoutSeconds: 10 } },
    'healthCheck.timeoutSeconds: expected less than intervalSeconds, 10, found 10',
  ],
  [
    'a slow start that is too short',
    { slowStartSeconds: 29 },
    'slowStartSeconds: expected a whole number of seconds from 30 to 900, found 29',
  ],
  [
    'draining for over an hour',
    { drainSeconds: 3601 },
    'drainSeconds: expected a whole number of seconds from 0 to 3600, found 3601',
  ],
])('a target group refuses %s', (_, rest, message) => {
  expect(() => group(rest)).toThrow(`stack/web: ${message}`);
});
