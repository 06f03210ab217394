import { graphOfPlan } from '../../../review/model/load';
import { Unknown, type Value } from '../../../review/model/value';

const shown = (value: Value | undefined) => JSON.parse(JSON.stringify(value ?? null));

interface Planned {
  readonly address: string;
  readonly after?: object;
  readonly unknown?: object;
}

/** A plan in the form that Terraform 1.11 gives it: names after each reference its beginnings. */
async function planned(resources: readonly Planned[], root: object) {
  const parts = (address: string) => {
    const [type, name] = address.replace(/^(module\.\w+(\[[^\]]*\])?\.)*/, '').split(/[.[]/);
    return { address, mode: 'managed', type, name };
  };
  return graphOfPlan({
    format_version: '1.2',
    planned_values: {
      root_module: { resources: resources.map(({ address, after = {} }) => ({ ...parts(address), values: after })) },
    },
    resource_changes: resources.map(({ address, after = {}, unknown = {} }) => ({
      ...parts(address),
      change: { actions: ['create'], after, after_unknown: { id: true, ...unknown } },
    })),
    configuration: { root_module: root },
  });
}

const refers = (...references: string[]) => ({
  references: references.flatMap((one) => [one, one.replace(/\.[^.\]]*$/, '')]),
});
const config = (address: string, expressions: object) => ({ address, expressions });

test('what for_each goes over is known by the key of the instance', async () => {
  const graph = await planned(
    [
      { address: 'aws_route_table_association.r["b"]', unknown: { subnet_id: true, route_table_id: true } },
      { address: 'aws_subnet.s["a"]' },
      { address: 'aws_subnet.s["b"]' },
    ],
    {
      resources: [
        {
          ...config('aws_route_table_association.r', {
            subnet_id: refers('each.value.id'),
            route_table_id: refers('each.key'),
          }),
          for_each_expression: { references: ['aws_subnet.s'] },
        },
      ],
    },
  );
  const [association] = graph.all('aws_route_table_association');
  expect(shown(association!.at('subnet_id'))).toBe('${aws_subnet.s["b"].id}');
  expect(association!.at('route_table_id')).toBeInstanceOf(Unknown);
});

describe('blocks of a set, which a plan has in another order than they are written,', () => {
  const written = [
    { origin_id: { constant_value: 'site' }, domain_name: refers('aws_s3_bucket.s.bucket_regional_domain_name') },
    {
      ...{ origin_id: { constant_value: 'app' }, domain_name: refers('aws_lb.l.dns_name') },
      custom_origin_config: [{ https_port: { constant_value: 443 } }],
    },
  ];
  const origins = async (expressions: object[], after: object[]) => {
    const graph = await planned(
      [
        { address: 'aws_lb.l', unknown: { dns_name: true } },
        { address: 'aws_s3_bucket.s', unknown: { bucket_regional_domain_name: true } },
        {
          address: 'aws_cloudfront_distribution.d',
          after: { origin: after },
          unknown: { origin: after.map(() => ({ domain_name: true })) },
        },
      ],
      { resources: [config('aws_cloudfront_distribution.d', { origin: expressions })] },
    );
    return shown(graph.all('aws_cloudfront_distribution')[0]!.at('origin'));
  };
  const app = { origin_id: 'app', custom_origin_config: [{ https_port: 443 }] };
  const site = { origin_id: 'site', custom_origin_config: [] };

  test.each([
    ['by their constants', written, [app, site]],
    ['by the blocks in them', written.map((one) => ({ ...one, origin_id: refers('var.id') })), [app, site]],
    ['in the order in which they are written', written, [site, app]],
  ])('have the references of their own, found %s', async (_, expressions, after) => {
    const names = (await origins(expressions, after)).map((one: Record<string, unknown>) => [
      one.origin_id,
      one.domain_name,
    ]);
    expect(Object.fromEntries(names)).toMatchObject({ app: '${aws_lb.l.dns_name}' });
    expect(JSON.stringify(Object.fromEntries(names).site)).not.toContain('aws_lb');
  });

  test('are not known where each may be of either', async () => {
    const alike = written.map(({ domain_name }) => ({ origin_id: refers('var.id'), domain_name }));
    const odd = [{ origin_id: { constant_value: 'x' }, domain_name: refers('aws_lb.l.arn') }];
    const found = await origins([...odd, ...alike], [{ origin_id: 'a' }, { origin_id: 'b' }]);
    expect(JSON.stringify(found)).not.toContain('${aws_lb.l.dns_name}');
  });
});

describe('inline blocks, whose references a plan gives together,', () => {
  const table = (route: object, ...unknown: object[]) =>
    planned(
      [
        { address: 'aws_internet_gateway.i' },
        { address: 'aws_nat_gateway.n' },
        { address: 'aws_nat_gateway.m' },
        {
          address: 'aws_route_table.t',
          after: { route: unknown.map(() => ({ cidr_block: '0.0.0.0/0', nat_gateway_id: '' })) },
          unknown: { route: unknown },
        },
      ],
      { resources: [config('aws_route_table.t', { route })] },
    );
  const routes = async (route: object, ...unknown: object[]) =>
    (await table(route, ...unknown)).all('aws_route_table')[0]!.at('route');

  test('are references where only one is of the kind that the argument names', async () => {
    const both = refers('aws_internet_gateway.i.id', 'aws_nat_gateway.n.id');
    expect(shown(await routes(both, { gateway_id: true }, { nat_gateway_id: true }))).toMatchObject([
      { gateway_id: '${aws_internet_gateway.i.id}', nat_gateway_id: '' },
      { nat_gateway_id: '${aws_nat_gateway.n.id}' },
    ]);
  });

  test('are unknown, and name the candidates, where several are', async () => {
    const two = refers('aws_nat_gateway.n.id', 'aws_nat_gateway.m.id');
    const [first] = (await routes(two, { nat_gateway_id: true }, { nat_gateway_id: true })) as never[];
    expect(first!['nat_gateway_id']).toEqual(
      new Unknown('aws_route_table.t.route.0.nat_gateway_id is one of aws_nat_gateway.n.id, aws_nat_gateway.m.id'),
    );
  });

  test('are unknown where a variable or a local value may be what they name', async () => {
    const [first] = (await routes(refers('local.gateway.id'), { gateway_id: true })) as never[];
    expect(first!['gateway_id']).toBeInstanceOf(Unknown);
  });

  test('name all the groups of the one rule that has some', async () => {
    const graph = await planned(
      [
        { address: 'aws_security_group.a' },
        { address: 'aws_security_group.b["x.y"]' },
        {
          address: 'aws_security_group.g',
          after: { ingress: [{ from_port: 80, security_groups: [] }, { from_port: 22 }], egress: [{ from_port: 1 }] },
          unknown: {
            ingress: [{ cidr_blocks: [false], security_groups: [] }, { security_groups: true }],
            egress: [{ security_groups: true }],
          },
        },
      ],
      {
        resources: [
          config('aws_security_group.g', {
            ingress: refers('aws_security_group.a.id', 'aws_security_group.b["x.y"].id'),
          }),
        ],
      },
    );
    const group = graph.all('aws_security_group')[2]!;
    expect(shown(group.at('ingress'))).toMatchObject([
      { from_port: 80, security_groups: [] },
      { from_port: 22, security_groups: ['${aws_security_group.a.id}', '${aws_security_group.b["x.y"].id}'] },
    ]);
    // A dynamic block is not in the configuration of a plan at all.
    expect(group.at('egress.0.security_groups')).toBeInstanceOf(Unknown);
  });
});

describe('instances of for_each and count', () => {
  const addresses = [
    'module.net.aws_subnet.s["pub"]',
    'module.net.aws_subnet.s["priv"]',
    'module.each["a"].aws_subnet.s["pub"]',
    'module.each["b"].aws_subnet.s["pub"]',
    'module.count[1].aws_subnet.s["pub"]',
  ];
  const module = {
    resources: [config('aws_subnet.s', {})],
    outputs: {
      subnets: { expression: { references: ['aws_subnet.s'] } },
      one: { expression: { references: ['aws_subnet.s["pub"].id', 'aws_subnet.s["pub"]', 'aws_subnet.s'] } },
    },
  };
  const subnetOf = async (...references: string[]) => {
    const instance = { address: 'aws_instance.i', unknown: { subnet_id: true } };
    const graph = await planned([...addresses.map((address) => ({ address })), instance], {
      resources: [config('aws_instance.i', { subnet_id: { references } })],
      module_calls: { net: { module }, each: { module }, count: { module } },
    });
    return shown(graph.all('aws_instance')[0]!.at('subnet_id'));
  };

  test.each([
    ['module.net.subnets["pub"]', 'module.net.aws_subnet.s["pub"].id'],
    ['module.net.one', 'module.net.aws_subnet.s["pub"].id'],
    ['module.each["a"].one', 'module.each["a"].aws_subnet.s["pub"].id'],
    ['module.each["b"].subnets["pub"]', 'module.each["b"].aws_subnet.s["pub"].id'],
    ['module.count[1].one', 'module.count[1].aws_subnet.s["pub"].id'],
  ])('%s is %s', async (reference, expected) => {
    expect(await subnetOf(reference)).toBe(`\${${expected}}`);
  });

  test('of which several may be meant are unknown, and named', async () => {
    const found = await subnetOf('module.net.one', 'module.net', 'module.each["a"].one', 'module.each["a"]');
    expect(found).toBe('unknown (aws_instance.i.subnet_id is one of module.net.one, module.each["a"].one)');
  });
});

test('two names around the same reference, which a plan does not show, are not one', async () => {
  const graph = await planned(
    ['a', 'b'].map((name) => ({ address: `aws_sqs_queue.${name}`, unknown: { name: true } })),
    {
      resources: ['a', 'b'].map((name) => config(`aws_sqs_queue.${name}`, { name: refers('random_id.x.hex') })),
    },
  );
  const [one, other] = graph.all('aws_sqs_queue').map((queue) => queue.at('name') as Unknown);
  expect(one!.because).toBe('random_id.x.hex is known after apply');
  expect(one!.identity).not.toBe(other!.identity);
});
