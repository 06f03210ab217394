import { Construct } from 'constructs';
import { MetricAlarm, type AlarmRef, type MetricAlarmProps } from '../alarm';
import type { CanaryProps } from './canary-props';

/** Runs in a row that fail, or are not there. */
const failedRuns = 3;

/** The alarms of a canary (CloudWatch user guide, CloudWatch metrics published by canaries). */
export class CanaryAlarms extends Construct {
  /** In ALARM while the canary fails, or does not run. */
  readonly failing: AlarmRef;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CanaryProps,
  ) {
    super(scope, id);
    const { name, url, runs, monitoring } = props;
    const { topic, durationMs } = monitoring;
    this.failing = new MetricAlarm(this, 'failing', {
      name: `canary-${name}-failing`,
      description: `The canary ${name} failed ${failedRuns} times in a row, or did not run: users of ${url} may see what it does. Look first at why its last run failed, by aws synthetics get-canary-runs --name ${name}; then at what was deployed last. Where it did not run, look at its state.`,
      // A run is 100 or 0.
      metric: this.metric('SuccessPercent', 'Average', runs.everyMinutes * 60),
      ...{ threshold: 100, comparisonOperator: 'LessThanThreshold', evaluationPeriods: failedRuns },
      ...{ treatMissingData: 'breaching', topic },
    });
    if (durationMs === undefined) return;
    new MetricAlarm(this, 'slow', {
      name: `canary-${name}-slow`,
      description: `The canary ${name} took over ${durationMs} ms in each of 2 hours, in more than one run of twenty. Look first at its traces for which request is slow; then at the alarms of the service that answers it.`,
      metric: this.metric('Duration', 'p95', 3600),
      ...{ threshold: durationMs, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 2 },
      // That it does not run, the other alarm tells.
      ...{ treatMissingData: 'notBreaching', topic },
    });
  }

  private metric(
    metricName: string,
    statistic: MetricAlarmProps['metric']['statistic'],
    periodSeconds: number,
  ): MetricAlarmProps['metric'] {
    const dimensions = { CanaryName: this.props.name };
    return { namespace: 'CloudWatchSynthetics', metricName, dimensions, statistic, periodSeconds };
  }
}
