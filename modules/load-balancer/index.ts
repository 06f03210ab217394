export type { BalancerAlarmThresholds } from './balancer-alarms';
export type { HostRule } from './host-rule';
export { LoadBalancer } from './load-balancer';
export type { BalancerTlsProps, LoadBalancerProps } from './load-balancer-props';
export type { ReachedFrom, ReachedFromDistribution, ReachedFromInternet } from './reached-from';
export { OriginHeader, type OriginHeaderProps, type OriginHeaderRef } from './origin-header';
export type { SignIn } from './sign-in';
