import { alarmRef, type AlarmRef } from '../alarm/alarm-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { list, matching, number, object, optional, reference, text, wholeNumber, type Description } from '../props';
import { balancerRef, type BalancerRef } from '../target-group/balancer-ref';

export interface ServiceLevelProps {
  /** The start of its alarms' names: `prod-web`. */
  readonly name: string;
  /** The balancer that the requests come through. */
  readonly balancer: BalancerRef;
  /** The targets that answer them. */
  readonly target: TargetsRef;
  /** The share of requests that do not fail, in percent of those of 30 days: 95 to 99.99. */
  readonly availabilityPercent: number;
  /**
   * Milliseconds within which 95 of a hundred requests are answered.
   * @default none: no objective for latency
   */
  readonly latencyMs?: { readonly p95: number };
  /**
   * Other alarms that say that the service is down, told with it: `targets-prod-web-none-healthy`.
   * @default none
   */
  readonly downWhen?: readonly AlarmRef[];
  /**
   * Requests that fail, or are slow, in a window below which its share means nothing.
   * @default 10
   */
  readonly leastFailures?: number;
  /** Told when the service is down, or spends its error budget too fast, and when that is over. */
  readonly topic: TopicRef;
}

/** A target group that another module made. */
export interface TargetsRef {
  /** What CloudWatch calls the group: `targetgroup/prod-web-1a2b3c4d/73e2d6bc24d8a067`. */
  readonly arnSuffix: string;
}

export const serviceLevelProps: Description<ServiceLevelProps> = {
  // 255 characters of an alarm, with -availability-medium-30m.
  name: matching(/^[\w-]{1,200}$/, '1 to 200 letters, digits, _ and -', { structure: true }),
  balancer: balancerRef,
  target: reference<TargetsRef>('a target group', {
    arnSuffix: text('the suffix of the ARN of a target group', (suffix) =>
      /^targetgroup\/[\w-]+\/[\w-]+$/.test(suffix),
    ),
  }),
  // Of less, 14.4 times the error budget is more than all requests.
  availabilityPercent: number('percent from 95 to 99.99', (percent) => percent >= 95 && percent <= 99.99, {
    structure: true,
  }),
  latencyMs: optional(
    object<NonNullable<ServiceLevelProps['latencyMs']>>({
      // The longest idle timeout of a balancer (Elastic Load Balancing API reference, LoadBalancerAttribute).
      p95: wholeNumber('milliseconds', 1, 4_000_000, { structure: true }),
    }),
    'none: no objective for latency',
  ),
  downWhen: optional(list('alarms', alarmRef, { max: 10 }), 'none'),
  leastFailures: optional(wholeNumber('requests', 1, 1_000_000, { structure: true }), '10'),
  topic: topicRef,
};
