import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { certificateRef, type CertificateRef } from '../certificate/certificate-ref';
import { edgeWebAclRef, type WebAclRef } from '../firewall/web-acl-ref';
import { awsProvider } from '../in-region/us-east-1';
import { originHeaderRef, type OriginHeaderRef } from '../load-balancer/origin-header';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  amount,
  flag,
  list,
  matching,
  object,
  oneOf,
  optional,
  reference,
  type Description,
} from '../props';
import { siteRef, type SiteRef } from '../site/site-ref';
import { domainName } from '../zone/domain-name';
import { securityHeaders, type SecurityHeaders } from './security-headers';

export interface DistributionProps {
  /** The start of the names of what belongs to it, unique in the account: `prod-shop`. */
  readonly name: string;
  /** The account that owns it: 12 digits. */
  readonly account: string;
  /** The names that it answers to. */
  readonly hosts: DistributionHosts;
  /** Where its answers come from. */
  readonly origins: DistributionOrigins;
  /** A web ACL of scope CLOUDFRONT. */
  readonly webAcl: WebAclRef;
  /** Takes its access logs, below `cloudfront/<name>`. A `Bucket` is opened to the log delivery; its key is `s3`. */
  readonly logs: BucketRef;
  /** Who is told when it fails, and from when on. */
  readonly alarms: DistributionAlarms;
  /** A provider in us-east-1, where CloudFront keeps metrics and log deliveries; every resource of this module uses it. */
  readonly provider: AwsProvider;
  /**
   * What browsers are told of every answer.
   * @default strict ones
   */
  readonly headers?: SecurityHeaders;
  /**
   * From where and how it is served.
   * @default Europe and North America, and an apply waits until it is
   */
  readonly delivery?: DistributionDelivery;
}

export interface DistributionHosts {
  /** `shop.example.com`; 1 to 100. A name belongs to one distribution in all of AWS. */
  readonly names: readonly string[];
  /** A certificate of us-east-1 for all of them. */
  readonly certificate: CertificateRef;
}

/** A site, a load balancer, or both: then the site answers for all but the dynamic paths. */
export interface DistributionOrigins {
  /** Files, kept at the edge as their `cache-control` says. A `Site` is opened to this distribution. */
  readonly site?: SiteRef;
  /** The same files in another region, asked when the site answers 500, 502, 503 or 504. */
  readonly secondSite?: SiteRef;
  /** An application, asked for each request, by the host that the viewer named. */
  readonly balancer?: BalancerOrigin;
  /** What the balancer answers where there is a site too: `/api/*`. */
  readonly dynamicPaths?: readonly string[];
  /** The page of the site for what does not exist: `/404.html`. Only without a balancer, whose own answers it would replace. */
  readonly notFoundPage?: string;
}

export interface BalancerOrigin {
  /** The DNS name of a balancer on the internet, with a certificate for the hosts of the distribution. */
  readonly dnsName: string;
  /** The header by which it knows this distribution. */
  readonly header: OriginHeaderRef;
}

export interface DistributionAlarms {
  /** A topic of us-east-1. */
  readonly topic: TopicRef;
  /**
   * Percent of answers that are errors of the origin or of CloudFront (5xx), for ten minutes.
   * @default 5
   */
  readonly errorPercent?: number;
}

export interface DistributionDelivery {
  /**
   * `PriceClass_100`: Europe and North America. `PriceClass_200`: also Asia, Africa and the Middle East. `PriceClass_All`: also South America and Australia.
   * @default 'PriceClass_100'
   */
  readonly priceClass?: 'PriceClass_100' | 'PriceClass_200' | 'PriceClass_All';
  /**
   * Whether an apply waits, for minutes, until all edge locations have a change; else a failure there is not seen.
   * @default true
   */
  readonly waitForDeployment?: boolean;
}

const source = 'CloudFront API reference, DistributionConfig';
const path = matching(/^\/[\w.*$/~"'@:+?&-]{0,254}$/, 'a path such as /api/*', { structure: true, source });
const origins: Description<DistributionOrigins> = {
  site: optional(siteRef, 'none'),
  secondSite: optional(siteRef, 'none'),
  balancer: optional(
    reference<BalancerOrigin>('a load balancer', {
      dnsName: matching(/^[A-Za-z0-9.-]{1,253}$/, 'a DNS name'),
      header: originHeaderRef,
    }),
    'none',
  ),
  dynamicPaths: optional(
    list('paths', path, { min: 1, max: 24, source: 'CloudFront developer guide, Quotas' }),
    'none',
  ),
  notFoundPage: optional(
    matching(/^\/[\w./-]{1,254}$/, 'the path of a page, such as /404.html', { structure: true }),
    'none',
  ),
};

export const distributionProps: Description<DistributionProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,50}$/, 'up to 51 of a-z, 0-9 and -, a letter first', { structure: true }),
  account: accountId,
  hosts: object<DistributionHosts>({
    names: list('hosts', domainName, { min: 1, max: 100, source: 'CloudFront developer guide, Quotas' }),
    certificate: certificateRef,
  }),
  origins: object<DistributionOrigins>(origins),
  webAcl: edgeWebAclRef,
  logs: bucketRef,
  alarms: object<DistributionAlarms>({
    topic: topicRef,
    errorPercent: optional(amount('percent', 0, 100), '5'),
  }),
  provider: awsProvider,
  headers: optional(securityHeaders, 'strict ones'),
  delivery: optional(
    object<DistributionDelivery>({
      priceClass: optional(oneOf(['PriceClass_100', 'PriceClass_200', 'PriceClass_All']), "'PriceClass_100'"),
      waitForDeployment: optional(flag(), 'true'),
    }),
    'Europe and North America, and an apply waits until it is',
  ),
};
