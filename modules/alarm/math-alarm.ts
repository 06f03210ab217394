import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { checkProps, map, matching, optional, assertProp, sentence, type Description } from '../props';
import type { AlarmRef } from './alarm-ref';
import { alarmConfig, alarmProps, metric, type MetricAlarmProps } from './metric-alarm';

export interface MathAlarmProps extends Omit<MetricAlarmProps, 'metric' | 'fewSamples'> {
  /** The metrics, by the name that expressions call them: small letter first. All of one period. */
  readonly metrics: Readonly<Record<string, MetricAlarmProps['metric']>>;
  /**
   * Expressions on the way to the one that is watched, by name; each may use the metrics and the other steps.
   * @default none
   */
  readonly steps?: Readonly<Record<string, string>>;
  /** The expression that is watched, in CloudWatch metric math. */
  readonly expression: string;
  /** What the expression is, with its unit, on the alarm's graph: `USD ahead of the calendar`. */
  readonly label: string;
}

/** What metric math calls a metric or a step. */
export const metricId = matching(
  /^(?!result$)[a-z]\w{0,254}$/,
  'letters, digits and _, small letter first, and not result',
  {
    structure: true,
    source: 'CloudWatch API reference, MetricDataQuery, Id',
  },
);
const expression = sentence('an expression', { max: 2048, source: 'CloudWatch API reference, MetricDataQuery' });

const mathAlarmProps: Description<MathAlarmProps> = {
  ...alarmProps,
  metrics: map('metrics', metricId, metric, { min: 1, max: 10 }),
  steps: optional(map('expressions', metricId, expression, { max: 10 }), 'none'),
  expression,
  label: sentence('a label', { max: 255 }),
};

/** A CloudWatch alarm on an expression over metrics, told to a topic both when it fires and when it is over. */
export class MathAlarm extends Construct implements AlarmRef {
  static readonly props = mathAlarmProps;
  readonly alarmName: string;
  readonly nodes: { readonly alarm: CloudwatchMetricAlarm };

  /** @throws PropsError for an empty description, a name that metric math cannot read, or metrics of different periods. */
  constructor(scope: Construct, id: string, props: MathAlarmProps) {
    super(scope, id);
    checkProps(this, mathAlarmProps, props);
    const { metrics, steps = {} } = props;
    const config = alarmConfig(props);
    const periods = new Set(Object.values(metrics).map(({ periodSeconds }) => periodSeconds));
    assertProp(this, 'metrics', periods.size === 1, 'metrics of one period', [...periods]);
    const alarm = new CloudwatchMetricAlarm(this, 'alarm', {
      ...config,
      metricQuery: [
        ...Object.entries(metrics).map(([id, metric]) => ({ id, metric: query(metric), returnData: false })),
        ...Object.entries(steps).map(([id, expression]) => ({ id, expression, returnData: false })),
        { id: 'result', expression: props.expression, label: props.label, returnData: true },
      ],
    });
    this.nodes = { alarm };
    this.alarmName = alarm.alarmName;
  }
}

function query({ namespace, metricName, dimensions, statistic, periodSeconds }: MetricAlarmProps['metric']) {
  return { namespace, metricName, dimensions, stat: statistic, period: periodSeconds };
}
