export { Distribution } from './distribution';
export type {
  BalancerOrigin,
  DistributionAlarms,
  DistributionDelivery,
  DistributionHosts,
  DistributionOrigins,
  DistributionProps,
} from './distribution-props';
export type { SecurityHeaders } from './security-headers';
