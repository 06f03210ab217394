import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { Function } from '../../modules/function';
import { HttpApi, VpcLink, type HttpApiProps, type RouteProps } from '../../modules/http-api';
import { Key } from '../../modules/kms';
import { checkTerraform } from '../../policies';
import { optOuts, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const at = { account, region };
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
const certificate = { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1234` };
const open = { off: true as const, reason: 'Monitors have no token' };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const ref = { functionName: 'prod-orders', aliasArn: `arn:aws:lambda:${region}:${account}:function:prod-orders:live` };
const listenerArn = `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/prod/0123456789abcdef/0123456789abcdef`;

const props = (rest: Partial<HttpApiProps> = {}): HttpApiProps => ({
  ...{ ...at, name: 'prod-public', cors: 'none', throttling: { ratePerSecond: 200, burst: 400 }, alarms: { topic } },
  domain: { name: 'api.shop.example.com', zone, certificate },
  accessLogs: { key, retentionDays: 30 },
  jwt: { issuer: 'https://tokens.example.com/', audiences: ['shop'] },
  ...rest,
});
const api = (rest?: Partial<HttpApiProps>, use: (api: HttpApi, stack: TerraformStack) => void = () => undefined) =>
  synth((stack) => use(new HttpApi(stack, 'api', props(rest)), stack));
const withRoute = (route: Partial<RouteProps> = {}, routeKey = 'GET /orders/{id}', rest?: Partial<HttpApiProps>) =>
  api(rest, (api, stack) => {
    const to = { function: Function.import(stack, 'orders', ref) };
    api.addRoute(routeKey, { to, authorization: 'jwt', ...route });
  });
const id = api().reference('aws_apigatewayv2_api', 'id');

describe('an HTTP API', () => {
  test('answers for its domain only, over TLS 1.2', () => {
    const stack = api();
    expect(stack.one('aws_apigatewayv2_api')).toMatchObject({
      ...{ name: 'prod-public', protocol_type: 'HTTP', disable_execute_api_endpoint: true },
    });
    expect(stack.one('aws_apigatewayv2_domain_name')).toMatchObject({
      domain_name: 'api.shop.example.com',
      domain_name_configuration: {
        ...{ certificate_arn: certificate.certificateArn, endpoint_type: 'REGIONAL', security_policy: 'TLS_1_2' },
      },
    });
    expect(stack.one('aws_apigatewayv2_api_mapping')).toMatchObject({
      ...{ api_id: id, stage: stack.reference('aws_apigatewayv2_stage', 'name') },
    });
    expect(stack.one('aws_route53_record')).toMatchObject({
      ...{ zone_id: zone.zoneId, name: 'api.shop.example.com', type: 'A' },
      alias: {
        name: expect.stringContaining('target_domain_name'),
        zone_id: expect.stringContaining('hosted_zone_id'),
      },
    });
  });

  test('deploys by itself, limits requests, and logs each in JSON to an encrypted group', () => {
    const stack = api();
    const stage = stack.one('aws_apigatewayv2_stage');
    expect(stage).toMatchObject({
      ...{ name: '$default', auto_deploy: true },
      default_route_settings: { throttling_rate_limit: 200, throttling_burst_limit: 400 },
      access_log_settings: { destination_arn: stack.reference('aws_cloudwatch_log_group', 'arn') },
    });
    expect(JSON.parse(stage.access_log_settings.format)).toMatchObject({
      ...{ requestId: '$context.requestId', status: '$context.status', routeKey: '$context.routeKey' },
    });
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/aws/vendedlogs/api-gateway/prod-public', retention_in_days: 30, kms_key_id: key.keyArn },
    });
  });

  test('lets pages of other origins call it only where that is decided', () => {
    expect(api().one('aws_apigatewayv2_api')).not.toHaveProperty('cors_configuration');
    const cors = { origins: ['https://shop.example.com'], methods: ['GET' as const] };
    expect(api({ cors }).one('aws_apigatewayv2_api').cors_configuration).toEqual({
      ...{ allow_origins: cors.origins, allow_methods: ['GET'], allow_headers: ['authorization', 'content-type'] },
      ...{ allow_credentials: false, max_age: 3600 },
    });
  });

  test('is watched for errors and latency, and the topic is told what to do', () => {
    const alarms = api().all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
      ...['api-prod-public-latency', 'api-prod-public-server-errors'],
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(alarm.alarm_description).toMatch(/Look at/);
    }
    const latency = alarms.find(({ metric_name }) => metric_name === 'Latency');
    expect(latency).toMatchObject({ extended_statistic: 'p95', threshold: 1000 });
  });
});

describe('a route', () => {
  test('to a function invokes its alias with payload 2.0, and may do so for this route alone', () => {
    const stack = withRoute();
    expect(stack.one('aws_apigatewayv2_integration')).toMatchObject({
      ...{ api_id: id, integration_type: 'AWS_PROXY', integration_uri: ref.aliasArn, payload_format_version: '2.0' },
      timeout_milliseconds: 30_000,
    });
    expect(stack.one('aws_apigatewayv2_route').target).toBe(
      `integrations/${stack.reference('aws_apigatewayv2_integration', 'id')}`,
    );
    expect(stack.one('aws_lambda_permission')).toMatchObject({
      ...{ function_name: 'prod-orders', qualifier: 'live', principal: 'apigateway.amazonaws.com' },
      source_arn: `${stack.reference('aws_apigatewayv2_api', 'execution_arn')}/*/GET/orders/*`,
    });
  });

  test.each([
    ['ANY /files/{proxy+}', '/*/*/files/*'],
    ['POST /', '/*/POST/'],
    ['DELETE /orders/{id}/lines/{line}', '/*/DELETE/orders/*/lines/*'],
  ])('%s is %s to the function', (routeKey, source) => {
    const { source_arn: arn } = withRoute({}, routeKey).one('aws_lambda_permission');
    expect(arn.replace(/^\$\{[^}]+\}/, '')).toBe(source);
  });

  test('to a service goes through the link, to a listener whose certificate is verified', () => {
    const stack = api({}, (api, stack) => {
      const link = new VpcLink(stack, 'link', { name: 'prod-services', network });
      const service = { link, listenerArn, serverName: 'internal.shop.example.com' };
      api.addRoute('GET /catalog', { to: { service }, authorization: 'jwt' });
    });
    expect(stack.one('aws_apigatewayv2_vpc_link')).toMatchObject({
      subnet_ids: ['subnet-private-a', 'subnet-private-b'],
      security_group_ids: [stack.reference('aws_security_group', 'id')],
    });
    expect(stack.one('aws_apigatewayv2_integration')).toMatchObject({
      ...{ integration_type: 'HTTP_PROXY', connection_type: 'VPC_LINK', integration_uri: listenerArn },
      connection_id: stack.reference('aws_apigatewayv2_vpc_link', 'id'),
      tls_config: { server_name_to_verify: 'internal.shop.example.com' },
      request_parameters: { 'overwrite:header.host': 'internal.shop.example.com' },
    });
    expect(stack.none('aws_lambda_permission')).toBe(true);
  });

  test('to a service asks for its host, where the listener has more than one', () => {
    const stack = api({}, (api, stack) => {
      const link = new VpcLink(stack, 'link', { name: 'prod-services', network });
      const service = { link, listenerArn, serverName: 'internal.shop.example.com', host: 'catalog.prod.internal' };
      api.addRoute('GET /catalog', { to: { service }, authorization: 'jwt' });
    });
    expect(stack.one('aws_apigatewayv2_integration')).toMatchObject({
      request_parameters: { 'overwrite:header.host': 'catalog.prod.internal' },
      tls_config: { server_name_to_verify: 'internal.shop.example.com' },
    });
  });

  test('needs a token of the issuer, with one of its scopes where it has any', () => {
    const stack = withRoute({ authorization: { scopes: ['orders/read'] } });
    expect(stack.one('aws_apigatewayv2_authorizer')).toMatchObject({
      ...{ authorizer_type: 'JWT', identity_sources: ['$request.header.Authorization'] },
      jwt_configuration: { issuer: 'https://tokens.example.com/', audience: ['shop'] },
    });
    expect(stack.one('aws_apigatewayv2_route')).toMatchObject({
      ...{ authorization_type: 'JWT', authorization_scopes: ['orders/read'] },
      authorizer_id: stack.reference('aws_apigatewayv2_authorizer', 'id'),
    });
  });

  test('is open to anybody only with a reason', () => {
    const { jwt: _, ...withoutJwt } = props();
    const build = (stack: TerraformStack) => {
      const to = { function: Function.import(stack, 'orders', ref) };
      new HttpApi(stack, 'api', withoutJwt).addRoute('GET /status', { to, authorization: open });
    };
    expect(synth(build).one('aws_apigatewayv2_route').authorization_type).toBe('NONE');
    expect(Object.values(optOuts(build))).toEqual([{ authorization: open.reason }]);
    const tokens = (stack: TerraformStack) => {
      const to = { function: Function.import(stack, 'orders', ref) };
      new HttpApi(stack, 'api', withoutJwt).addRoute('GET /orders', { to, authorization: 'jwt' });
    };
    expect(() => synth(tokens)).toThrow(
      'stack/api: props.authorization: expected an issuer of tokens in jwt of the API, or { off: true, reason }, found "jwt"',
    );
  });

  test('may have limits of its own, which the stage gets after the route', () => {
    const stack = withRoute({ throttling: { ratePerSecond: 10, burst: 20 } });
    const [route] = stack.resources('aws_apigatewayv2_route');
    expect(stack.one('aws_apigatewayv2_stage')).toMatchObject({
      depends_on: [`aws_apigatewayv2_route.${route!.name}`],
      route_settings: [{ route_key: 'GET /orders/{id}', throttling_rate_limit: 10, throttling_burst_limit: 20 }],
    });
  });

  test('is there once, and is of a function of its stack', () => {
    const twice = (api: HttpApi, stack: TerraformStack) => {
      const to = { function: Function.import(stack, 'orders', ref) };
      [1, 2].forEach(() => api.addRoute('GET /orders', { to, authorization: 'jwt' }));
    };
    expect(() => api({}, twice)).toThrow('stack/api: key: expected a route that the API does not have already');
    const other = new TerraformStack(Testing.app(), 'other');
    const to = { function: Function.import(other, 'orders', ref) };
    expect(() => withRoute({ to })).toThrow('to.function: expected a function of this stack, or Function.import');
  });

  test.each(['GET', 'GET orders', 'get /orders', 'GET /{a-b}', 'GET /{proxy+}/x', '$default', 'GET /a//b'])(
    'is not %j',
    (routeKey) => expect(() => withRoute({}, routeKey)).toThrow('stack/api: key: expected a method and a path'),
  );
});

describe('an API of another stack', () => {
  const imported = { apiId: 'a1b2c3d4e5', executionArn: `arn:aws:execute-api:${region}:${account}:a1b2c3d4e5` };
  const routed = (rest: object, route: Partial<RouteProps> = {}) =>
    synth((stack) => {
      const to = { function: Function.import(stack, 'orders', ref) };
      const api = HttpApi.import(stack, 'api', { ...imported, ...rest });
      api.addRoute('GET /orders', { to, authorization: 'jwt', ...route });
    });

  test('gets routes from this one', () => {
    const stack = routed({ authorizerId: 'f6g7h8' });
    expect(stack.one('aws_apigatewayv2_route')).toMatchObject({ api_id: 'a1b2c3d4e5', authorizer_id: 'f6g7h8' });
    expect(stack.one('aws_lambda_permission').source_arn).toBe(`${imported.executionArn}/*/GET/orders`);
  });

  test('has its limits in its own stack, and its tokens only where it has an issuer', () => {
    const throttling = { ratePerSecond: 10, burst: 20 };
    expect(() => routed({ authorizerId: 'f6g7h8' }, { throttling })).toThrow(
      "stack/api: props.throttling: expected nothing, since the stage is another stack's",
    );
    expect(() => routed({})).toThrow('stack/api: props.authorization: expected an issuer of tokens');
  });

  test('is what the API says of itself', () => {
    api({}, (api) => expect(Object.keys(api.ref)).toEqual(['apiId', 'executionArn', 'authorizerId']));
  });
});

test('passes every rule but those that a test does not answer', async () => {
  const stack = synth((stack) => {
    new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });
    const own = new Key(stack, 'key', { ...at, purpose: 'The API', alias: 'api' });
    const made = new HttpApi(stack, 'api', props({ accessLogs: { key: own, retentionDays: 365 } }));
    const to = { function: Function.import(stack, 'orders', ref) };
    made.addRoute('GET /orders', { to, authorization: 'jwt' });
  });
  const report = await checkTerraform(stack.json, { criticality: 'critical' });
  const failing = report.findings.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
  expect(failing).toEqual(['state/backend-protected']);
});

test.each<[Partial<HttpApiProps>, string]>([
  [{ domain: { name: 'api.example.org', zone, certificate } }, 'domain.name: expected a name in the zone shop.example'],
  [{ cors: { origins: ['*'] } }, 'cors.origins[0]: expected an origin such as https://shop.example.com, found "*"'],
  [{ throttling: { ratePerSecond: 0, burst: 1 } }, 'throttling.ratePerSecond: expected a whole number of requests a'],
  [
    { jwt: { issuer: 'http://tokens.example.com', audiences: ['a'] } },
    'jwt.issuer: expected the https URL of an issuer',
  ],
  [{ jwt: { issuer: 'https://tokens.example.com', audiences: [] } }, 'jwt.audiences: expected 1 to 50 audiences'],
])('refuses %j', (rest, message) => {
  expect(() => api(rest)).toThrow(`stack/api: ${message}`);
});
