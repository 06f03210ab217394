export { MathAlarm, type MathAlarmProps } from './math-alarm';
export { MetricAlarm, type MetricAlarmProps } from './metric-alarm';
