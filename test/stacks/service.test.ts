import * as environments from '../../environments';
import type { Environment } from '../../environments/schema';
import { onlyServices } from '../support/environments';
import { stackOf } from '../support/stacks';
import { statements, type Attributes, type Synthesized } from '../support/synth';
import { smallProd } from '../support/small-prod';

const [dev, prod] = [onlyServices(environments.dev, 'web'), onlyServices(smallProd, 'web')];
const service = stackOf(prod, 'service');
const container = (stack: Synthesized, family: string) => {
  const definition = stack.all('aws_ecs_task_definition').find((found) => found.family === family)!;
  return JSON.parse(definition.container_definitions)[0] as Attributes;
};
const variables = (stack: Synthesized, family: string): Record<string, string> =>
  Object.fromEntries(
    container(stack, family).environment.map(({ name, value }: Record<string, string>) => [name, value]),
  );
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
/** prod with other services, and nothing that needs them. */
const withServices = (services: Environment['services']) => stackOf({ ...prod, services }, 'service');
const { web } = prod.services;

describe('a service', () => {
  test('runs the image that its pointer names, which begins as one of its own repository', () => {
    const [parameter] = service
      .resources('aws_ssm_parameter')
      .filter(({ attributes }) => attributes.name === '/prod/web/image');
    expect(parameter!.attributes).toMatchObject({
      insecure_value: `${prod.account}.dkr.ecr.${prod.region}.amazonaws.com/prod/web:first`,
      lifecycle: { ignore_changes: ['insecure_value', 'value'] },
    });
    expect(container(service, 'prod-web').image).toBe(`\${aws_ssm_parameter.${parameter!.name}.insecure_value}`);
  });

  test('is told its port, its region, and how to reach its stores', () => {
    expect(variables(service, 'prod-web')).toEqual({
      ...{ AWS_REGION: prod.region, PORT: '8080' },
      ...{ DATABASE_MAIN_HOST: outputOf('data', 'databases_main_endpoint'), DATABASE_MAIN_PORT: '5432' },
      ...{ DATABASE_MAIN_USER: 'web', DATABASE_MAIN_NAME: 'postgres' },
      ...{ CACHE_MAIN_HOST: outputOf('data', 'caches_main_endpoint'), CACHE_MAIN_PORT: '6379' },
      ...{ CACHE_MAIN_USER: outputOf('data', 'caches_main_user_ids_web'), CACHE_MAIN_NAME: 'prod-main' },
      TABLE_SESSIONS: 'prod-sessions',
      BUCKET_UPLOADS: prod.buckets.uploads.bucket,
      FILE_SYSTEM_RECEIPTS_PATH: '/mnt/receipts',
      TOPIC_ORDER_PLACED_ARN: outputOf('messaging', 'topics_order-placed_topic_arn'),
    });
  });

  test('has the variables of its file, beside those of the platform', () => {
    const stack = withServices({ web: { ...web, environment: { SHOP_SESSION_HOURS: '12' } } });
    expect(variables(stack, 'prod-web')).toMatchObject({ SHOP_SESSION_HOURS: '12', PORT: '8080' });
  });

  test('of a name with a hyphen has users without one, as the engines take them', () => {
    const stack = withServices({ 'web-shop': web });
    expect(variables(stack, 'prod-web-shop')).toMatchObject({
      DATABASE_MAIN_USER: 'web_shop',
      CACHE_MAIN_USER: outputOf('data', 'caches_main_user_ids_webshop'),
    });
  });

  test('logs in to its stores with IAM, may sign URLs of its bucket, and pulls its images', () => {
    const policies = Object.fromEntries(
      service.all('aws_iam_role_policy').map(({ name, policy }) => [name, statements(policy)]),
    );
    expect(Object.keys(policies).sort()).toEqual([
      'connect-cache-prod-main-as-web',
      'connect-database-prod-main-as-web',
      'logs',
      'mount-prod-receipts-receipts-ProdWeb',
      'presign-example-terrace-prod-uploads-Web',
      'publish-prod-order-placed-Web',
      'pull-prod-web-Web',
      'read-example-terrace-prod-uploads-Web',
      'read-write-prod-sessions-Web',
    ]);
    const ids = ['source', 'reporting', 'reads'].map((instance) => `databases_main_resource_ids_${instance}`);
    expect(policies['connect-database-prod-main-as-web']!.Connect!.Resource).toEqual(
      ids.map((id) => `arn:aws:rds-db:${prod.region}:${prod.account}:dbuser:${outputOf('data', id)}/web`),
    );
  });

  test.each([
    [['read'], { ReadItems: true, WriteItems: false }],
    [['write'], { ReadItems: false, WriteItems: true }],
    [['write', 'read'], { ReadItems: true, WriteItems: true }],
  ])('may %j the items of its table, and of no other', (verbs, expected) => {
    const stack = withServices({ web: { ...web, tables: { sessions: verbs as never } } });
    const policies = stack.all('aws_iam_role_policy').filter(({ name }) => name.includes('prod-sessions'));
    const found = Object.assign({}, ...policies.map(({ policy }) => statements(policy)));
    for (const [sid, isThere] of Object.entries(expected)) expect(sid in found).toBe(isThere);
    const arn = outputOf('data', 'tables_sessions_table_arn');
    for (const { Resource } of Object.values<{ Resource: unknown }>(found)) {
      expect([arn, [arn, `${arn}/index/*`]]).toContainEqual(Resource);
    }
  });

  test('reaches its tables by the prefix list of the gateway endpoint, and none without tables', () => {
    const toTables = (stack: Synthesized) =>
      stack.all('aws_vpc_security_group_egress_rule').filter(({ description }) => description === 'Tables, for web');
    expect(toTables(service)).toMatchObject([
      { from_port: 443, to_port: 443, prefix_list_id: outputOf('network', 'endpoints_dynamodb_prefix_list_id') },
    ]);
    const without = withServices({ web: { ...web, tables: {} as never } });
    expect(toTables(without)).toEqual([]);
    expect(variables(without, 'prod-web')).not.toHaveProperty('TABLE_SESSIONS');
    // To the internet is to DynamoDB, too.
    expect(toTables(stackOf(dev, 'service'))).toEqual([]);
  });

  test('reaches its stores and AWS through endpoints, and is reached by the balancer alone', () => {
    const rules = (direction: string) =>
      service
        .all(`aws_vpc_security_group_${direction}_rule`)
        .map(({ description, from_port }) => [description, from_port]);
    expect(rules('egress')).toEqual([
      ['Requests and health checks, to web', 8080],
      ['Tables, for web', 443],
      ['AWS services, for web', 443],
      ['Layers of images, and buckets, for web', 443],
      ['Service web, to cache main', 6379],
      ['Service web, to database main', 5432],
      ['prod-web, to the files at /mnt/receipts', 2049],
    ]);
    expect(rules('ingress').map(([description]) => description)).toEqual([
      'Requests from CloudFront',
      'Requests and health checks, to web',
      'AWS services, for web',
      'Service web, to cache main',
      'Service web, to database main',
      'prod-web, to the files at /mnt/receipts',
    ]);
  });

  test('reaches the ports that endpoints answer on beside 443', () => {
    const interfaceEndpoints = [...prod.network.interfaceEndpoints, 'cassandra'];
    const stack = stackOf({ ...prod, network: { ...prod.network, interfaceEndpoints } }, 'service');
    const cql = (direction: string) =>
      stack.all(`aws_vpc_security_group_${direction}_rule`).filter(({ from_port }) => from_port === 9142);
    expect(cql('egress')).toMatchObject([{ description: 'AWS services beside HTTPS, for web', to_port: 9142 }]);
    expect(cql('ingress')).toHaveLength(1);
  });

  test('goes out to the internet where its file says so', () => {
    const egress = stackOf(dev, 'service').all('aws_vpc_security_group_egress_rule');
    expect(egress.filter(({ cidr_ipv4 }) => cidr_ipv4 === '0.0.0.0/0')).toMatchObject([{ from_port: 443 }]);
  });

  test('is created after the rules that forward to it, and rolled back by the alarms that say that it is down', () => {
    const { depends_on, alarms } = service.one('aws_ecs_service');
    expect(depends_on).toContainEqual(expect.stringMatching(/^aws_lb_listener_rule\./));
    expect(alarms).toEqual({
      alarm_names: [
        expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.targets-web_alarms_none-healthy_.*\.alarm_name}$/),
        expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.targets-web_alarms_errors_.*\.alarm_name}$/),
        expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.slo-web_availability-fast-5m_.*\.alarm_name}$/),
      ],
      enable: true,
      rollback: true,
    });
  });

  test('is told to be down once, and not by each alarm that says so', () => {
    const composites = service.all('aws_cloudwatch_composite_alarm');
    const down = composites.find(({ alarm_name }) => alarm_name === 'prod-web-down')!;
    expect(down.alarm_actions).toHaveLength(1);
    const parts = [...down.alarm_rule.matchAll(/\$\{(aws_cloudwatch_\w+)\.([\w-]+)\.alarm_name}/g)].map(
      ([, type, id]) => service.json.resource[type!][id!],
    );
    expect(parts.map(({ alarm_name }) => alarm_name)).toEqual([
      ...['targets-prod-web-none-healthy', 'targets-prod-web-errors', 'prod-web-availability-fast'],
    ]);
    for (const part of parts) expect(part).not.toHaveProperty('alarm_actions');
  });

  test('without objectives tells of each alarm, and is rolled back by that on its errors', () => {
    const stack = withServices({ web: { ...web, slo: 'none' } as never });
    expect(stack.none('aws_cloudwatch_composite_alarm')).toBe(true);
    const alarms = stack.all('aws_cloudwatch_metric_alarm');
    expect(alarms.filter(({ alarm_actions }) => !alarm_actions)).toEqual([]);
    expect(stack.one('aws_ecs_service').alarms.alarm_names).toEqual([
      expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.targets-web_alarms_errors_.*\.alarm_name}$/),
    ]);
  });

  test('that nothing sends requests has no target group', () => {
    const stack = withServices({ worker: { ...web, hosts: {} } });
    expect(stack.none('aws_lb_target_group')).toBe(true);
    expect(stack.one('aws_ecs_service').load_balancer).toEqual([]);
  });
});

describe('services that call each other', () => {
  const called = (calls: string[] = []) => ({ ...web, hosts: {} as never, calls });
  const services = {
    web: { ...web, calls: ['order-api'] },
    'order-api': called(['stock']),
    stock: called(),
    worker: called(),
  };
  const stack = withServices(services);
  const serviceOf = (of: Synthesized, name: string) => of.all('aws_ecs_service').find((found) => found.name === name)!;
  const addressOf = (of: Synthesized, name: string) => {
    const [found] = of.resources('aws_ecs_service').filter(({ attributes }) => attributes.name === name);
    return `aws_ecs_service.${found!.name}`;
  };
  const waitsFor = (of: Synthesized, name: string): string[] =>
    serviceOf(of, name).depends_on.filter((address: string) => address.startsWith('aws_ecs_service.'));

  test('have a name each, in one namespace that is private', () => {
    expect(stack.one('aws_service_discovery_private_dns_namespace')).toMatchObject({
      name: 'services.prod.internal',
      vpc: outputOf('network', 'network_vpc_id'),
    });
    expect(stack.all('aws_service_discovery_service').map(({ name }) => name)).toEqual(Object.keys(services).sort());
  });

  test('have Service Connect where they call or are called, and no proxy otherwise', () => {
    const served = Object.keys(services).map((name) => {
      const connect = serviceOf(stack, `prod-${name}`).service_connect_configuration;
      return [name, connect && (connect.service ?? []).map((server: Attributes) => server.client_alias.dns_name)];
    });
    expect(Object.fromEntries(served)).toEqual({
      web: [],
      'order-api': ['order-api.services.prod.internal'],
      stock: ['stock.services.prod.internal'],
      worker: undefined,
    });
  });

  test('are told where what they call is', () => {
    const urls = (family: string) =>
      Object.entries(variables(stack, family)).filter(([name]) => name.startsWith('SERVICE_'));
    expect(urls('prod-web')).toEqual([['SERVICE_ORDER_API_URL', 'http://order-api.services.prod.internal:8080']]);
    expect(urls('prod-order-api')).toEqual([['SERVICE_STOCK_URL', 'http://stock.services.prod.internal:8080']]);
    expect([...urls('prod-stock'), ...urls('prod-worker')]).toEqual([]);
  });

  test('reach what they call, and nothing else of each other', () => {
    const described = (direction: string) =>
      stack
        .all(`aws_vpc_security_group_${direction}_rule`)
        .filter(({ description }) => description.includes('to service'))
        .map(({ description, from_port, to_port }) => [description, from_port, to_port]);
    const calls = [
      ['Service web, to service order-api', 8080, 8080],
      ['Service order-api, to service stock', 8080, 8080],
    ];
    expect(described('egress').sort()).toEqual([...calls].sort());
    expect(described('ingress').sort()).toEqual([...calls].sort());
  });

  test('are created after what they call', () => {
    expect(waitsFor(stack, 'prod-web')).toEqual([addressOf(stack, 'prod-order-api')]);
    expect(waitsFor(stack, 'prod-order-api')).toEqual([addressOf(stack, 'prod-stock')]);
    expect(waitsFor(stack, 'prod-stock')).toEqual([]);
  });

  test('wait for nobody in a circle, which would have no beginning', () => {
    const circle = withServices({ ...services, stock: called(['order-api', 'worker']) });
    expect(waitsFor(circle, 'prod-web')).toEqual([addressOf(circle, 'prod-order-api')]);
    expect(waitsFor(circle, 'prod-order-api')).toEqual([]);
    expect(waitsFor(circle, 'prod-stock')).toEqual([addressOf(circle, 'prod-worker')]);
    expect(variables(circle, 'prod-stock').SERVICE_ORDER_API_URL).toBe('http://order-api.services.prod.internal:8080');
  });
});

describe('the balancer', () => {
  test('answers to the distribution alone in prod, by its addresses and its header', () => {
    const [rule] = service.all('aws_vpc_security_group_ingress_rule');
    expect(rule).toMatchObject({ prefix_list_id: 'pl-4fa04526', from_port: 443 });
    const rules = service.all('aws_lb_listener_rule').map(({ condition }) => condition as Attributes[]);
    const hosts = rules.map((conditions) => conditions.flatMap(({ host_header }) => host_header?.values ?? []));
    expect(hosts.flat().sort()).toEqual(['shop.example.com', 'www.shop.example.com']);
    for (const conditions of rules) {
      expect(conditions.some(({ http_header }) => http_header?.http_header_name === 'x-origin-verify')).toBe(true);
    }
    expect(service.none('aws_wafv2_web_acl')).toBe(true);
  });

  test('publishes the header to the distribution, and Terraform shows it to nobody', () => {
    const { output } = service.json;
    expect(Object.keys(output)).toEqual([
      'balancer_arn_suffix',
      'balancer_dns_name',
      'balancer_zone_id',
      'origin_header_current',
      'origin_header_header_name',
      'origin_header_previous',
    ]);
    expect([output.origin_header_current.sensitive, output.origin_header_previous.sensitive]).toEqual([true, true]);
    expect(output.balancer_dns_name.sensitive).toBeUndefined();
  });

  test('is behind a web ACL where the internet reaches it', () => {
    const stack = stackOf(dev, 'service');
    expect(stack.one('aws_wafv2_web_acl').scope).toBe('REGIONAL');
    expect(stack.one('aws_wafv2_web_acl_association')).toEqual({
      resource_arn: stack.reference('aws_lb', 'arn'),
      web_acl_arn: stack.reference('aws_wafv2_web_acl', 'arn'),
    });
  });

  test('evaluates the longer path of a host first, whatever the order in the file', () => {
    const api = { ...web, hosts: { 'shop.example.com': '/api/*' } };
    const priorities = (services: Environment['services']) =>
      Object.fromEntries(
        withServices(services)
          .all('aws_lb_listener_rule')
          .map(({ tags, priority }) => [tags.Name, priority]),
      );
    const inOrder = priorities({ web, api });
    expect(priorities({ api, web })).toEqual(inOrder);
    expect(inOrder['api-shop.example.com']).toBeLessThan(inOrder['web-shop.example.com']);
  });
});

test('an environment without services and balancer has no such stack', () => {
  expect(() => stackOf({ ...prod, balancer: 'none', services: {}, edge: 'none' }, 'service')).toThrow(
    'prod has no stack service',
  );
});

test('a service has the items of some partition keys alone, where its file says so', () => {
  const stack = withServices({ web: { ...web, tables: { sessions: { leadingKeys: ['session#*'] } } } });
  const policies = stack.all('aws_iam_role_policy').map(({ policy }) => statements(policy));
  const [items] = policies.flatMap(({ ItemsOfKeys }) => ItemsOfKeys ?? []);
  expect(items).toMatchObject({
    Resource: outputOf('data', 'tables_sessions_table_arn'),
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['session#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
  expect(JSON.stringify(items)).not.toContain('dynamodb:Scan');
  expect(variables(stack, 'prod-web')).toMatchObject({
    TABLE_SESSIONS: 'prod-sessions',
  });
});
