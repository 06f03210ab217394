import type { IConstruct } from 'constructs';
import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { certificateRef, type CertificateRef } from '../certificate/certificate-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  assertProp,
  checkProps,
  map,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  type Description,
} from '../props';
import { balancerAlarmThresholds, type BalancerAlarmThresholds } from './balancer-alarms';
import { ipAddressTypeOf, reachedFrom, tierOf, type ReachedFrom } from './reached-from';

export interface LoadBalancerProps {
  /** The balancer's name, unique in its account and region, and the start of every other name: `prod`. */
  readonly name: string;
  /** The account that owns the balancer: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Where it stands: in the public tier, or in the private one if nobody on the internet reaches it. Two zones or more. */
  readonly network: NetworkRef;
  /**
   * Who may open connections to it. `internet`: everybody, on 443, and on 80 to be sent there; over IPv4, or as an object over IPv6 too. A distribution alone: CloudFront's addresses on 443, and its
   * header in each request. `none`: whom `connections` lets in, from inside the network.
   *
   * From or to `none` AWS replaces the balancer, with another DNS name; between the others it changes in place.
   */
  readonly reachedFrom: ReachedFrom;
  /** What is shown to clients. Where there are more, for those that name no host or another one. */
  readonly certificate: CertificateRef;
  /**
   * Takes its access and connection logs, below `load-balancers/<name>`: a bucket of its region, of the key `s3`. A `Bucket` is opened to Elastic Load
   * Balancing; the policy of one that is only referred to must admit it.
   */
  readonly logs: BucketRef;
  readonly alarms: BalancerAlarmThresholds;
  /**
   * More certificates and the policy of TLS.
   * @default one certificate, and the policy that AWS recommends
   */
  readonly tls?: BalancerTlsProps;
  /**
   * Protections switched off, each with its reason.
   * @default none: deletion is refused
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export interface BalancerTlsProps {
  /**
   * Certificates for hosts that the first one does not name, by a name that stays.
   * @default none
   */
  readonly certificates?: Readonly<Record<string, CertificateRef>>;
  /**
   * What clients have to understand: TLS 1.3, or 1.2 too.
   * @default 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'
   */
  readonly policy?: (typeof tlsPolicies)[number];
}

const tlsPolicies = [
  'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
  'ELBSecurityPolicy-TLS13-1-2-2021-06',
  'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-2021-06',
] as const;

const source = 'Elastic Load Balancing API reference, CreateLoadBalancer';

export const loadBalancerProps: Description<LoadBalancerProps> = {
  name: matching(
    /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
    '1 to 32 letters, digits and hyphens, no hyphen at either end and not internal- in front',
    { structure: true, source },
  ),
  account: accountId,
  region: regionName,
  network: networkRef,
  reachedFrom,
  certificate: certificateRef,
  logs: bucketRef,
  alarms: object<BalancerAlarmThresholds>(balancerAlarmThresholds),
  tls: optional(
    object<BalancerTlsProps>({
      certificates: optional(
        // AWS's quota, the first one left out (Application Load Balancer user guide, Quotas).
        map(
          'certificates',
          matching(/^[a-z][a-z0-9-]{0,62}$/, 'up to 63 of a-z, 0-9 and -, a letter first', { structure: true }),
          certificateRef,
          { max: 25, source: 'Application Load Balancer user guide, Quotas' },
        ),
        'none',
      ),
      policy: optional(
        oneOf(tlsPolicies, {
          structure: true,
          source: 'Application Load Balancer user guide, Security policies',
        }),
        "'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'",
      ),
    }),
    'one certificate, and the policy that AWS recommends',
  ),
  optOuts: optional(
    object<NonNullable<LoadBalancerProps['optOuts']>>({
      deletionProtection: optional(optOut, 'deletion is refused'),
    }),
    'none',
  ),
};

/** Throws a PropsError for props that Elastic Load Balancing would refuse. */
export function checkLoadBalancer(scope: IConstruct, props: LoadBalancerProps): void {
  checkProps(scope, loadBalancerProps, props);
  const tier = tierOf(props.reachedFrom);
  const zones = Object.keys(props.network.subnetIds[tier]);
  assertProp(scope, 'network', zones.length >= 2, `two zones or more with a ${tier} subnet`, zones);
  const type = ipAddressTypeOf(props.reachedFrom);
  const hasRanges = type === 'ipv4' || props.network.ipv6Cidr !== undefined;
  assertProp(scope, 'reachedFrom.internet.ipAddressType', hasRanges, '"ipv4" in a network without IPv6', type);
}
