import type { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps, type Statistic } from '../alarm';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { amount, object, optional, wholeNumber, type Description } from '../props';

/** When the answers of a balancer, or of the targets of a group, are worth a call. */
export interface RequestAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Seconds that the targets take to answer, over 15 minutes: half of the requests, 95 and 99 of a hundred.
   * @default { p50: 0.5, p95: 1, p99: 3 }
   */
  readonly latencySeconds?: { readonly p50?: number; readonly p95?: number; readonly p99?: number };
  /**
   * Answers that are 5xx, in percent of the requests, over 15 minutes.
   * @default 5
   */
  readonly errorPercent?: number;
  /**
   * Requests in 5 minutes below which a share of errors means nothing.
   * @default 20
   */
  readonly leastRequests?: number;
}

/** ALB's longest idle timeout (Elastic Load Balancing API reference, LoadBalancerAttribute). */
const seconds = amount('seconds', 0, 4000, { structure: true });

export const requestAlarmThresholds: Description<RequestAlarmThresholds> = {
  topic: topicRef,
  latencySeconds: optional(
    object<NonNullable<RequestAlarmThresholds['latencySeconds']>>({
      p50: optional(seconds, '0.5'),
      p95: optional(seconds, '1'),
      p99: optional(seconds, '3'),
    }),
    '{ p50: 0.5, p95: 1, p99: 3 }',
  ),
  errorPercent: optional(amount('percent', 0, 100, { structure: true }), '5'),
  leastRequests: optional(wholeNumber('requests', 1, 1_000_000, { structure: true }), '20'),
};

/** What CloudWatch watches, and what people call it. */
export interface Watched {
  /** The start of the alarms' names: `alb-prod`. */
  readonly name: string;
  /** In sentences: `Load balancer prod`. */
  readonly what: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly thresholds: RequestAlarmThresholds;
}

/** Periods of 5 minutes, three in a row: what lasts, and not what one deployment or one client did. */
export const lasting = { periodSeconds: 300, evaluationPeriods: 3 } as const;

export const applicationElb = (metricName: string, dimensions: Watched['dimensions'], statistic: Statistic) =>
  ({
    ...{ namespace: 'AWS/ApplicationELB', metricName, dimensions, statistic },
    periodSeconds: lasting.periodSeconds,
  }) satisfies MetricAlarmProps['metric'];

/** An alarm for each of p50, p95 and p99 of the seconds that targets take (Application Load Balancer user guide, CloudWatch metrics, TargetResponseTime). */
export function addLatencyAlarms(scope: Construct, { name, what, dimensions, thresholds }: Watched): void {
  const limits = { p50: 0.5, p95: 1, p99: 3, ...thresholds.latencySeconds };
  for (const [percentile, threshold] of Object.entries(limits)) {
    const statistic = percentile as keyof typeof limits;
    const share = statistic === 'p50' ? 'Half' : `${100 - Number(statistic.slice(1))} %`;
    new MetricAlarm(scope, `latency-${statistic}`, {
      name: `${name}-latency-${statistic}`,
      description: `${what}: ${share} of the requests have taken over ${threshold} s for 15 minutes. Look first at what the targets wait for: the database, a cache, another service.`,
      metric: applicationElb('TargetResponseTime', dimensions, statistic),
      threshold,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: lasting.evaluationPeriods,
      // A percentile of a few requests is the slowest of them; no requests are no slow ones.
      fewSamples: 'ignore',
      treatMissingData: 'notBreaching',
      topic: thresholds.topic,
    });
  }
}

/** An alarm on the share of answers that are 5xx, as `errors` counts them of `requests`. */
export function addErrorAlarm(
  scope: Construct,
  { name, what, dimensions, thresholds }: Watched,
  {
    errors,
    requests,
    look,
    toldOf = thresholds.topic,
  }: { errors: readonly string[]; requests: readonly string[]; look: string; toldOf?: MetricAlarmProps['topic'] },
): MathAlarm {
  const { errorPercent = 5, leastRequests = 20 } = thresholds;
  const metrics = Array.from(new Set([...errors, ...requests]));
  const idOf = (metric: string) => `m${metrics.indexOf(metric)}`;
  // A count that is 0 is not reported.
  const sum = (names: readonly string[]) => names.map((metric) => `FILL(${idOf(metric)}, 0)`).join(' + ');
  return new MathAlarm(scope, 'errors', {
    name: `${name}-errors`,
    description: `${what}: over ${errorPercent} % of the answers have been 5xx for 15 minutes. ${look}`,
    metrics: Object.fromEntries(
      metrics.map((metric) => [idOf(metric), applicationElb(metric, dimensions, 'Sum')] as const),
    ),
    steps: { failed: sum(errors), all: sum(requests) },
    expression: `IF(all >= ${leastRequests}, 100 * failed / all, 0)`,
    label: 'Percent of answers that are 5xx',
    threshold: errorPercent,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: lasting.evaluationPeriods,
    treatMissingData: 'notBreaching',
    topic: toldOf,
  });
}
