import { factsOfEnvironment } from '../../cli/review/facts';
import { prod } from '../../environments';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { withApis } from '../support/apis';
import { withPeople } from '../support/people';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements } from '../support/synth';

const service = stackOf(withApis, 'service');
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
const named = (type: string, name: string) => service.all(type).find((one) => one.name === name)!;

describe('an API', () => {
  test('answers for its host alone, by its certificate and a record of the zone', () => {
    for (const { disable_execute_api_endpoint } of service.all('aws_apigatewayv2_api')) {
      expect(disable_execute_api_endpoint).toBe(true);
    }
    const domains = service.all('aws_apigatewayv2_domain_name');
    expect(domains.map(({ domain_name }) => domain_name)).toEqual(['api.shop.example.com', 'status.shop.example.com']);
    for (const { domain_name_configuration } of domains) {
      expect(domain_name_configuration).toMatchObject({
        certificate_arn: outputOf('dns', 'certificates_api_balancer_certificate_arn'),
        security_policy: 'TLS_1_2',
      });
    }
    const records = service.all('aws_route53_record').filter(({ type }) => type === 'A');
    expect(records.map(({ name, zone_id }) => [name, zone_id])).toEqual(
      domains.map(({ domain_name }) => [domain_name, outputOf('dns', 'public_zone_zone_id')]),
    );
  });

  test('has the limits, the logs and the origins that are decided', () => {
    expect(service.all('aws_apigatewayv2_stage').map((stage) => stage.default_route_settings)).toMatchObject([
      { throttling_rate_limit: 200, throttling_burst_limit: 400 },
      { throttling_rate_limit: 10, throttling_burst_limit: 20 },
    ]);
    expect(named('aws_cloudwatch_log_group', '/aws/vendedlogs/api-gateway/prod-public')).toMatchObject({
      retention_in_days: prod.logRetentionDays,
      kms_key_id: named('aws_cloudwatch_log_group', '/aws/ecs/prod-web').kms_key_id,
    });
    expect(named('aws_apigatewayv2_api', 'prod-public').cors_configuration).toMatchObject({
      allow_origins: ['https://shop.example.com'],
    });
    expect(named('aws_apigatewayv2_api', 'prod-status')).not.toHaveProperty('cors_configuration');
  });

  test('takes tokens of the clients of the user pool, where it does not say why anybody may call it', () => {
    expect(service.one('aws_apigatewayv2_authorizer').jwt_configuration).toEqual({
      issuer: outputOf('data', 'users_issuer'),
      audience: [outputOf('data', 'users_client_ids_shop')],
    });
    const types = service
      .all('aws_apigatewayv2_route')
      .map(({ route_key, authorization_type }) => `${route_key} ${authorization_type}`);
    expect(types.sort()).toEqual([
      ...['ANY /office/{proxy+} JWT', 'GET / NONE', 'GET /catalogue JWT', 'GET /orders/{id} JWT', 'POST /orders JWT'],
    ]);
  });

  test('invokes a function by its alias, which admits each route', () => {
    const permissions = service
      .all('aws_lambda_permission')
      .filter(({ principal }) => principal === 'apigateway.amazonaws.com');
    expect(permissions.map(({ source_arn }) => source_arn.replace(/^\$\{[^}]+\}/, '')).sort()).toEqual([
      ...['/*/GET/', '/*/GET/orders/*', '/*/POST/orders'],
    ]);
    for (const { function_name, qualifier } of permissions) {
      expect([function_name, qualifier]).toEqual([
        service.reference('aws_lambda_function', 'function_name'),
        service.reference('aws_lambda_alias', 'name'),
      ]);
    }
  });
});

describe('containers and instances that an API leads to', () => {
  test('are behind a balancer inside the network, that nothing but its VPC link reaches', () => {
    const balancer = named('aws_lb', 'prod-public');
    expect(balancer).toMatchObject({ internal: true, enable_deletion_protection: true });
    expect(service.all('aws_lb').map(({ name }) => name)).toEqual(['prod-public', 'prod']);
    const [own] = balancer.security_groups;
    const rules = service
      .all('aws_vpc_security_group_ingress_rule')
      .filter(({ security_group_id }) => security_group_id === own);
    expect(rules).toMatchObject([{ from_port: 443, to_port: 443, description: 'Requests of the API public' }]);
    const [link] = service.one('aws_apigatewayv2_vpc_link').security_group_ids;
    expect(rules[0]!.referenced_security_group_id).toBe(link);
  });

  test('are asked over TLS for the name that they have in the network', () => {
    const links = service.all('aws_apigatewayv2_integration').filter((one) => one.connection_type === 'VPC_LINK');
    expect(links.map(({ request_parameters, tls_config }) => [request_parameters, tls_config])).toEqual(
      ['office', 'web'].map((name) => [
        { 'overwrite:header.host': `${name}.services.prod.internal` },
        { server_name_to_verify: 'api.shop.example.com' },
      ]),
    );
    const hosts = service
      .all('aws_lb_listener_rule')
      .flatMap(({ condition }) => condition.flatMap((one: any) => one.host_header?.values ?? []));
    expect(hosts).toEqual(expect.arrayContaining(['web.services.prod.internal', 'office.services.prod.internal']));
  });

  test('are in the target groups of both balancers', () => {
    const tasks = named('aws_ecs_service', 'prod-web');
    expect(tasks.load_balancer).toHaveLength(2);
    expect(named('aws_autoscaling_group', 'prod-office').target_group_arns).toHaveLength(2);
    const before = stackOf(withPeople, 'service').all('aws_lb_target_group').length;
    expect(service.all('aws_lb_target_group')).toHaveLength(before + 2);
  });

  test('roll a deployment back when they answer with errors behind either', () => {
    const { alarms } = named('aws_ecs_service', 'prod-web');
    expect(alarms.alarm_names.filter((name: string) => name.includes('_alarms_errors_'))).toHaveLength(2);
  });

  test('are not there for an API of functions alone', () => {
    const alone = { ...withApis, apis: { status: withApis.apis.status } };
    expect(stackOf(alone, 'service').types()).not.toContain('aws_apigatewayv2_vpc_link');
  });

  test('need no balancer of the environment', () => {
    const { public: api } = withApis.apis;
    const { web, worker, bounces, orders } = withApis.services;
    const services = { web: { ...web, hosts: {} }, worker, bounces, orders };
    const apis = { public: { ...api, routes: { 'GET /catalogue': 'web' } } };
    const inside = stackOf({ ...withApis, balancer: 'none', edge: 'none', services, apis }, 'service');
    expect(inside.one('aws_lb')).toMatchObject({ name: 'prod-public', internal: true });
    const label = JSON.stringify(inside.all('aws_appautoscaling_policy'));
    expect(label).toContain('resource_label');
  });
});

test('CI may make APIs where they are decided, and nowhere else', () => {
  const boundary = (environment: Environment) =>
    statements(
      stackOf(environment, 'account')
        .all('aws_iam_policy')
        .find(({ name }) => name === 'boundary')!.policy,
    ).Services!.Action;
  expect(boundary(withApis)).toContain('apigateway:*');
  expect(boundary(prod)).not.toContain('apigateway:*');
});

test('what is decided is no finding of the review', async () => {
  const findingsOf = async (environment: Environment) =>
    evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => factsOfEnvironment(environment))
      .filter(({ status }) => status !== 'pass')
      .map(({ rule, status, address }) => `${status} ${rule} ${address}`);
  const before = await findingsOf(prod);
  const found = (await findingsOf(withApis)).filter((one) => !before.includes(one));
  // The reason why anybody may call it is accepted with the environment.
  expect(found).toEqual([expect.stringMatching(/^fail api-gateway\/authorized aws_apigatewayv2_route\.api-status_/)]);
});

test('the internet reaches what an API leads to, and nothing else does by its balancer', async () => {
  const topology = topologyOf(await graphOfStacks(writtenStacks(withApis)));
  const party = (name: string) => find(topology, name, 'prod').parties![0]!;
  const ways = (to: string) =>
    (reachInEveryVariant(topology, party('internet'), party(to), { entry: 443 }).ways ?? [])
      .filter(({ verdict }) => verdict === 'reachable')
      .map(({ text }) => text);
  expect(ways('service-office')).toContain(
    'internet reaches service-office on tcp 443 through API Gateway prod-public (no web ACL) and load balancer prod-public (no web ACL); service-office listens on tcp 8080',
  );
  expect(ways('service-orders')).toEqual([
    'internet reaches service-orders/function on tcp 443 through API Gateway prod-public (no web ACL)',
    'internet reaches service-orders/function on tcp 443 through API Gateway prod-status (no web ACL)',
  ]);
  expect(ways('service-worker')).toEqual([]);
  const reaches = (from: string, to: string, port: number) =>
    reachInEveryVariant(topology, party(from), party(to), { port }).verdict;
  expect(reaches('api-public-link', 'api-public-balancer', 443)).toBe('reachable');
  expect(reaches('api-status', 'service-web', 8080)).toBe('blocked');
  expect(reaches('service-partners', 'api-public-balancer', 443)).toBe('blocked');
});
