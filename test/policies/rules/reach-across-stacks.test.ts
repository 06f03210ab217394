import { reach } from '../../../policies/rules/reach';
import { evaluate } from '../../../review/engine/evaluate';
import { factsFor } from '../../../review/engine/environment-facts';
import type { DeclaredFlow } from '../../../review/engine/rule';
import { graphOfStacks } from '../../../review/model/inputs/stacks';

type Body = Record<string, unknown>;

const region = 'eu-west-1';
const state = (stack: string) => ({ bucket: 'example-state', key: `${stack}.tfstate`, region });
const reads = (stack: string) => ({ terraform_remote_state: { [stack]: { backend: 's3', config: state(stack) } } });
const from = (stack: string, output: string) => `\${data.terraform_remote_state.${stack}.outputs.${output}}`;

/** A synthesized stack: resources by `<type>.<name>`, each with its construct path. */
function stack(name: string, resources: Record<string, readonly [path: string, body: Body]>, more: Body = {}) {
  const resource: Record<string, Body> = {};
  for (const [id, [path, body]] of Object.entries(resources)) {
    const [type = '', called = ''] = id.split('.');
    const about = { '//': { metadata: { path: `prod-${name}/${path}`, uniqueId: called } } };
    resource[type] = { ...resource[type], [called]: { ...body, ...about } };
  }
  const json = { terraform: { backend: { s3: state(name) } }, resource, ...more };
  return { name: `prod-${name}`, environment: 'prod', file: `${name}.tf.json`, json };
}

const rule = (direction: string, group: string, port: number, peer: Body) => ({
  ...{ security_group_id: group, ip_protocol: 'tcp', from_port: port, to_port: port, ...peer },
  description: `${direction} ${port}`,
});

const data = stack(
  'data',
  {
    'aws_vpc.main': ['network/vpc', { cidr_block: '10.0.0.0/16' }],
    'aws_internet_gateway.main': ['network/internet-gateway', { vpc_id: '${aws_vpc.main.id}' }],
    'aws_subnet.public': ['network/public/a', { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24' }],
    'aws_subnet.private': ['network/private/a', { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.2.0/24' }],
    'aws_subnet.data': ['network/data/a', { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.3.0/24' }],
    'aws_route_table.public': [
      'network/public/table',
      {
        vpc_id: '${aws_vpc.main.id}',
        route: [{ cidr_block: '0.0.0.0/0', gateway_id: '${aws_internet_gateway.main.id}' }],
      },
    ],
    'aws_route_table_association.public': [
      'network/public/association',
      { subnet_id: '${aws_subnet.public.id}', route_table_id: '${aws_route_table.public.id}' },
    ],
    'aws_security_group.database': ['database-main/security-group', { vpc_id: '${aws_vpc.main.id}' }],
    'aws_db_subnet_group.main': ['database-main/subnets', { subnet_ids: ['${aws_subnet.data.id}'] }],
    'aws_db_instance.main': [
      'database-main/source/instance',
      {
        ...{ engine: 'postgres', db_subnet_group_name: '${aws_db_subnet_group.main.name}' },
        vpc_security_group_ids: ['${aws_security_group.database.id}'],
      },
    ],
  },
  {
    output: {
      vpc_id: { value: '${aws_vpc.main.id}' },
      public_subnet: { value: '${aws_subnet.public.id}' },
      private_subnet: { value: '${aws_subnet.private.id}' },
      database_group: { value: '${aws_security_group.database.id}' },
    },
  },
);

/** What may open connections to the database, beside the service: another service of the same stack. */
const service = (databaseClients: readonly string[]) => {
  const [balancer, database] = ['${aws_security_group.balancer.id}', from('data', 'database_group')];
  const ofServices = ['web', 'api'].map((name) => {
    const group = `\${aws_security_group.${name}.id}`;
    return {
      [`aws_security_group.${name}`]: [`service-${name}/security-group`, { vpc_id: from('data', 'vpc_id') }] as const,
      [`aws_ecs_service.${name}`]: [
        `service-${name}/service`,
        {
          network_configuration: [{ subnets: [from('data', 'private_subnet')], security_groups: [group] }],
          ...(name === 'web' && {
            load_balancer: [{ target_group_arn: '${aws_lb_target_group.web.arn}', container_port: 8080 }],
          }),
        },
      ] as const,
      ...(databaseClients.includes(name) && {
        [`aws_vpc_security_group_egress_rule.${name}`]: [
          `service-${name}/to-database`,
          rule('to', group, 5432, { referenced_security_group_id: database }),
        ] as const,
        [`aws_vpc_security_group_ingress_rule.${name}`]: [
          `service-${name}/database-from`,
          rule('from', database, 5432, { referenced_security_group_id: group }),
        ] as const,
      }),
    };
  });
  return stack(
    'service',
    {
      ...Object.assign({}, ...ofServices),
      'aws_security_group.balancer': ['balancer/security-group', { vpc_id: from('data', 'vpc_id') }],
      'aws_vpc_security_group_ingress_rule.balancer': [
        'balancer/from-cloudfront',
        rule('from', balancer, 443, { prefix_list_id: 'pl-4fa04526' }),
      ],
      'aws_vpc_security_group_egress_rule.tasks': [
        'balancer/to-web',
        rule('to', balancer, 8080, { referenced_security_group_id: '${aws_security_group.web.id}' }),
      ],
      'aws_vpc_security_group_ingress_rule.tasks': [
        'service-web/from-balancer',
        rule('from', '${aws_security_group.web.id}', 8080, { referenced_security_group_id: balancer }),
      ],
      'aws_lb.main': [
        'balancer/load-balancer',
        { name: 'prod', subnets: [from('data', 'public_subnet')], security_groups: [balancer] },
      ],
      'aws_lb_listener.https': [
        'balancer/https',
        {
          ...{ load_balancer_arn: '${aws_lb.main.arn}', port: 443, protocol: 'HTTPS' },
          default_action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.web.arn}' }],
        },
      ],
      'aws_lb_target_group.web': ['targets-web/target-group', { port: 8080, protocol: 'HTTP', target_type: 'ip' }],
    },
    { data: reads('data'), output: { dns_name: { value: '${aws_lb.main.dns_name}' } } },
  );
};

const edge = stack(
  'edge',
  {
    'aws_cloudfront_distribution.main': [
      'distribution/distribution',
      {
        ...{ enabled: true, comment: 'prod-shop' },
        origin: [
          {
            ...{ origin_id: 'balancer', domain_name: from('service', 'dns_name') },
            custom_origin_config: [{ origin_protocol_policy: 'https-only', http_port: 80, https_port: 443 }],
          },
        ],
        default_cache_behavior: [{ target_origin_id: 'balancer', viewer_protocol_policy: 'redirect-to-https' }],
      },
    ],
  },
  { data: reads('service') },
);

const flow = (from: string, to: string, port: number): DeclaredFlow => ({
  from,
  to,
  port,
  reason: 'requests of users',
});
const declared = [
  flow('internet', 'distribution', 443),
  flow('internet', 'balancer', 443),
  flow('internet', 'service-web', 443),
  flow('distribution', 'balancer', 443),
  flow('balancer', 'service-web', 8080),
  flow('service-web', 'database-main', 5432),
];

async function findings(id: string, flows: readonly DeclaredFlow[], databaseClients: readonly string[] = ['web']) {
  const graph = await graphOfStacks([edge, service(databaseClients), data]);
  const facts = (name: string) => ({ ...factsFor(name, 'critical'), flows });
  return evaluate(
    graph,
    reach.filter((one) => one.id === id),
    facts,
  ).flatMap((finding) => {
    const text = finding.status === 'fail' ? finding.found : finding.status === 'unknown' ? finding.because : '';
    return finding.status === 'pass'
      ? []
      : [`${finding.status} ${'attribute' in finding ? finding.attribute : ''}: ${text}`];
  });
}

describe('flows between stacks', () => {
  const rule = 'reach/declared-flows';

  test('are proven from the internet to the database, by the construct that each stack has', async () => {
    expect(await findings(rule, declared)).toEqual([]);
  });

  test.each([
    [flow('internet', 'service-web', 8080), /public address service-web has no public IPv4 address/],
    [flow('balancer', 'database-main', 5432), /security group balancer allows no tcp 5432 out to database-main/],
    [flow('service-api', 'database-main', 5432), /security group service-api allows no tcp 5432/],
    [flow('balancer', 'service-web', 443), /security group balancer allows no tcp 443/],
  ])('that are not there fail: %j', async (wrong, expected) => {
    const [only, ...others] = await findings(rule, [...declared, wrong]);
    expect(others).toEqual([]);
    expect(only).toMatch(expected);
  });
});

describe('the data tier', () => {
  const rule = 'reach/data-tier-by-declared-flows';

  test('is reached by what is declared, and by nothing else', async () => {
    expect(await findings(rule, declared)).toEqual([]);
    expect(await findings('reach/data-tier-not-from-internet', declared)).toEqual([]);
  });

  test('is not closed where another service reaches it too', async () => {
    expect(await findings(rule, declared, ['web', 'api'])).toEqual([
      'fail service-api → database-main/source: tcp 5432, which no flow declares',
    ]);
  });

  test('is not closed by a flow on another port', async () => {
    const others = [...declared.slice(0, -1), flow('service-web', 'database-main', 5433)];
    expect(await findings(rule, others)).toEqual([
      'fail service-web → database-main/source: tcp 5432, which no flow declares',
    ]);
  });

  test('is not asked about where an environment declares no flow', async () => {
    expect(await findings(rule, [], ['web', 'api'])).toEqual([]);
  });
});
