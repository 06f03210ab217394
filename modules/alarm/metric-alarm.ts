import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { openToPublisher } from '../notifications/open-topic';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  assertProp,
  checkProps,
  either,
  map,
  matching,
  number,
  object,
  oneOf,
  optional,
  sentence,
  wholeNumber,
  type Description,
  type Prop,
} from '../props';
import type { AlarmRef } from './alarm-ref';

/**
 * A statistic, or a percentile of all values of a period: `p99`, `p99.9`. With `tm`, `wm`, `tc` and `ts` in place of `p`: the trimmed or winsorized mean, the
 * count or the sum of the values up to that percentile. `PR(:0.3)`: the percentage of the values that are 0.3 or less.
 */
export type Statistic =
  | 'Average'
  | 'Maximum'
  | 'Minimum'
  | 'Sum'
  | 'SampleCount'
  | `${'p' | 'tm' | 'wm' | 'tc' | 'ts'}${number}`
  | `PR(:${number})`;

export interface MetricAlarmProps {
  /** The alarm's name, unique in its account and region. */
  readonly name: string;
  /** What is wrong and what to do first: the person who reads this was just woken up. */
  readonly description: string;
  /** CloudWatch's namespace, metric, dimensions, statistic and period. */
  readonly metric: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Record<string, string>;
    readonly statistic: Statistic;
    readonly periodSeconds: number;
  };
  readonly threshold: number;
  readonly comparisonOperator:
    'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';
  /** How many periods in a row must be over the threshold. */
  readonly evaluationPeriods: number;
  /**
   * What a period without data means.
   * @default missing: the alarm goes to INSUFFICIENT_DATA
   */
  readonly treatMissingData?: 'missing' | 'breaching' | 'notBreaching' | 'ignore';
  /**
   * What a period means that has too few values for its percentile, which is under 1000 for `p99` and under 20 for `p50`: `ignore` leaves the alarm as it is.
   * Only for a percentile (`pNN`).
   * @default 'evaluate'
   */
  readonly fewSamples?: 'evaluate' | 'ignore';
  /**
   * Told when the alarm fires and when it is over. A `Topic` is opened to CloudWatch; one that is only referred to must admit it. `of-composite`: it tells
   * nobody, since a composite alarm that it is part of does.
   */
  readonly topic: TopicRef | 'of-composite';
}

const source = 'CloudWatch API reference, PutMetricAlarm';

const simple = ['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount'];

/** The provider takes two decimals, CloudWatch more. */
const statistic: Prop<Statistic> = matching(
  /^(Average|Maximum|Minimum|Sum|SampleCount|(p|tm|wm|tc|ts)(\d{1,2}(\.\d{1,2})?|100)|PR\(:\d+(\.\d+)?\))$/,
  `one of ${simple.join(', ')}, or a percentile, such as p99 or p99.9 (also tm, wm, tc, ts), or a percentile rank, such as PR(:0.3)`,
  { structure: true, source: 'CloudWatch user guide, CloudWatch statistics definitions' },
) as Prop<string> as Prop<Statistic>;

export const metric = object<MetricAlarmProps['metric']>({
  namespace: matching(/^[^:][\w./#: -]{0,254}$/, '1 to 255 letters, digits, spaces and ._-/#:, no : in front', {
    source,
  }),
  metricName: sentence('a metric', { max: 255, source }),
  dimensions: map(
    'dimensions',
    matching(/^[^:\s][ -~]{0,254}$/, '1 to 255 printable characters, no : in front', { structure: true }),
    sentence('a value', { max: 1024 }),
    { max: 30, source },
  ),
  statistic,
  periodSeconds: number(
    '10, 30 or a multiple of 60 seconds, up to 604800',
    (seconds) => [10, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0 && seconds <= 604_800),
    { source },
  ),
});

export const toldOf = either<'of-composite', TopicRef>(oneOf(['of-composite']), topicRef);

/** The props of every alarm, whatever it watches. */
export const alarmProps = {
  // CloudWatch API reference, PutMetricAlarm, AlarmName and AlarmDescription.
  name: sentence('a name', { max: 255, source }),
  description: sentence('what is wrong and what to do', { max: 1024, source }),
  threshold: number('a number', () => true),
  comparisonOperator: oneOf(
    ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'],
    { source },
  ),
  evaluationPeriods: wholeNumber('periods', 1, 10_080, { source }),
  treatMissingData: optional(
    oneOf(['missing', 'breaching', 'notBreaching', 'ignore'], { source }),
    'missing: the alarm goes to INSUFFICIENT_DATA',
  ),
  topic: toldOf,
} satisfies Partial<Description<MetricAlarmProps>>;

const metricAlarmProps: Description<MetricAlarmProps> = {
  ...alarmProps,
  metric,
  fewSamples: optional(oneOf(['evaluate', 'ignore'], { structure: true, source }), "'evaluate'"),
};

/** A CloudWatch alarm on one metric, told to a topic both when it fires and when it is over. */
export class MetricAlarm extends Construct implements AlarmRef {
  static readonly props = metricAlarmProps;
  readonly alarmName: string;
  readonly nodes: { readonly alarm: CloudwatchMetricAlarm };

  /** @throws PropsError for props that CloudWatch refuses. */
  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    checkProps(this, metricAlarmProps, props);
    const { metric, fewSamples } = props;
    const isPercentile = metric.statistic.startsWith('p');
    const expected = 'nothing, for a statistic that is no percentile';
    assertProp(this, 'fewSamples', isPercentile || fewSamples === undefined, expected, fewSamples);
    const alarm = new CloudwatchMetricAlarm(this, 'alarm', {
      ...alarmConfig(props),
      namespace: metric.namespace,
      metricName: metric.metricName,
      dimensions: metric.dimensions,
      ...(simple.includes(metric.statistic)
        ? { statistic: metric.statistic }
        : { extendedStatistic: metric.statistic }),
      ...(fewSamples && { evaluateLowSampleCountPercentiles: fewSamples }),
      period: metric.periodSeconds,
    });
    this.nodes = { alarm };
    this.alarmName = alarm.alarmName;
  }
}

/** What every alarm has, whatever it watches. */
export function alarmConfig(props: Omit<MetricAlarmProps, 'metric' | 'fewSamples'>) {
  const { name, description, threshold, comparisonOperator, evaluationPeriods } = props;
  return {
    alarmName: name,
    alarmDescription: description,
    threshold,
    comparisonOperator,
    evaluationPeriods,
    treatMissingData: props.treatMissingData ?? 'missing',
    ...actionsOf(props.topic),
  };
}

/** Tells a topic of an alarm, which CloudWatch may publish to from then on; or nobody, of a part of a composite alarm. */
export function actionsOf(topic: MetricAlarmProps['topic']) {
  if (topic === 'of-composite') return {};
  openToPublisher(topic, 'cloudwatch.amazonaws.com');
  return { alarmActions: [topic.topicArn], okActions: [topic.topicArn] };
}
