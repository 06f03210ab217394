import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { Bucket } from '../../modules/bucket';
import { Distribution, type DistributionOrigins, type DistributionProps } from '../../modules/distribution';
import { Key } from '../../modules/kms';
import { Site } from '../../modules/site';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const usEast1 = 'us-east-1';
const topic = { topicArn: `arn:aws:sns:${usEast1}:${account}:edge` };
const site = {
  domainName: 'example-shop.s3.eu-west-1.amazonaws.com',
  originAccessControlId: 'E2QWRUHAPOMQZL',
  functionArn: `arn:aws:cloudfront::${account}:function/prod-shop-paths`,
};
const secondSite = { domainName: 'example-two.s3.eu-central-1.amazonaws.com', originAccessControlId: 'E3QWRUHAPOMQZL' };
const balancer = {
  dnsName: 'prod-123.eu-west-1.elb.amazonaws.com',
  header: { headerName: 'x-origin-verify', current: 'a'.repeat(32), previous: 'b'.repeat(32) },
};
const provider = (stack: TerraformStack, region = usEast1) => new AwsProvider(stack, 'us', { region, alias: 'us' });
const props = (stack: TerraformStack, rest: Partial<DistributionProps> = {}): DistributionProps => ({
  ...{ name: 'prod-shop', account, origins: { site }, alarms: { topic } },
  hosts: {
    names: ['shop.example.com', 'www.shop.example.com'],
    certificate: { certificateArn: `arn:aws:acm:${usEast1}:${account}:certificate/1234` },
  },
  webAcl: { webAclArn: `arn:aws:wafv2:${usEast1}:${account}:global/webacl/prod-edge/1234` },
  logs: { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' },
  provider: rest.provider ?? provider(stack),
  ...rest,
});
const distribution = (rest?: Partial<DistributionProps>) =>
  synth((stack) => void new Distribution(stack, 'edge', props(stack, rest)));
const made = (rest?: Partial<DistributionProps>) => distribution(rest).one('aws_cloudfront_distribution');
const of = (origins: DistributionOrigins) => made({ origins });
const both: DistributionOrigins = { site, balancer, dynamicPaths: ['/api/*', '/orders/*'] };

describe('a distribution', () => {
  test('answers its hosts over TLS 1.2 and later, HTTP/3 and IPv6, behind its web ACL', () => {
    expect(made()).toMatchObject({
      enabled: true,
      aliases: ['shop.example.com', 'www.shop.example.com'],
      http_version: 'http2and3',
      is_ipv6_enabled: true,
      price_class: 'PriceClass_100',
      web_acl_id: `arn:aws:wafv2:${usEast1}:${account}:global/webacl/prod-edge/1234`,
      viewer_certificate: {
        acm_certificate_arn: `arn:aws:acm:${usEast1}:${account}:certificate/1234`,
        ssl_support_method: 'sni-only',
        minimum_protocol_version: 'TLSv1.2_2021',
      },
      retain_on_delete: false,
      wait_for_deployment: true,
    });
  });

  test('can be delivered farther, without waiting', () => {
    expect(made({ delivery: { priceClass: 'PriceClass_All', waitForDeployment: false } })).toMatchObject({
      price_class: 'PriceClass_All',
      wait_for_deployment: false,
    });
  });

  test('is in us-east-1 with all that belongs to it', () => {
    for (const { type, attributes } of distribution().resources()) {
      expect([type, attributes.provider]).toEqual([type, 'aws.us']);
    }
  });

  test('redirects to HTTPS and sends its security headers, whatever answers', () => {
    const stack = distribution({ origins: both });
    const { default_cache_behavior: byDefault, ordered_cache_behavior: ordered } =
      stack.one('aws_cloudfront_distribution');
    for (const behaviour of [byDefault, ...ordered]) {
      expect(behaviour).toMatchObject({
        viewer_protocol_policy: 'redirect-to-https',
        response_headers_policy_id: stack.reference('aws_cloudfront_response_headers_policy', 'id'),
        compress: true,
      });
    }
  });
});

describe('the security headers', () => {
  const headersOf = (headers?: DistributionProps['headers']) =>
    distribution(headers && { headers }).one('aws_cloudfront_response_headers_policy').security_headers_config;

  test('are strict, and replace those of the origin', () => {
    expect(headersOf()).toEqual({
      strict_transport_security: {
        access_control_max_age_sec: 63_072_000,
        include_subdomains: true,
        preload: false,
        override: true,
      },
      content_security_policy: {
        content_security_policy:
          "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
        override: true,
      },
      content_type_options: { override: true },
      frame_options: { frame_option: 'DENY', override: true },
      referrer_policy: { referrer_policy: 'strict-origin-when-cross-origin', override: true },
    });
  });

  test('preload, and load from elsewhere, where that was decided', () => {
    const contentSecurityPolicy = "default-src 'self' https://img.example.com";
    const made = headersOf({ contentSecurityPolicy, hstsPreload: true });
    expect(made.strict_transport_security.preload).toBe(true);
    expect(made.content_security_policy.content_security_policy).toBe(contentSecurityPolicy);
  });
});

describe('the origins', () => {
  test('a site is cached, signed for, read only, and its paths are rewritten', () => {
    const made = of({ site });
    expect(made.origin).toEqual([
      {
        origin_id: 'site',
        domain_name: site.domainName,
        origin_access_control_id: site.originAccessControlId,
      },
    ]);
    expect(made.default_cache_behavior).toMatchObject({
      target_origin_id: 'site',
      cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      allowed_methods: ['GET', 'HEAD', 'OPTIONS'],
      function_association: [{ event_type: 'viewer-request', function_arn: site.functionArn }],
    });
    expect(made.default_root_object).toBe('index.html');
  });

  test('a balancer is asked each time, over HTTPS, for the host of the viewer, with the header that it asks for', () => {
    const made = of({ balancer });
    expect(made.origin).toEqual([
      {
        origin_id: 'balancer',
        domain_name: balancer.dnsName,
        custom_header: [{ name: 'x-origin-verify', value: 'a'.repeat(32) }],
        custom_origin_config: {
          ...{ http_port: 80, https_port: 443, origin_protocol_policy: 'https-only' },
          ...{ origin_ssl_protocols: ['TLSv1.2'], origin_read_timeout: 30, origin_keepalive_timeout: 5 },
        },
      },
    ]);
    expect(made.default_cache_behavior).toMatchObject({
      target_origin_id: 'balancer',
      cache_policy_id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      origin_request_policy_id: '216adef6-5c7f-47e4-b989-5492eafa07d3',
      allowed_methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
    });
    expect(made).not.toHaveProperty('default_root_object');
  });

  test('of both, the site answers but for the dynamic paths', () => {
    const made = of(both);
    expect(made.default_cache_behavior.target_origin_id).toBe('site');
    expect(made.ordered_cache_behavior.map((it: any) => [it.path_pattern, it.target_origin_id])).toEqual([
      ['/api/*', 'balancer'],
      ['/orders/*', 'balancer'],
    ]);
  });

  test('of two sites, the second answers when the first fails', () => {
    const made = of({ site, secondSite });
    expect(made.origin_group).toEqual([
      {
        origin_id: 'sites',
        failover_criteria: { status_codes: [500, 502, 503, 504] },
        member: [{ origin_id: 'site' }, { origin_id: 'second-site' }],
      },
    ]);
    expect(made.default_cache_behavior.target_origin_id).toBe('sites');
    expect(made.origin.map((origin: any) => origin.origin_id)).toEqual(['site', 'second-site']);
  });

  test('a page stands for what does not exist, which S3 forbids rather than misses', () => {
    expect(of({ site, notFoundPage: '/404.html' }).custom_error_response).toEqual(
      [403, 404].map((code) => ({ error_code: code, response_code: 404, response_page_path: '/404.html' })),
    );
  });

  test.each<[DistributionOrigins, string]>([
    [{}, 'origins.site: expected a site, a balancer, or both, found nothing'],
    [{ balancer, secondSite }, 'origins.secondSite: expected a site to be second to'],
    [{ site, balancer }, 'origins.dynamicPaths: expected the paths that the balancer answers, found nothing'],
    [{ site, dynamicPaths: ['/api/*'] }, 'origins.dynamicPaths: expected none, since there is one origin'],
    [{ ...both, notFoundPage: '/404.html' }, 'origins.notFoundPage: expected none beside a balancer'],
    [{ ...both, dynamicPaths: ['api'] }, 'origins.dynamicPaths[0]: expected a path such as /api/*, found "api"'],
    [
      { site: { ...site, domainName: 'example-shop.s3-website-eu-west-1.amazonaws.com' } },
      'origins.site.domainName: expected the regional domain of a bucket',
    ],
  ])('refuses %j', (origins, message) => {
    expect(() => of(origins)).toThrow(`stack/edge: ${message}`);
  });
});

describe('a site of the same stack', () => {
  test('lets the distribution read, and its key lets any of the account, so that nothing depends on itself', () => {
    const stack = synth((stack) => {
      const key = new Key(stack, 'key', { purpose: 'Site', alias: 'site', account, region: 'eu-west-1' });
      const accessLogs = { off: true as const, reason: 'It is public anyway' };
      const bucket = { bucket: 'example-shop', account, region: 'eu-west-1', accessLogs };
      const shop = new Site(stack, 'shop', { name: 'prod-shop', key, ...bucket });
      new Distribution(stack, 'edge', props(stack, { origins: { site: shop } }));
    });
    expect(statements(stack.one('aws_s3_bucket_policy').policy).CloudFrontReads).toMatchObject({
      Condition: { StringEquals: { 'aws:SourceArn': [stack.reference('aws_cloudfront_distribution', 'arn')] } },
    });
    expect(stack.one('aws_kms_key').policy).not.toContain('aws_cloudfront_distribution');
    expect(stack.one('aws_cloudfront_distribution').origin).toEqual([
      {
        origin_id: 'site',
        domain_name: stack.reference('aws_s3_bucket', 'bucket_regional_domain_name'),
        origin_access_control_id: stack.reference('aws_cloudfront_origin_access_control', 'id'),
      },
    ]);
  });
});

describe('the access logs', () => {
  test('are delivered to a bucket, by standard logging v2', () => {
    const stack = distribution();
    expect(stack.one('aws_cloudwatch_log_delivery_source')).toMatchObject({
      name: 'prod-shop-access',
      log_type: 'ACCESS_LOGS',
      resource_arn: stack.reference('aws_cloudfront_distribution', 'arn'),
    });
    expect(stack.one('aws_cloudwatch_log_delivery_destination')).toMatchObject({
      output_format: 'json',
      delivery_destination_configuration: [
        { destination_resource_arn: 'arn:aws:s3:::example-logs/cloudfront/prod-shop' },
      ],
    });
    expect(stack.one('aws_cloudwatch_log_delivery')).toMatchObject({
      delivery_source_name: stack.reference('aws_cloudwatch_log_delivery_source', 'name'),
      delivery_destination_arn: stack.reference('aws_cloudwatch_log_delivery_destination', 'arn'),
    });
    expect(stack.one('aws_cloudfront_distribution')).not.toHaveProperty('logging_config');
  });

  test('are admitted by their bucket before', () => {
    const stack = synth((stack) => {
      const accessLogs = { off: true as const, reason: 'It holds the logs itself' };
      const own = { bucket: 'example-logs', account, region: 'eu-west-1', key: 's3' as const, accessLogs };
      new Distribution(stack, 'edge', props(stack, { logs: new Bucket(stack, 'logs', own) }));
    });
    expect(statements(stack.one('aws_s3_bucket_policy').policy).LogDelivery).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: 's3:PutObject',
      Condition: {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:*:${account}:delivery-source:*` },
      },
    });
    const { name } = stack.resources('aws_s3_bucket_policy')[0]!;
    expect(stack.one('aws_cloudwatch_log_delivery').depends_on).toEqual([`aws_s3_bucket_policy.${name}`]);
  });
});

test('many errors are told, in us-east-1', () => {
  const stack = distribution({ alarms: { topic, errorPercent: 1 } });
  expect(stack.one('aws_cloudwatch_metric_alarm')).toMatchObject({
    alarm_name: 'cloudfront-prod-shop-5xx-errors',
    namespace: 'AWS/CloudFront',
    metric_name: '5xxErrorRate',
    dimensions: { DistributionId: stack.reference('aws_cloudfront_distribution', 'id'), Region: 'Global' },
    threshold: 1,
    alarm_actions: [topic.topicArn],
  });
});

describe('refuses', () => {
  const inRegion = (region: string) => ({
    names: ['shop.example.com'],
    certificate: { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1234` },
  });

  test.each<[Partial<DistributionProps>, string]>([
    [{ hosts: inRegion('eu-west-1') }, 'hosts.certificate: expected a certificate of us-east-1'],
    [
      { webAcl: { webAclArn: `arn:aws:wafv2:eu-west-1:${account}:regional/webacl/web/1234` } },
      'webAcl.webAclArn: expected the ARN of a web ACL of scope CLOUDFRONT',
    ],
    [
      { alarms: { topic: { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` } } },
      'topic.topicArn: expected a topic of us-east-1',
    ],
    [{ alarms: { topic, errorPercent: 0 } }, 'alarms.errorPercent: expected more than 0 and at most 100 percent'],
    [{ hosts: { ...inRegion(usEast1), names: [] } }, 'hosts.names: expected 1 to 100 hosts'],
  ])('%j', (rest, message) => {
    expect(() => distribution(rest)).toThrow(`stack/edge: ${message}`);
  });

  test('a provider of another region', () => {
    const build = (stack: TerraformStack) =>
      void new Distribution(stack, 'edge', props(stack, { provider: provider(stack, 'eu-west-1') }));
    expect(() => synth(build)).toThrow('provider.region: expected us-east-1, found "eu-west-1"');
  });
});
