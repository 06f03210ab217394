import {
  matching,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  text,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { recordName } from './domain-name';
import { healthCheckRef, zoneRef, type HealthCheckRef, type ZoneRef } from './zone-ref';

export interface DnsRecordProps {
  readonly zone: ZoneRef;
  /** The whole name, in the zone: `www.shop.example.com`. */
  readonly name: string;
  /** An alias of what has IPv6 too needs one record of each. */
  readonly type: 'A' | 'AAAA' | 'CNAME';
  /** A load balancer, whose own health counts; a CloudFront distribution; or a value, for which resolvers wait out its TTL. */
  readonly target: BalancerTarget | DistributionTarget | ValueTarget;
  /** By what Route 53 chooses among the records of the name and type; all of them have the same kind. */
  readonly routing: Routing;
  /**
   * Unhealthy, the record is no answer while another is well.
   * @default none: always an answer, but for a balancer that has no healthy target
   */
  readonly healthCheck?: HealthCheckRef;
}

export interface BalancerTarget {
  readonly balancer: { readonly dnsName: string; readonly zoneId: string };
}

export interface DistributionTarget {
  readonly distribution: { readonly domainName: string };
}

export interface ValueTarget {
  /** One address or name: Route 53 takes one value of a routed record. */
  readonly value: string;
  /**
   * Seconds that a resolver may keep it, 0 to 86400.
   * @default 60
   */
  readonly ttlSeconds?: number;
}

export type Routing = LatencyRouting | FailoverRouting | WeightedRouting;

/** The answer of the region that is nearest to who asks; the only one, while there is one. */
export interface LatencyRouting {
  readonly latency: string;
}

/** The secondary is the answer while the primary is unhealthy. */
export interface FailoverRouting {
  readonly failover: 'primary' | 'secondary';
}

/** The answer in `weight` of all the weights' cases. */
export interface WeightedRouting {
  /** 0 to 255; 0 is no answer, unless all are 0. */
  readonly weight: number;
  /** What tells it from the other records: `blue`. */
  readonly version: string;
}

const source = 'Route 53 API reference, ResourceRecordSet';
const targetName = text('the DNS name of a target', (name) => /^[\w.-]{1,255}$/.test(name), { source });
const hostedZoneId = matching(/^[A-Z0-9]{1,32}$/, 'the id of the hosted zone of a target', { source });

export const dnsRecordProps: Description<DnsRecordProps> = {
  zone: zoneRef,
  name: recordName,
  type: oneOf(['A', 'AAAA', 'CNAME']),
  target: union<DnsRecordProps['target']>('a target', {
    balancer: object<BalancerTarget>({
      balancer: reference<BalancerTarget['balancer']>('a load balancer', { dnsName: targetName, zoneId: hostedZoneId }),
    }),
    distribution: object<DistributionTarget>({
      distribution: object<DistributionTarget['distribution']>({ domainName: targetName }),
    }),
    value: object<ValueTarget>({
      value: text('an address or a name', (value) => value.length > 0 && value.length <= 255, { source }),
      ttlSeconds: optional(wholeNumber('seconds', 0, 86_400), '60'),
    }),
  }),
  routing: union<Routing>('a routing policy', {
    latency: object<LatencyRouting>({ latency: regionName }),
    failover: object<FailoverRouting>({ failover: oneOf(['primary', 'secondary']) }),
    weight: object<WeightedRouting>({
      weight: wholeNumber('shares', 0, 255, { source }),
      version: matching(/^[\w-]{1,128}$/, '1 to 128 letters, digits, _ and -', { structure: true, source }),
    }),
  }),
  healthCheck: optional(healthCheckRef, 'none: always an answer, but for a balancer that has no healthy target'),
};
