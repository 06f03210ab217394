import type {
  CloudfrontDistributionConfig,
  CloudfrontDistributionOrigin,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { IConstruct } from 'constructs';
import { assertProp } from '../props';
import type { SiteRef } from '../site/site-ref';
import type { BalancerOrigin, DistributionOrigins } from './distribution-props';

// Policies that AWS manages, by their ids, which are the same in every account.
/** CloudFront developer guide, Use managed cache policies, CachingOptimized. */
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** The same, CachingDisabled. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** CloudFront developer guide, Use managed origin request policies, AllViewer: the host too, which the balancer's rules and certificate are for. */
const allViewer = '216adef6-5c7f-47e4-b989-5492eafa07d3';

/** @throws PropsError for origins that cannot answer together. */
export function assertOrigins(scope: IConstruct, origins: DistributionOrigins): void {
  const { site, secondSite, balancer, dynamicPaths, notFoundPage } = origins;
  const assert = (prop: string, ok: boolean, expected: string, found: unknown) =>
    assertProp(scope, `origins.${prop}`, ok, expected, found);
  assert('site', site !== undefined || balancer !== undefined, 'a site, a balancer, or both', undefined);
  assert('secondSite', site !== undefined || secondSite === undefined, 'a site to be second to', secondSite);
  const hasBoth = site !== undefined && balancer !== undefined;
  const expected = hasBoth ? 'the paths that the balancer answers' : 'none, since there is one origin';
  assert('dynamicPaths', hasBoth === (dynamicPaths !== undefined), expected, dynamicPaths);
  const isSiteAlone = site !== undefined && balancer === undefined;
  const page = 'none beside a balancer, whose answers it would replace';
  assert('notFoundPage', notFoundPage === undefined || isSiteAlone, page, notFoundPage);
}

type Behaviours = Pick<CloudfrontDistributionConfig, 'defaultCacheBehavior' | 'orderedCacheBehavior'>;

/** What answers for which path. */
export function behaviours(origins: DistributionOrigins, responseHeadersPolicyId: string): Behaviours {
  const { site, secondSite, dynamicPaths = [] } = origins;
  const shared = { responseHeadersPolicyId, viewerProtocolPolicy: 'redirect-to-https', compress: true };
  const dynamic = {
    ...{ ...shared, targetOriginId: 'balancer', cachePolicyId: cachingDisabled, originRequestPolicyId: allViewer },
    allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
    cachedMethods: ['GET', 'HEAD'],
  };
  if (!site) return { defaultCacheBehavior: dynamic };
  const functionAssociation = site.functionArn
    ? [{ eventType: 'viewer-request', functionArn: site.functionArn }]
    : undefined;
  return {
    defaultCacheBehavior: {
      ...{ ...shared, targetOriginId: secondSite ? 'sites' : 'site', cachePolicyId: cachingOptimized },
      ...{ allowedMethods: ['GET', 'HEAD', 'OPTIONS'], cachedMethods: ['GET', 'HEAD'] },
      ...(functionAssociation && { functionAssociation }),
    },
    ...(dynamicPaths.length > 0 && {
      orderedCacheBehavior: dynamicPaths.map((pathPattern) => ({ ...dynamic, pathPattern })),
    }),
  };
}

/** The origins, and the group of those that stand in for each other. */
export function originsOf({ site, secondSite, balancer }: DistributionOrigins) {
  const origin = [
    ...(site ? [siteOrigin('site', site)] : []),
    ...(secondSite ? [siteOrigin('second-site', secondSite)] : []),
    ...(balancer ? [balancerOrigin(balancer)] : []),
  ];
  const member = [{ originId: 'site' }, { originId: 'second-site' }];
  const failoverCriteria = { statusCodes: [500, 502, 503, 504] };
  return { origin, ...(secondSite && { originGroup: [{ originId: 'sites', failoverCriteria, member }] }) };
}

function siteOrigin(originId: string, { domainName, originAccessControlId }: SiteRef): CloudfrontDistributionOrigin {
  return { originId, domainName, originAccessControlId };
}

/** The certificate is checked against the host that is passed on (CloudFront developer guide, Require HTTPS for communication between CloudFront and your custom origin). */
function balancerOrigin({ dnsName, header }: BalancerOrigin): CloudfrontDistributionOrigin {
  return {
    originId: 'balancer',
    domainName: dnsName,
    customHeader: [{ name: header.headerName, value: header.current }],
    customOriginConfig: {
      ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
      ...{ originReadTimeout: 30, originKeepaliveTimeout: 5 },
    },
  };
}
