export type { AlarmRef } from './alarm-ref';
export {
  CompositeAlarm,
  type AllOf,
  type AnyOf,
  type CompositeAlarmProps,
  type SuppressorProps,
} from './composite-alarm';
export { MathAlarm, type MathAlarmProps } from './math-alarm';
export { MetricAlarm, type MetricAlarmProps, type Statistic } from './metric-alarm';
