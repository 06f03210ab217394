export { MathAlarm, type MathAlarmProps } from './math-alarm';
export { MetricAlarm, type MetricAlarmProps, type Statistic } from './metric-alarm';
