import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { rmSync } from 'node:fs';
import { Function } from '../../modules/function';
import { Key } from '../../modules/kms';
import { RestApi, type RestApiProps, type RestRouteProps } from '../../modules/rest-api';
import { checkTerraform } from '../../policies';
import { optOuts, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const at = { account, region };
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
const certificate = { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1234` };
const webAcl = { webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/prod/1234` };
const userPool = { userPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_aBcDeFgHi` };
const throttling = { ratePerSecond: 10, burst: 20 };
const partners = { throttling, quota: { requests: 10_000, per: 'DAY' as const }, keys: ['acme', 'globex'] };
const open = { off: true as const, reason: 'Monitors have no token' };
const ref = { functionName: 'prod-orders', aliasArn: `arn:aws:lambda:${region}:${account}:function:prod-orders:live` };
const domainName = 'partners.shop.example.com';

const props = (rest: Partial<RestApiProps> = {}): RestApiProps => ({
  ...{ ...at, name: 'prod-partners', throttling: { ratePerSecond: 200, burst: 400 }, alarms: { topic }, webAcl },
  domain: { name: domainName, zone, certificate },
  accessLogs: { key, retentionDays: 30 },
  clients: { userPool },
  ...rest,
});
type Routes = Readonly<Record<string, Partial<RestRouteProps>>>;
const build = (routes: Routes, rest?: Partial<RestApiProps>, use: (api: RestApi) => void = () => undefined) => {
  return (stack: TerraformStack) => {
    const to = { function: Function.import(stack, 'orders', ref) };
    const api = new RestApi(stack, 'api', props(rest));
    for (const [key, route] of Object.entries(routes)) api.addRoute(key, { to, authorization: 'cognito', ...route });
    use(api);
  };
};
const api = (...args: Parameters<typeof build>) => synth(build(...args));
const oneRoute = (route: Partial<RestRouteProps> = {}, routeKey = 'GET /orders/{id}', rest?: Partial<RestApiProps>) =>
  api({ [routeKey]: route }, rest);
const triggers = (...args: Parameters<typeof build>) => api(...args).one('aws_api_gateway_deployment').triggers;
const settings = (stack: ReturnType<typeof api>, path: string) =>
  stack.all('aws_api_gateway_method_settings').find(({ method_path }) => method_path === path);
const id = oneRoute().reference('aws_api_gateway_rest_api', 'id');

describe('a REST API', () => {
  test('answers for its domain only, over TLS 1.2', () => {
    const stack = oneRoute();
    expect(stack.one('aws_api_gateway_rest_api')).toMatchObject({
      ...{ name: 'prod-partners', disable_execute_api_endpoint: true },
      endpoint_configuration: { types: ['REGIONAL'] },
    });
    expect(stack.one('aws_api_gateway_domain_name')).toMatchObject({
      ...{ domain_name: domainName, regional_certificate_arn: certificate.certificateArn, security_policy: 'TLS_1_2' },
      endpoint_configuration: { types: ['REGIONAL'] },
    });
    expect(stack.one('aws_api_gateway_base_path_mapping')).toMatchObject({
      ...{ api_id: id, stage_name: stack.reference('aws_api_gateway_stage', 'stage_name') },
      domain_name: stack.reference('aws_api_gateway_domain_name', 'domain_name'),
    });
    expect(stack.one('aws_route53_record')).toMatchObject({
      ...{ zone_id: zone.zoneId, name: domainName, type: 'A' },
      alias: {
        name: stack.reference('aws_api_gateway_domain_name', 'regional_domain_name'),
        zone_id: stack.reference('aws_api_gateway_domain_name', 'regional_zone_id'),
      },
    });
  });

  test('is traced, behind a web ACL, and logs each request in JSON to an encrypted group', () => {
    const stack = oneRoute();
    const stage = stack.one('aws_api_gateway_stage');
    expect(stage).toMatchObject({ stage_name: 'live', xray_tracing_enabled: true, cache_cluster_enabled: false });
    expect(stage.client_certificate_id).toBe(stack.reference('aws_api_gateway_client_certificate', 'id'));
    expect(JSON.parse(stage.access_log_settings.format)).toMatchObject({
      ...{ requestId: '$context.requestId', status: '$context.status', apiKeyId: '$context.identity.apiKeyId' },
    });
    expect(stage.access_log_settings.format).not.toMatch(/identity\.apiKey"|authorizer\.claims"|querystring/);
    expect(stack.one('aws_wafv2_web_acl_association')).toMatchObject({
      ...{ resource_arn: stack.reference('aws_api_gateway_stage', 'arn'), web_acl_arn: webAcl.webAclArn },
    });
  });

  test('has the groups of both logs before the stage, with the key and the days', () => {
    const stack = oneRoute();
    const groups = stack.resources('aws_cloudwatch_log_group');
    expect(groups.map(({ attributes }) => attributes.name).sort()).toEqual([
      ...['/aws/api-gateway/prod-partners', `API-Gateway-Execution-Logs_${id}/live`],
    ]);
    for (const { attributes } of groups) {
      expect(attributes).toMatchObject({ retention_in_days: 30, kms_key_id: key.keyArn });
    }
    const named = groups.map(({ type, name }) => `${type}.${name}`);
    const { depends_on: before, access_log_settings: access } = stack.one('aws_api_gateway_stage');
    for (const group of named) expect([...before, access.destination_arn].join(' ')).toContain(group);
  });

  test('limits and measures all methods, logs errors without data, and keeps no answers', () => {
    expect(settings(oneRoute(), '*/*')).toMatchObject({
      settings: {
        ...{ throttling_rate_limit: 200, throttling_burst_limit: 400, metrics_enabled: true },
        ...{ logging_level: 'ERROR', data_trace_enabled: false, caching_enabled: false },
      },
    });
  });

  test('has no web ACL only with a reason', () => {
    const without = build({ 'GET /orders': {} }, { webAcl: { off: true, reason: 'The network firewall does it' } });
    expect(synth(without).none('aws_wafv2_web_acl_association')).toBe(true);
    expect(Object.values(optOuts(without))).toEqual([{ web_acl: 'The network firewall does it' }]);
  });

  test('is watched for errors and latency, by its name and stage', () => {
    const alarms = oneRoute().all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
      ...['api-prod-partners-latency', 'api-prod-partners-server-errors'],
    ]);
    const latency = alarms.find(({ metric_name }) => metric_name === 'Latency');
    const dimensions = { ApiName: 'prod-partners', Stage: 'live' };
    expect(latency).toMatchObject({ extended_statistic: 'p95', threshold: 1000, dimensions });
    const queries = alarms.flatMap(({ metric_query }) => metric_query ?? []).flatMap(({ metric }) => metric ?? []);
    expect(queries.map(({ metric_name }) => metric_name).sort()).toEqual(['5XXError', 'Count']);
    for (const query of queries) expect(query).toMatchObject({ namespace: 'AWS/ApiGateway', dimensions });
  });

  test('is refused without a route, which API Gateway does not deploy', () => {
    const app = Testing.app();
    build({})(new TerraformStack(app, 'stack'));
    try {
      expect(() => app.synth()).toThrow(
        'stack/api: addRoute: expected a route: API Gateway deploys no API without one',
      );
    } finally {
      rmSync(app.outdir, { recursive: true, force: true });
    }
  });
});

describe('a deployment', () => {
  test('is made again before the last one goes, after all that it copies', () => {
    const stack = api(
      { 'GET /orders': {}, 'POST /orders': {} },
      { clients: { userPool, addresses: ['203.0.113.0/24'] } },
    );
    const deployment = stack.one('aws_api_gateway_deployment');
    expect(deployment.lifecycle).toEqual({ create_before_destroy: true });
    const copied = [
      ...stack.resources('aws_api_gateway_integration'),
      ...stack.resources('aws_api_gateway_rest_api_policy'),
    ].map(({ type, name }) => `${type}.${name}`);
    expect(copied).toHaveLength(3);
    expect([...deployment.depends_on].sort()).toEqual(copied.sort());
  });

  const one = { 'GET /orders': {} };
  test.each<[string, Routes]>([
    ['another authorization', { 'GET /orders': { authorization: 'iam' } }],
    ['scopes', { 'GET /orders': { authorization: { scopes: ['orders/read'] } } }],
    ['a key', { 'GET /orders': { apiKeyRequired: true } }],
    ['a parameter', { 'GET /orders': { requires: { query: ['page'] } } }],
    ['a body', { 'GET /orders': { requires: { body: { type: 'object' } } } }],
    ['a timeout', { 'GET /orders': { timeoutSeconds: 5 } }],
    ['a route more', { ...one, 'POST /orders': {} }],
  ])('is made again for %s', (_, routes) => {
    const clients = { userPool, usagePlans: { partners } };
    expect(triggers(routes, { clients })).not.toEqual(triggers(one, { clients }));
  });

  test('stays for limits, and for the order of the routes', () => {
    expect(triggers({ 'GET /orders': { throttling } })).toEqual(triggers(one));
    expect(JSON.stringify(triggers({ 'POST /orders': {}, ...one }))).toBe(
      JSON.stringify(triggers({ ...one, 'POST /orders': {} })),
    );
  });

  test('is made again for another function, another user pool and another resource policy', () => {
    expect(triggers(one).userPool).toBe(userPool.userPoolArn);
    expect(triggers(one)['GET /orders']).toMatch(/^[0-9a-f]{64} arn:aws:lambda:.*:function:prod-orders:live$/);
    const from = (...addresses: string[]) => triggers(one, { clients: { userPool, addresses } }).policy;
    expect(from('203.0.113.0/24')).not.toBe(from('198.51.100.0/24'));
  });
});

describe('a route', () => {
  test('invokes the alias of its function, and may do so for this route alone', () => {
    const stack = oneRoute({ timeoutSeconds: 5 });
    expect(stack.one('aws_api_gateway_integration')).toMatchObject({
      ...{ rest_api_id: id, type: 'AWS_PROXY', integration_http_method: 'POST', timeout_milliseconds: 5000 },
      uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${ref.aliasArn}/invocations`,
    });
    expect(stack.one('aws_lambda_permission')).toMatchObject({
      ...{ function_name: 'prod-orders', qualifier: 'live', principal: 'apigateway.amazonaws.com' },
      source_arn: `${stack.reference('aws_api_gateway_rest_api', 'execution_arn')}/*/GET/orders/*`,
    });
  });

  test('shares the parts of its path with others', () => {
    const stack = api({
      'GET /': {},
      'GET /orders/{id}': {},
      'ANY /orders/{id}/lines/{proxy+}': {},
      'POST /orders': {},
    });
    expect(
      stack
        .all('aws_api_gateway_resource')
        .map(({ path_part }) => path_part)
        .sort(),
    ).toEqual([...['lines', 'orders', '{id}', '{proxy+}']]);
    const orders = stack
      .resources('aws_api_gateway_resource')
      .find(({ attributes }) => attributes.path_part === 'orders')!;
    const variable = stack.all('aws_api_gateway_resource').find(({ path_part }) => path_part === '{id}');
    expect(variable?.parent_id).toBe(`\${aws_api_gateway_resource.${orders.name}.id}`);
    const root = stack.reference('aws_api_gateway_rest_api', 'root_resource_id');
    expect(orders.attributes.parent_id).toBe(root);
    expect(stack.all('aws_api_gateway_method').filter(({ resource_id }) => resource_id === root)).toHaveLength(1);
  });

  test('needs a token of the user pool, with one of its scopes where it has any', () => {
    const stack = oneRoute({ authorization: { scopes: ['orders/read'] } });
    expect(stack.one('aws_api_gateway_authorizer')).toMatchObject({
      ...{ type: 'COGNITO_USER_POOLS', provider_arns: [userPool.userPoolArn] },
      identity_source: 'method.request.header.Authorization',
    });
    expect(stack.one('aws_api_gateway_method')).toMatchObject({
      ...{ authorization: 'COGNITO_USER_POOLS', authorization_scopes: ['orders/read'], api_key_required: false },
      authorizer_id: stack.reference('aws_api_gateway_authorizer', 'id'),
    });
  });

  test('is for principals of AWS that were granted it', () => {
    const role = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
    const stack = api({ 'GET /orders/{id}': { authorization: 'iam' } }, {}, (api) => {
      api.grantInvoke('Web', role, 'GET /orders/{id}');
    });
    expect(stack.one('aws_api_gateway_method').authorization).toBe('AWS_IAM');
    expect(stack.one('aws_api_gateway_method')).not.toHaveProperty('authorizer_id');
    const { policy, role: name } = stack.one('aws_iam_role_policy');
    expect(name).toBe('app');
    expect(policy).toContain('/live/GET/orders/*');
    expect(policy).toContain('execute-api:Invoke');
  });

  test('is open to anybody only with a reason', () => {
    const without = build({ 'GET /status': { authorization: open } }, { clients: {} });
    expect(synth(without).one('aws_api_gateway_method').authorization).toBe('NONE');
    expect(synth(without).none('aws_api_gateway_authorizer')).toBe(true);
    expect(Object.values(optOuts(without))).toEqual([{ authorization: open.reason }]);
  });

  test('checks parameters, headers and the body before the function is invoked', () => {
    const body = { type: 'object', required: ['sku'] };
    const stack = oneRoute({ requires: { query: ['page'], headers: ['x-tenant'], body } }, 'POST /orders/{id}');
    expect(stack.one('aws_api_gateway_request_validator')).toMatchObject({
      ...{ rest_api_id: id, validate_request_body: true, validate_request_parameters: true },
    });
    const model = stack.one('aws_api_gateway_model');
    expect(JSON.parse(model.schema)).toEqual(body);
    expect(model.name).toMatch(/^[A-Za-z0-9]+$/);
    expect(stack.one('aws_api_gateway_method')).toMatchObject({
      request_parameters: {
        ...{ 'method.request.path.id': true, 'method.request.querystring.page': true },
        'method.request.header.x-tenant': true,
      },
      request_models: { $default: stack.reference('aws_api_gateway_model', 'name') },
      request_validator_id: stack.reference('aws_api_gateway_request_validator', 'id'),
    });
  });

  test.each([
    ['GET /orders/{id}', '~1orders~1{id}/GET'],
    ['GET /', '~1/GET'],
  ])('%s may have limits of its own, under %s', (routeKey, path) => {
    expect(settings(oneRoute({ throttling }, routeKey), path)).toMatchObject({
      settings: {
        ...{ throttling_rate_limit: 10, throttling_burst_limit: 20, logging_level: 'ERROR', data_trace_enabled: false },
      },
    });
  });

  test('is there once, and is of a function of its stack', () => {
    expect(() => api({ 'GET /orders': {} }, {}, (api) => api.addRoute('GET /orders', {} as never))).toThrow(
      'stack/api: props.to: expected',
    );
    const twice = (stack: TerraformStack) => {
      const to = { function: Function.import(stack, 'orders', ref) };
      const api = new RestApi(stack, 'api', props());
      [1, 2].forEach(() => api.addRoute('GET /orders', { to, authorization: 'cognito' }));
    };
    expect(() => synth(twice)).toThrow('stack/api: key: expected a route that the API does not have already');
    const other = new TerraformStack(Testing.app(), 'other');
    const to = { function: Function.import(other, 'orders', ref) };
    expect(() => oneRoute({ to })).toThrow('to.function: expected a function of this stack, or Function.import');
  });

  test.each([
    'GET',
    'GET orders',
    'get /orders',
    'GET /{a-b}',
    'GET /{proxy+}/x',
    'GET /a//b',
    'GET /a~b',
    'GET /a{proxy+}',
  ])('is not %j', (routeKey) =>
    expect(() => oneRoute({}, routeKey)).toThrow('stack/api: key: expected a method and a path'),
  );

  test.each<[Routes, Partial<RestApiProps>, string]>([
    [{ 'GET /a/{id}': {}, 'GET /a/{name}': {} }, {}, 'key: expected the variable {id} below /a, as another route has'],
    [{ 'GET /{id}': {}, 'GET /{proxy+}': {} }, {}, 'key: expected the variable {id} below /, as another route has'],
    [{ 'GET /a': {} }, { clients: {} }, 'props.authorization: expected a user pool in clients of the API'],
    [{ 'GET /a': { apiKeyRequired: true } }, {}, 'props.apiKeyRequired: expected a usage plan in clients of the API'],
    [{ 'ANY /a': { throttling } }, {}, 'props.throttling: expected nothing of a route of method ANY'],
    [{ 'GET /a': { timeoutSeconds: 30 } }, {}, 'props.timeoutSeconds: expected more than 0.049 and at most 29 seconds'],
    [
      { 'GET /a': { authorization: 'iam' } },
      { clients: { addresses: ['203.0.113.0/24'] } },
      'props.authorization: expected no iam where clients have addresses',
    ],
  ])('is refused: %j %j', (routes, rest, message) => {
    expect(() => api(routes, rest)).toThrow(`stack/api: ${message}`);
  });

  test('is granted once by a name, and only where it is there', () => {
    const role = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
    const granted = (...keys: string[]) =>
      api({ 'GET /orders': { authorization: 'iam' } }, {}, (api) => {
        keys.forEach((key) => api.grantInvoke('Web', role, key));
      });
    expect(() => granted('GET /others')).toThrow('key: expected a route of the API');
    expect(() => granted('GET /orders', 'GET /orders')).toThrow('name: expected a name for each role');
  });
});

describe('a usage plan', () => {
  const stack = oneRoute({ apiKeyRequired: true }, 'GET /orders', { clients: { userPool, usagePlans: { partners } } });

  test('limits each of its keys on the stage', () => {
    expect(stack.one('aws_api_gateway_usage_plan')).toMatchObject({
      name: 'prod-partners-partners',
      api_stages: [{ api_id: id, stage: stack.reference('aws_api_gateway_stage', 'stage_name') }],
      throttle_settings: { rate_limit: 10, burst_limit: 20 },
      quota_settings: { limit: 10_000, period: 'DAY' },
    });
    expect(stack.one('aws_api_gateway_method').api_key_required).toBe(true);
  });

  test('has keys whose values API Gateway makes, and which nothing outputs', () => {
    const keys = stack.all('aws_api_gateway_api_key');
    expect(keys.map(({ name }) => name).sort()).toEqual([
      ...['prod-partners-partners-acme', 'prod-partners-partners-globex'],
    ]);
    for (const one of keys) expect(one).not.toHaveProperty('value');
    expect(stack.all('aws_api_gateway_usage_plan_key')).toHaveLength(2);
    expect(stack.json).not.toHaveProperty('output');
  });
});

test('addresses are the resource policy, for every route', () => {
  const stack = oneRoute({}, 'GET /orders', { clients: { userPool, addresses: ['203.0.113.0/24'] } });
  const { policy, rest_api_id } = stack.one('aws_api_gateway_rest_api_policy');
  expect(rest_api_id).toBe(id);
  expect(JSON.parse(policy).Statement).toEqual([
    {
      ...{ Sid: 'Addresses', Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' },
      Resource: `${stack.reference('aws_api_gateway_rest_api', 'execution_arn')}/*`,
      Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } },
    },
  ]);
  expect(oneRoute().none('aws_api_gateway_rest_api_policy')).toBe(true);
});

test('passes every rule but those that a test does not answer', async () => {
  const stack = synth((stack) => {
    new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });
    const own = new Key(stack, 'key', { ...at, purpose: 'The API', alias: 'api' });
    const clients = { userPool, usagePlans: { partners }, addresses: ['203.0.113.0/24'] };
    const made = new RestApi(stack, 'api', props({ accessLogs: { key: own, retentionDays: 365 }, clients }));
    const to = { function: Function.import(stack, 'orders', ref) };
    made.addRoute('GET /orders', { to, authorization: 'cognito', apiKeyRequired: true, throttling });
  });
  const report = await checkTerraform(stack.json, { criticality: 'critical' });
  const failing = report.findings.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
  expect(failing).toEqual(['state/backend-protected']);
});

test('without a web ACL, its stage fails api-gateway/firewall', async () => {
  const without = oneRoute({}, 'GET /orders', { webAcl: { off: true, reason: 'The network firewall does it' } });
  const report = await checkTerraform(without.json, { criticality: 'critical' });
  const found = report.findings.filter(({ rule }) => rule === 'api-gateway/firewall');
  expect(found).toMatchObject([{ status: 'fail' }]);
});

test.each<[Partial<RestApiProps>, string]>([
  [{ domain: { name: 'api.example.org', zone, certificate } }, 'domain.name: expected a name in the zone shop.example'],
  [{ throttling: { ratePerSecond: 0, burst: 1 } }, 'throttling.ratePerSecond: expected a whole number of requests a'],
  [
    { webAcl: { webAclArn: webAcl.webAclArn.replace('regional', 'global') } },
    'webAcl.webAclArn: expected the ARN of a',
  ],
  [{ webAcl: {} as never }, 'webAcl: expected a web ACL, or why there is none'],
  [{ clients: { addresses: ['0.0.0.0/0'] } }, 'clients.addresses[0]: expected an IPv4 range from /8 to /32'],
  [
    { clients: { usagePlans: { partners: { ...partners, keys: [] } } } },
    'clients.usagePlans.partners.keys: expected 1 to',
  ],
])('refuses %j', (rest, message) => {
  expect(() => oneRoute({}, 'GET /orders', rest)).toThrow(`stack/api: ${message}`);
});
