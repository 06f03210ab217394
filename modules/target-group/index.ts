export { TargetGroup } from './target-group';
export type { RequestAlarmThresholds } from './request-alarms';
export type { TargetAlarmThresholds } from './target-alarms';
export type { HealthCheckProps, TargetGroupProps } from './target-group-props';
export type { BalancerRef } from './balancer-ref';
export type { TargetPair } from './target-pair';
