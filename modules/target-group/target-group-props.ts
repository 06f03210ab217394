import { vpcRef, type VpcRef } from '../network/network-ref';
import { matching, object, oneOf, optional, wholeNumber, type Description } from '../props';
import { targetAlarmThresholds, type TargetAlarmThresholds } from './target-alarms';

export interface TargetGroupProps {
  /** The start of its name and of its alarms', 23 characters at most: `prod-web`. */
  readonly name: string;
  readonly network: VpcRef;
  /** The port that targets listen on. */
  readonly port: number;
  /** `ip` for containers, which have an address of their own; `instance` for a group of instances. */
  readonly targetType: 'ip' | 'instance';
  readonly healthCheck: HealthCheckProps;
  readonly alarms: TargetAlarmThresholds;
  /**
   * Whether requests are encrypted on the way to the targets too. The balancer does not check their certificates: a self-signed one is enough.
   * @default 'HTTP'
   */
  readonly protocol?: 'HTTP' | 'HTTPS';
  /**
   * Seconds that a target which goes away may finish its requests in, 0 to 3600. Each deployment waits that long; the application has to run as long after
   * SIGTERM.
   * @default 30
   */
  readonly drainSeconds?: number;
  /**
   * Seconds in which a new target gets more and more requests until it has its share, 30 to 900: for caches that are cold. ALB does not combine this with
   * anomaly mitigation, which sends fewer requests to a target that fails more often than the others.
   * @default a whole share at once, and anomaly mitigation
   */
  readonly slowStartSeconds?: number;
}

export interface HealthCheckProps {
  /** The path that answers when the application works: `/readyz`. */
  readonly path: string;
  /**
   * The HTTP codes that are healthy: `200`, `200,204` or `200-299`.
   * @default '200'
   */
  readonly codes?: string;
  /**
   * Seconds from one check to the next, 5 to 300. Two answers in a row make a target healthy, three without make it unhealthy.
   * @default 10
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds that a check waits for its answer: 2 to 120, and less than `intervalSeconds`.
   * @default 5, or a second less than `intervalSeconds`
   */
  readonly timeoutSeconds?: number;
}

const source = 'Elastic Load Balancing API reference, CreateTargetGroup';
const attributes = 'Elastic Load Balancing API reference, TargetGroupAttribute';

export const targetGroupProps: Description<TargetGroupProps> = {
  // 32 characters with a hyphen and the eight of the hash.
  name: matching(
    /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,21}[A-Za-z0-9])?$/,
    '1 to 23 letters, digits and hyphens, no hyphen at either end and not internal- in front',
    { structure: true, source },
  ),
  network: vpcRef,
  port: wholeNumber('(a port)', 1, 65_535, { structure: true, source }),
  targetType: oneOf(['ip', 'instance']),
  healthCheck: object<HealthCheckProps>({
    path: matching(/^\/[!-~]{0,1023}$/, 'a path of 1 to 1024 characters that starts with /', { source }),
    codes: optional(
      matching(/^[2-4]\d\d([,-][2-4]\d\d)*$/, 'HTTP codes from 200 to 499, such as 200,204 or 200-299', {
        source: 'Elastic Load Balancing API reference, Matcher',
      }),
      "'200'",
    ),
    intervalSeconds: optional(wholeNumber('seconds', 5, 300, { structure: true, source }), '10'),
    timeoutSeconds: optional(
      wholeNumber('seconds', 2, 120, { structure: true, source }),
      '5, or a second less than intervalSeconds',
    ),
  }),
  alarms: object<TargetAlarmThresholds>(targetAlarmThresholds),
  protocol: optional(oneOf(['HTTP', 'HTTPS']), "'HTTP'"),
  drainSeconds: optional(wholeNumber('seconds', 0, 3600, { source: attributes }), '30'),
  slowStartSeconds: optional(
    wholeNumber('seconds', 30, 900, { structure: true, source: attributes }),
    'a whole share at once, and anomaly mitigation',
  ),
};
