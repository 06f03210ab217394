import { matching, reference } from '../props';
import { domainName } from './domain-name';

/** A hosted zone that another module or stack made. */
export interface ZoneRef {
  /** Route 53's id: `Z0123456789ABCDEFGHIJ`. */
  readonly zoneId: string;
  /** The domain: `shop.example.com`. */
  readonly zoneName: string;
}

export const zoneRef = reference<ZoneRef>('a hosted zone', {
  zoneId: matching(/^[A-Z0-9]{1,32}$/, "a hosted zone's id, such as Z0123456789ABCDEFGHIJ", {
    source: 'Route 53 API reference, ResourceId',
  }),
  zoneName: domainName,
});

/** A health check that another module or stack made. */
export interface HealthCheckRef {
  readonly healthCheckId: string;
}

export const healthCheckRef = reference<HealthCheckRef>('a health check', {
  healthCheckId: matching(/^[\w-]{1,64}$/, "a health check's id, 1 to 64 letters, digits and -", {
    source: 'Route 53 API reference, HealthCheckId',
  }),
});
