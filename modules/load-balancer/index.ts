export type { BalancerAlarmThresholds } from './balancer-alarms';
export type { HostRule } from './host-rule';
export { LoadBalancer } from './load-balancer';
export type { BalancerTlsProps, LoadBalancerProps, ReachedFromDistribution } from './load-balancer-props';
export { OriginHeader, type OriginHeaderProps, type OriginHeaderRef } from './origin-header';
