import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm';
import { optional, wholeNumber, type Description } from '../props';
import {
  addErrorAlarm,
  addLatencyAlarms,
  applicationElb,
  lasting,
  requestAlarmThresholds,
  type RequestAlarmThresholds,
  type Watched,
} from '../target-group/request-alarms';

export interface BalancerAlarmThresholds extends RequestAlarmThresholds {
  /**
   * Connections in 5 minutes that the balancer rejected, because it has reached its maximum.
   * @default 1
   */
  readonly rejectedConnections?: number;
  /**
   * Connections in 5 minutes that did not become TLS, over 15 minutes. Scanners on the internet cause some at all times.
   * @default 100
   */
  readonly tlsErrors?: number;
}

const count = wholeNumber('connections', 1, 1_000_000, { structure: true });

export const balancerAlarmThresholds: Description<BalancerAlarmThresholds> = {
  ...requestAlarmThresholds,
  rejectedConnections: optional(count, '1'),
  tlsErrors: optional(count, '100'),
};

/** The alarms of a balancer: what its clients see, whoever is to blame. */
export class BalancerAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: Watched & { readonly thresholds: BalancerAlarmThresholds },
  ) {
    super(scope, id);
    addLatencyAlarms(this, props);
    addErrorAlarm(this, props, {
      errors: ['HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count'],
      // A request for which there is no target is not in RequestCount (Application Load Balancer user guide, CloudWatch metrics).
      requests: ['RequestCount', 'HTTPCode_ELB_5XX_Count'],
      look: 'Look first whether the alarms of a target group say more; then at elb_status_code and error_reason in the access logs.',
    });
    const { rejectedConnections = 1, tlsErrors = 100 } = props.thresholds;
    this.addCount('rejected-connections', 'RejectedConnectionCount', rejectedConnections, 1, {
      problem: `${rejectedConnections} or more connections were rejected in 5 minutes: the balancer has reached its maximum`,
      look: 'Look first for the clients in the connection logs; ask AWS for more capacity before a peak that is known',
    });
    this.addCount('tls-errors', 'ClientTLSNegotiationErrorCount', tlsErrors, lasting.evaluationPeriods, {
      problem: `${tlsErrors} or more connections in 5 minutes have failed to become TLS for 15 minutes`,
      look: 'Look first at the connection logs: clients too old for the TLS policy, or a host that no certificate names',
    });
  }

  private addCount(
    id: string,
    metricName: string,
    threshold: number,
    evaluationPeriods: number,
    { problem, look }: { problem: string; look: string },
  ): void {
    const { name, what, dimensions, thresholds } = this.props;
    new MetricAlarm(this, id, {
      name: `${name}-${id}`,
      description: `${what}: ${problem}. ${look}.`,
      metric: applicationElb(metricName, dimensions, 'Sum'),
      threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods,
      // A count that is 0 is not reported.
      treatMissingData: 'notBreaching',
      topic: thresholds.topic,
    });
  }
}
