import type { MathAlarmProps, MetricAlarmProps, Statistic } from '../alarm';
import type { ServiceLevelProps } from './service-level-props';

/** What is measured of a service, and the share of it that may be bad. */
export interface Objective {
  readonly id: 'availability' | 'latency';
  /** In sentences, in front of "as often as": `Requests fail`. */
  readonly happens: string;
  /** In sentences: `99.9 % availability`. */
  readonly target: string;
  /** The error budget: how many percent of the requests may be bad. */
  readonly budgetPercent: number;
  readonly look: string;
  /** The share of requests that were bad, in percent, in one period. */
  badPercent(periodSeconds: number): Pick<MathAlarmProps, 'metrics' | 'steps' | 'expression' | 'label'>;
}

/** @returns the objective for availability, and that for latency where there is one */
export function objectivesOf(props: ServiceLevelProps): readonly [Objective, ...Objective[]] {
  const { latencyMs } = props;
  return [availability(props), ...(latencyMs ? [latency(props, latencyMs.p95)] : [])];
}

/**
 * Answers that are 5xx, and connections that a target did not take. What the balancer answers by itself, such as 504 for a target that is too slow, is counted for the
 * balancer alone and not by target group (Application Load Balancer user guide, CloudWatch metrics): the balancer's own alarm watches it.
 */
function availability(props: ServiceLevelProps): Objective {
  const { availabilityPercent, leastFailures = 10 } = props;
  return {
    id: 'availability',
    happens: 'Requests fail',
    target: `${availabilityPercent} % availability`,
    budgetPercent: rounded(100 - availabilityPercent),
    look: 'Look first at what was deployed last, then at the logs of the service.',
    badPercent: (periodSeconds) => ({
      metrics: {
        errors: metric(props, 'HTTPCode_Target_5XX_Count', 'Sum', periodSeconds),
        refused: metric(props, 'TargetConnectionErrorCount', 'Sum', periodSeconds),
        requests: metric(props, 'RequestCount', 'Sum', periodSeconds),
      },
      // A count that is 0 is not reported.
      steps: { failed: 'FILL(errors, 0) + FILL(refused, 0)' },
      expression: `IF(failed >= ${leastFailures}, 100 * failed / requests, 0)`,
      label: 'Percent of requests that failed',
    }),
  };
}

/**
 * Requests that take longer than the limit: what a percentile of a window cannot tell is how many there are. `PR` is the percentage of values up to a limit (CloudWatch
 * user guide, CloudWatch statistics definitions; CloudWatch API reference, PutMetricAlarm, ExtendedStatistic).
 */
function latency(props: ServiceLevelProps, limitMs: number): Objective {
  const { leastFailures = 10 } = props;
  return {
    id: 'latency',
    happens: `Requests take over ${limitMs} ms`,
    target: `p95 of ${limitMs} ms`,
    budgetPercent: 5,
    look: 'Look first at what the service waits for: the database, a cache, another service.',
    badPercent: (periodSeconds) => ({
      metrics: {
        within: metric(props, 'TargetResponseTime', `PR(:${limitMs / 1000})`, periodSeconds),
        answers: metric(props, 'TargetResponseTime', 'SampleCount', periodSeconds),
      },
      steps: { slow: 'answers * (100 - within) / 100' },
      expression: `IF(slow >= ${leastFailures}, 100 - within, 0)`,
      label: `Percent of requests that take over ${limitMs} ms`,
    }),
  };
}

function metric(
  { balancer, target }: ServiceLevelProps,
  metricName: string,
  statistic: Statistic,
  periodSeconds: number,
): MetricAlarmProps['metric'] {
  const dimensions = { LoadBalancer: balancer.arnSuffix, TargetGroup: target.arnSuffix };
  return { namespace: 'AWS/ApplicationELB', metricName, dimensions, statistic, periodSeconds };
}

/** 100 - 99.9 has no exact value, and a threshold is written as it is. */
export function rounded(percent: number): number {
  return Number(percent.toFixed(6));
}
