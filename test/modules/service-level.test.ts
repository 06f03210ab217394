import { TerraformOutput } from 'cdktf';
import { ServiceLevel, type ServiceLevelProps } from '../../modules/service-level';
import { synth, type Attributes } from '../support/synth';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alarms';
const props: ServiceLevelProps = {
  ...{ name: 'prod-web', availabilityPercent: 99.9, latencyMs: { p95: 300 }, topic: { topicArn } },
  balancer: { arnSuffix: 'app/prod/50dc6c495c0c9188' },
  target: { arnSuffix: 'targetgroup/prod-web-1a2b3c4d/73e2d6bc24d8a067' },
  downWhen: [{ alarmName: 'targets-prod-web-none-healthy' }],
};

function level(rest: Partial<ServiceLevelProps> = {}) {
  const stack = synth((stack) => {
    const { deploymentAlarms } = new ServiceLevel(stack, 'slo', { ...props, ...rest });
    new TerraformOutput(stack, 'watched', { value: deploymentAlarms.map(({ alarmName }) => alarmName) });
  });
  const byName = (type: string): Record<string, Attributes> =>
    Object.fromEntries(stack.all(type).map((alarm) => [alarm.alarm_name, alarm]));
  return {
    stack,
    windows: byName('aws_cloudwatch_metric_alarm'),
    composites: byName('aws_cloudwatch_composite_alarm'),
  };
}

/** The names in a rule, for the references there. */
function rule({ stack, composites }: ReturnType<typeof level>, name: string): string {
  const references = new Map<string, string>(
    ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'].flatMap((type) =>
      Object.entries<Attributes>(stack.json.resource[type]).map(
        ([id, { alarm_name }]) => [`\${${type}.${id}.alarm_name}`, alarm_name] as const,
      ),
    ),
  );
  return composites[name]!.alarm_rule.replace(/\$\{[^}]*}/g, (found: string) => references.get(found) ?? found);
}

const queries = (alarm: Attributes): Record<string, Attributes> =>
  Object.fromEntries(alarm.metric_query.map(({ id, ...query }: Attributes) => [id, query]));

describe('an objective for availability', () => {
  test.each<[string, number, number, number?]>([
    ['fast-1h', 3600, 1.44],
    ['fast-5m', 300, 1.44],
    ['medium-6h', 21_600, 0.6],
    ['medium-30m', 1800, 0.6],
    ['slow-3d', 86_400, 0.1, 3],
    ['slow-6h', 21_600, 0.1],
  ])('has a window %s of periods of %d s, above %d %% of failures', (id, period, threshold, periods = 1) => {
    const alarm = level().windows[`prod-web-availability-${id}`]!;
    expect(alarm).toMatchObject({
      threshold,
      comparison_operator: 'GreaterThanThreshold',
      evaluation_periods: periods,
    });
    const { errors, refused, requests, failed, result } = queries(alarm);
    for (const query of [errors, refused, requests]) {
      expect(query!.metric).toMatchObject({
        ...{ namespace: 'AWS/ApplicationELB', stat: 'Sum', period },
        dimensions: { LoadBalancer: props.balancer.arnSuffix, TargetGroup: props.target.arnSuffix },
      });
    }
    expect([errors, refused, requests].map((query) => query!.metric.metric_name)).toEqual([
      ...['HTTPCode_Target_5XX_Count', 'TargetConnectionErrorCount', 'RequestCount'],
    ]);
    expect(failed!.expression).toBe('FILL(errors, 0) + FILL(refused, 0)');
    expect(result!.expression).toBe('IF(failed >= 10, 100 * failed / requests, 0)');
  });

  test('has windows that CloudWatch evaluates: one day in all, or seven where a period is an hour or more', () => {
    const all = Object.values(level().windows);
    expect(all).toHaveLength(12);
    for (const { evaluation_periods, metric_query } of all) {
      for (const { metric } of metric_query.filter(({ metric }: Attributes) => metric)) {
        const seconds = metric.period * evaluation_periods;
        expect(metric.period % 60).toBe(0);
        expect(metric.period).toBeLessThanOrEqual(86_400);
        expect(seconds).toBeLessThanOrEqual((metric.period < 3600 ? 1 : 7) * 86_400);
      }
    }
  });

  test('counts how many failures are too few for a share by decision', () => {
    const { windows } = level({ leastFailures: 3 });
    expect(queries(windows['prod-web-availability-fast-5m']!).result!.expression).toContain('IF(failed >= 3,');
    expect(queries(windows['prod-web-latency-fast-5m']!).result!.expression).toContain('IF(slow >= 3,');
  });

  test.each([
    [95, 72],
    [99, 14.4],
    [99.95, 0.72],
    [99.99, 0.144],
  ])('of %d %% has a threshold without a rounding error', (availabilityPercent, threshold) => {
    expect(level({ availabilityPercent }).windows['prod-web-availability-fast-1h']!.threshold).toBe(threshold);
  });

  test('takes a window without requests for a good one', () => {
    for (const { treat_missing_data } of Object.values(level().windows)) {
      expect(treat_missing_data).toBe('notBreaching');
    }
  });
});

describe('an objective for latency', () => {
  test.each<[string, number, number, number?]>([
    ['fast-1h', 3600, 72],
    ['fast-5m', 300, 72],
    ['medium-6h', 21_600, 30],
    ['medium-30m', 1800, 30],
    ['slow-3d', 86_400, 5, 3],
    ['slow-6h', 21_600, 5],
  ])('has a window %s of periods of %d s, above %d %% of slow requests', (id, period, threshold, periods = 1) => {
    const alarm = level().windows[`prod-web-latency-${id}`]!;
    expect(alarm).toMatchObject({ threshold, evaluation_periods: periods });
    const { within, answers, slow, result } = queries(alarm);
    expect(within!.metric).toMatchObject({ metric_name: 'TargetResponseTime', stat: 'PR(:0.3)', period });
    expect(answers!.metric).toMatchObject({ metric_name: 'TargetResponseTime', stat: 'SampleCount', period });
    expect(slow!.expression).toBe('answers * (100 - within) / 100');
    expect(result!.expression).toBe('IF(slow >= 10, 100 - within, 0)');
  });

  test('is there by decision', () => {
    const { windows, composites } = level({ latencyMs: undefined });
    expect(Object.keys({ ...windows, ...composites }).filter((name) => name.includes('latency'))).toEqual([]);
    expect(Object.keys(windows)).toHaveLength(6);
  });
});

describe('who is told', () => {
  test('a pair of windows fires while both do', () => {
    const made = level();
    for (const objective of ['availability', 'latency']) {
      for (const [rate, long, short] of [
        ['fast', '1h', '5m'],
        ['medium', '6h', '30m'],
        ['slow', '3d', '6h'],
      ]) {
        const name = `prod-web-${objective}-${rate}`;
        expect(rule(made, name)).toBe(`ALARM("${name}-${long}") AND ALARM("${name}-${short}")`);
      }
    }
  });

  test('it is down while an alarm says so that it was told of, or while the budget is spent fast', () => {
    expect(rule(level(), 'prod-web-down')).toBe(
      'ALARM("targets-prod-web-none-healthy") OR ALARM("prod-web-availability-fast")',
    );
    expect(rule(level({ downWhen: undefined }), 'prod-web-down')).toBe('ALARM("prod-web-availability-fast")');
  });

  test('nobody is told twice: windows and the fast pair are told by others', () => {
    const { windows, composites } = level();
    const telling = Object.entries({ ...windows, ...composites }).flatMap(([name, { alarm_actions }]) =>
      alarm_actions ? [name] : [],
    );
    expect(telling.sort()).toEqual(
      ['availability-medium', 'availability-slow', 'down', 'latency-fast', 'latency-medium', 'latency-slow'].map(
        (name) => `prod-web-${name}`,
      ),
    );
  });

  test('a faster alarm keeps the slower from telling', () => {
    const { stack, composites } = level();
    const id = (name: string) =>
      Object.entries<Attributes>(stack.json.resource.aws_cloudwatch_composite_alarm).find(
        ([, { alarm_name }]) => alarm_name === `prod-web-${name}`,
      )![0];
    for (const [name, faster, seconds] of [
      ['availability-medium', 'down', 1800],
      ['availability-slow', 'availability-medium', 21_600],
      ['latency-fast', 'down', 300],
      ['latency-medium', 'latency-fast', 1800],
      ['latency-slow', 'latency-medium', 21_600],
    ] as const) {
      expect(composites[`prod-web-${name}`]!.actions_suppressor).toEqual({
        alarm: `\${aws_cloudwatch_composite_alarm.${id(faster)}.alarm_name}`,
        ...{ wait_period: 120, extension_period: seconds },
      });
    }
  });

  test('a deployment watches alarms on metrics that fire within minutes, and no composite alarm', () => {
    expect(level().stack.json.output.watched.value).toEqual([
      'targets-prod-web-none-healthy',
      expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.slo_availability-fast-5m_.*\.alarm_name}$/),
    ]);
  });
});

describe('refuses', () => {
  test.each<[string, Partial<ServiceLevelProps>, string]>([
    [
      'an objective without an error budget',
      { availabilityPercent: 100 },
      'stack/slo: availabilityPercent: expected percent from 95 to 99.99, found 100',
    ],
    [
      'one that no share of failures is 14.4 times above',
      { availabilityPercent: 90 },
      'stack/slo: availabilityPercent: expected percent from 95 to 99.99, found 90',
    ],
    [
      'a limit of no time',
      { latencyMs: { p95: 0 } },
      'stack/slo: latencyMs.p95: expected a whole number of milliseconds from 1 to 4000000, found 0',
    ],
    [
      'something else than a target group',
      { target: { arnSuffix: 'prod-web' } },
      'stack/slo: target.arnSuffix: expected the suffix of the ARN of a target group, found "prod-web"',
    ],
  ])('%s', (_, rest, message) => expect(() => level(rest)).toThrow(message));
});
