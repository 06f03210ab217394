import { Construct } from 'constructs';
import { MetricAlarm, type MathAlarm, type MetricAlarmProps } from '../alarm';
import { oneOf, optional, wholeNumber, type Description } from '../props';
import {
  addErrorAlarm,
  addLatencyAlarms,
  applicationElb,
  lasting,
  requestAlarmThresholds,
  type RequestAlarmThresholds,
  type Watched,
} from './request-alarms';

export interface TargetAlarmThresholds extends RequestAlarmThresholds {
  /**
   * Targets that are unhealthy, over 15 minutes.
   * @default 1
   */
  readonly unhealthyTargets?: number;
  /**
   * Who tells that requests fail, or that no target is healthy: the alarm of each; or a composite alarm, such as that of a service level, which both are part of.
   * @default 'each'
   */
  readonly outage?: 'each' | 'of-composite';
}

export const targetAlarmThresholds: Description<TargetAlarmThresholds> = {
  ...requestAlarmThresholds,
  unhealthyTargets: optional(wholeNumber('targets', 1, 1000, { structure: true }), '1'),
  outage: optional(oneOf(['each', 'of-composite']), "'each'"),
};

export interface TargetAlarmsProps extends Watched {
  readonly thresholds: TargetAlarmThresholds;
  /** Whether it may have no targets for as long as it has no weight. */
  readonly mayBeEmpty: boolean;
}

/** The alarms of a target group behind its balancer. */
export class TargetAlarms extends Construct {
  /** On the share of answers that are 5xx. */
  readonly errors: MathAlarm;
  readonly noneHealthy: MetricAlarm;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TargetAlarmsProps,
  ) {
    super(scope, id);
    addLatencyAlarms(this, props);
    this.errors = addErrorAlarm(this, props, {
      errors: ['HTTPCode_Target_5XX_Count'],
      requests: ['RequestCount'],
      look: 'Look first at the logs of the targets, and at what was deployed last.',
      toldOf: this.ofOutage(),
    });
    this.addUnhealthyAlarm();
    this.noneHealthy = this.addNoneHealthyAlarm();
  }

  /** Who is told of what a service level calls down. */
  private ofOutage(): MetricAlarmProps['topic'] {
    const { topic, outage } = this.props.thresholds;
    return outage === 'of-composite' ? outage : topic;
  }

  private addUnhealthyAlarm(): void {
    const { name, what, dimensions, thresholds } = this.props;
    const { unhealthyTargets = 1, topic } = thresholds;
    new MetricAlarm(this, 'unhealthy', {
      name: `${name}-unhealthy`,
      description: `${what}: ${unhealthyTargets} or more targets have been unhealthy for 15 minutes. Look first at the reason of each: elbv2 describe-target-health.`,
      metric: applicationElb('UnHealthyHostCount', dimensions, 'Maximum'),
      threshold: unhealthyTargets,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: lasting.evaluationPeriods,
      treatMissingData: 'notBreaching',
      topic,
    });
  }

  private addNoneHealthyAlarm(): MetricAlarm {
    const { name, what, dimensions, mayBeEmpty } = this.props;
    return new MetricAlarm(this, 'none-healthy', {
      name: `${name}-none-healthy`,
      description: `${what}: no target is healthy, and requests fail. Look first whether targets run at all, and what their health check answers.`,
      // The most that any zone of the balancer counts. Where no target is registered, nothing is counted.
      metric: { ...applicationElb('HealthyHostCount', dimensions, 'Maximum'), periodSeconds: 60 },
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      evaluationPeriods: 2,
      treatMissingData: mayBeEmpty ? 'notBreaching' : 'breaching',
      topic: this.ofOutage(),
    });
  }
}
