export { DnsRecord } from './dns-record';
export type {
  BalancerTarget,
  DistributionTarget,
  DnsRecordProps,
  FailoverRouting,
  LatencyRouting,
  Routing,
  ValueTarget,
  WeightedRouting,
} from './dns-record-props';
export { HealthCheck, type HealthCheckAlarm, type HealthCheckEndpoint, type HealthCheckProps } from './health-check';
export { PrivateZone, type PrivateZoneProps } from './private-zone';
export { PublicZone } from './public-zone';
export type { PublicZoneProps } from './public-zone-props';
export { ResolverQueryLogs, type ResolverQueryLogsProps } from './resolver-query-logs';
export type { HealthCheckRef, ZoneRef } from './zone-ref';
