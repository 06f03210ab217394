import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { inRegion } from '../in-region';
import { assertUsEast1, usEast1 } from '../in-region/us-east-1';
import { assertProp, checkProps, isKnown } from '../props';
import { Site } from '../site/site';
import { AccessLogs } from './access-logs';
import { distributionProps, type DistributionProps } from './distribution-props';
import { assertOrigins, behaviours, originsOf } from './origins';
import { securityHeadersPolicy } from './security-headers';

/**
 * A CloudFront distribution: HTTPS only, from TLS 1.2 on, also over HTTP/3 and IPv6, behind a web ACL, with security headers, access logs and an alarm.
 * A site's files come from a private bucket, an application's answers from a load balancer that answers nobody else.
 *
 * A name that another distribution has is refused by AWS until a TXT record moves it. Invalidations are the pipeline's.
 */
export class Distribution extends Construct {
  static readonly props = distributionProps;
  readonly distributionArn: string;
  readonly distributionId: string;
  /** What an alias points to: with `zoneId`, the target of a `DnsRecord`. */
  readonly dnsName: string;
  readonly zoneId: string;
  readonly nodes: {
    readonly distribution: CloudfrontDistribution;
    readonly headersPolicy: CloudfrontResponseHeadersPolicy;
    readonly alarm: MetricAlarm;
  };

  /** @throws PropsError for props that CloudFront refuses, origins that cannot answer together, and a certificate or topic of another region than us-east-1. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DistributionProps,
  ) {
    super(scope, id);
    checkProps(this, distributionProps, props);
    const { name, hosts, origins, provider, logs } = props;
    assertUsEast1(this, provider, props.alarms.topic.topicArn);
    const { certificateArn } = hosts.certificate;
    const isThere = !isKnown(certificateArn) || certificateArn.split(':')[3] === usEast1;
    assertProp(this, 'hosts.certificate', isThere, `a certificate of ${usEast1}`, certificateArn);
    assertOrigins(this, origins);
    inRegion(this, provider);

    const headersPolicy = securityHeadersPolicy(this, name, props.headers ?? {});
    const distribution = this.addDistribution(headersPolicy.id);
    this.distributionArn = distribution.arn;
    this.distributionId = distribution.id;
    this.dnsName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
    for (const site of [origins.site, origins.secondSite]) {
      if (site instanceof Site) site.allowDistribution(this.distributionArn);
    }
    new AccessLogs(this, 'access-logs', { name, distributionArn: this.distributionArn, bucket: logs });
    this.nodes = { distribution, headersPolicy, alarm: this.addAlarm() };
  }

  private addDistribution(headersPolicyId: string): CloudfrontDistribution {
    const { name, hosts, origins, webAcl, delivery = {} } = this.props;
    const { priceClass = 'PriceClass_100', waitForDeployment = true } = delivery;
    const page = origins.notFoundPage;
    return new CloudfrontDistribution(this, 'distribution', {
      enabled: true,
      comment: name,
      aliases: [...hosts.names],
      ...originsOf(origins),
      ...behaviours(origins, headersPolicyId),
      ...(origins.site && { defaultRootObject: 'index.html' }),
      // S3 answers 403 for what is not there to who may not list the bucket.
      ...(page && {
        customErrorResponse: [403, 404].map((errorCode) => ({ errorCode, responseCode: 404, responsePagePath: page })),
      }),
      httpVersion: 'http2and3',
      isIpv6Enabled: true,
      priceClass,
      webAclId: webAcl.webAclArn,
      viewerCertificate: {
        acmCertificateArn: hosts.certificate.certificateArn,
        sslSupportMethod: 'sni-only',
        minimumProtocolVersion: 'TLSv1.2_2021',
      },
      restrictions: { geoRestriction: { restrictionType: 'none', locations: [] } },
      retainOnDelete: false,
      waitForDeployment,
    });
  }

  private addAlarm(): MetricAlarm {
    const { name, alarms } = this.props;
    const { topic, errorPercent = 5 } = alarms;
    return new MetricAlarm(this, 'errors', {
      name: `cloudfront-${name}-5xx-errors`,
      description: `More than ${errorPercent} % of the answers of the distribution ${name} are errors (5xx) for 10 minutes. Its access logs tell of which origin: look at the balancer or the bucket first.`,
      metric: {
        ...{ namespace: 'AWS/CloudFront', metricName: '5xxErrorRate', statistic: 'Average', periodSeconds: 300 },
        // CloudFront developer guide, Using the CloudWatch API to get metrics.
        dimensions: { DistributionId: this.distributionId, Region: 'Global' },
      },
      ...{ threshold: errorPercent, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 2 },
      // Without a request there is no data.
      treatMissingData: 'notBreaching',
      topic,
    });
  }
}
