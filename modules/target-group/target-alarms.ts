import { Construct } from 'constructs';
import { MetricAlarm, type MathAlarm } from '../alarm';
import { optional, wholeNumber, type Description } from '../props';
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
}

export const targetAlarmThresholds: Description<TargetAlarmThresholds> = {
  ...requestAlarmThresholds,
  unhealthyTargets: optional(wholeNumber('targets', 1, 1000, { structure: true }), '1'),
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
    });
    this.addUnhealthyAlarm();
    this.addNoneHealthyAlarm();
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

  private addNoneHealthyAlarm(): void {
    const { name, what, dimensions, thresholds, mayBeEmpty } = this.props;
    new MetricAlarm(this, 'none-healthy', {
      name: `${name}-none-healthy`,
      description: `${what}: no target is healthy, and requests fail. Look first whether targets run at all, and what their health check answers.`,
      // The most that any zone of the balancer counts. Where no target is registered, nothing is counted.
      metric: { ...applicationElb('HealthyHostCount', dimensions, 'Maximum'), periodSeconds: 60 },
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      evaluationPeriods: 2,
      treatMissingData: mayBeEmpty ? 'notBreaching' : 'breaching',
      topic: thresholds.topic,
    });
  }
}
