import * as environments from '../../environments';
import type { Environment } from '../../environments/schema';
import { onlyServices, withoutServices } from '../support/environments';
import { stackOf } from '../support/stacks';
import type { Attributes, Synthesized } from '../support/synth';
import { smallProd } from '../support/small-prod';

const [dev, prod] = [onlyServices(environments.dev, 'web'), onlyServices(smallProd, 'web')];
const edge = stackOf(prod, 'edge');
const records = (stack: Synthesized) =>
  stack.all('aws_route53_record').map(({ name, type, set_identifier }) => `${type} ${name} ${set_identifier}`);

describe('a distribution', () => {
  test('answers for its hosts, with files for all paths but those of the balancer', () => {
    const distribution = edge.one('aws_cloudfront_distribution');
    expect(distribution).toMatchObject({
      aliases: ['shop.example.com', 'www.shop.example.com'],
      web_acl_id: edge.reference('aws_wafv2_web_acl', 'arn'),
      price_class: 'PriceClass_100',
    });
    const paths = distribution.ordered_cache_behavior.map(({ path_pattern }: Attributes) => path_pattern);
    expect(paths).toEqual(['/api/*']);
  });

  test('tells the balancer who asks, by the header of the stack below', () => {
    const origins = edge.one('aws_cloudfront_distribution').origin as Attributes[];
    const [balancer] = origins.filter(({ custom_origin_config }) => custom_origin_config);
    expect(balancer).toMatchObject({
      domain_name: '${data.terraform_remote_state.service.outputs.balancer_dns_name}',
      custom_header: [{ value: '${data.terraform_remote_state.service.outputs.origin_header_current}' }],
    });
  });

  test('has its web ACL, its log and its metrics in us-east-1, and its files at home', () => {
    for (const type of ['aws_wafv2_web_acl', 'aws_cloudwatch_log_group', 'aws_cloudfront_distribution']) {
      for (const { provider } of edge.all(type)) expect([type, provider]).toEqual([type, 'aws.us_east_1']);
    }
    expect(edge.one('aws_s3_bucket').provider).toBeUndefined();
  });

  test('lets its pages reach the buckets that are open to them, and nothing else', () => {
    const policy = (stack: Synthesized) =>
      stack.one('aws_cloudfront_response_headers_policy').security_headers_config.content_security_policy
        .content_security_policy;
    const uploads = 'https://example-terrace-prod-uploads.s3.eu-west-1.amazonaws.com';
    expect(policy(edge)).toBe(
      `default-src 'self'; connect-src 'self' ${uploads}; img-src 'self' ${uploads}; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'`,
    );
    const closed = { uploads: { ...prod.buckets.uploads, pagesOf: ['elsewhere.example.com'] } };
    expect(policy(stackOf({ ...prod, buckets: closed }, 'edge'))).not.toContain('uploads');
  });

  test('asks the balancer for everything where there are no files', () => {
    const stack = stackOf({ ...prod, edge: { ...prod.edge, site: 'none' } }, 'edge');
    expect(stack.one('aws_cloudfront_distribution').origin).toHaveLength(1);
    expect(stack.none('aws_s3_bucket')).toBe(true);
  });

  test('answers with files alone where no path is the balancer’s', () => {
    const site = { ...prod.edge.site, dynamicPaths: [] };
    const stack = stackOf({ ...withoutServices(prod), edge: { ...prod.edge, site } }, 'edge');
    expect(stack.one('aws_cloudfront_distribution').origin).toHaveLength(1);
    expect(stack.json.data.terraform_remote_state.service).toBeUndefined();
  });
});

describe('the dashboard', () => {
  const titles = (stack: Synthesized): string[] =>
    JSON.parse(stack.one('aws_cloudwatch_dashboard').dashboard_body).widgets.map(
      ({ properties }: any) => properties.title,
    );

  test('shows what users see, from the outside in', () => {
    expect(titles(edge)).toEqual([
      'CloudFront: requests',
      'CloudFront: answers that are errors',
      'Web ACL: requests',
      'Load balancer: requests',
      'Load balancer: seconds that targets take',
      'Load balancer: answers that are 5xx',
    ]);
  });

  test('shows no distribution where there is none', () => {
    expect(titles(stackOf(dev, 'edge'))[0]).toBe('Load balancer: requests');
  });
});

describe('records', () => {
  test('point every host to the distribution, by IPv4 and IPv6, routed from the first day', () => {
    expect(records(edge)).toEqual(prod.edge.hosts.flatMap((host) => [`AAAA ${host} eu-west-1`, `A ${host} eu-west-1`]));
  });

  test('point the hosts of services to the balancer where there is no distribution', () => {
    const stack = stackOf(dev, 'edge');
    expect(records(stack)).toEqual(['A shop-dev.example.com eu-central-1']);
    expect(stack.one('aws_route53_record').alias).toEqual({
      name: '${data.terraform_remote_state.service.outputs.balancer_dns_name}',
      zone_id: '${data.terraform_remote_state.service.outputs.balancer_zone_id}',
      evaluate_target_health: true,
    });
  });

  test('point to the balancer by IPv6 too where it has addresses of it', () => {
    const dual: Environment = {
      ...dev,
      network: { ...dev.network, ipv6: 'on' },
      balancer: { ...environments.dev.balancer, ipAddressType: 'dualstack' },
    };
    expect(records(stackOf(dual, 'edge')).sort()).toEqual([
      'A shop-dev.example.com eu-central-1',
      'AAAA shop-dev.example.com eu-central-1',
    ]);
    for (const { alias } of stackOf(dual, 'edge').all('aws_route53_record'))
      expect(alias.name).toBe('${data.terraform_remote_state.service.outputs.balancer_dns_name}');
  });

  test('are checked from outside, at the path that says that all is well', () => {
    const checked = (stack: Synthesized) =>
      stack.all('aws_route53_health_check').map(({ fqdn, resource_path }) => `${fqdn}${resource_path}`);
    expect(checked(edge).sort()).toEqual(['shop.example.com/', 'www.shop.example.com/']);
    expect(checked(stackOf(dev, 'edge'))).toEqual(['shop-dev.example.com/readyz']);
  });
});

test('an environment without hosts has no such stack', () => {
  expect(() => stackOf({ ...withoutServices(prod) }, 'edge')).toThrow('prod has no stack edge');
});
