export { MetricAlarm, type MetricAlarmProps } from './metric-alarm';
