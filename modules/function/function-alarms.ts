import { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps } from '../alarm';
import type { FunctionMonitoring } from './function-props';

export interface FunctionAlarmsProps {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly thresholds: FunctionMonitoring;
}

const periodSeconds = 300;
/** Of those, in a row. */
const lasting = 3;

/** The alarms of a function (Lambda developer guide, Types of metrics for Lambda functions). */
export class FunctionAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FunctionAlarmsProps,
  ) {
    super(scope, id);
    const { name, timeoutSeconds, thresholds } = props;
    const { durationPercent = 80 } = thresholds;
    this.addErrors();
    this.add('throttles', this.metric('Throttles', 'Sum'), 0, lasting, {
      description: `Function ${name} was throttled for 15 minutes: it had no concurrency left. Look at ConcurrentExecutions; raise its reserved concurrency, or the quota of the account.`,
    });
    this.add('duration', this.metric('Duration', 'Maximum'), timeoutSeconds * 10 * durationPercent, lasting, {
      description: `The longest invocation of function ${name} took over ${durationPercent} % of its timeout of ${timeoutSeconds} seconds for 15 minutes. Look at its traces for what it waits for; then at its memory.`,
    });
    this.add('failed-events', this.metric('AsyncEventsDropped', 'Sum'), 0, 1, {
      description: `Function ${name} failed all attempts of an event, which is now in its failure queue. Look at one there: it has the error and the event. Fix that, and invoke the function with the event again.`,
    });
    this.add('lost-events', this.metric('DestinationDeliveryFailures', 'Sum'), 0, 1, {
      description: `Function ${name} could not send a failed event to its failure queue: the event is lost. Look at the policy of its role, then at the key of the queue.`,
    });
  }

  private addErrors(): void {
    const { name, thresholds } = this.props;
    const { errorPercent = 5, topic } = thresholds;
    new MathAlarm(this, 'errors', {
      name: `lambda-${name}-errors`,
      description: `Over ${errorPercent} % of the invocations of function ${name} failed for 15 minutes. Look at its logs at level ERROR; if a release was the last change, move the alias live back to the version before.`,
      metrics: { errors: this.metric('Errors', 'Sum'), invocations: this.metric('Invocations', 'Sum') },
      expression: '100 * errors / invocations',
      label: 'Percent of the invocations',
      threshold: errorPercent,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: lasting,
      treatMissingData: 'notBreaching',
      topic,
    });
  }

  private add(
    id: string,
    metric: MetricAlarmProps['metric'],
    threshold: number,
    evaluationPeriods: number,
    { description }: { readonly description: string },
  ): void {
    const { name, thresholds } = this.props;
    new MetricAlarm(this, id, {
      ...{ name: `lambda-${name}-${id}`, description, metric, threshold, evaluationPeriods },
      ...{ comparisonOperator: 'GreaterThanThreshold', treatMissingData: 'notBreaching', topic: thresholds.topic },
    });
  }

  private metric(metricName: string, statistic: 'Sum' | 'Maximum'): MetricAlarmProps['metric'] {
    const dimensions = { FunctionName: this.props.name };
    return { namespace: 'AWS/Lambda', metricName, dimensions, statistic, periodSeconds };
  }
}
