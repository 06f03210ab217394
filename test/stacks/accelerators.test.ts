import { factsOfEnvironment } from '../../cli/review/facts';
import { prod } from '../../environments';
import { accelerator } from '../../environments/changes/accelerators';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { withFunctions } from '../support/functions';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements } from '../support/synth';

const environment: Environment = {
  ...prod,
  accelerators: { receipts: { ...accelerator, tables: { receipts: ['read'] } } },
  services: { ...prod.services, web: { ...prod.services.web, accelerators: { receipts: ['read'] } } },
  flows: [
    ...prod.flows,
    {
      ...{ from: 'service-web', to: 'accelerator-receipts', port: 9111, protocol: 'tcp' },
      reason: 'receipts are shown from memory',
    },
  ],
};
const outputOf = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;

describe('an accelerator of an environment', () => {
  const data = stackOf(environment, 'data');

  test('is as the file decides', () => {
    expect(data.one('aws_dax_cluster')).toMatchObject({
      ...{ cluster_name: 'prod-receipts', node_type: 'dax.r5.large', replication_factor: 3 },
      ...{ maintenance_window: 'sun:04:00-sun:05:00', cluster_endpoint_encryption_type: 'TLS' },
    });
    expect(data.one('aws_dax_parameter_group').name).toBe('prod-receipts-items-300s-queries-60s');
  });

  test('may read its table and no other, within the boundary', () => {
    const roles = data
      .resources('aws_iam_role')
      .filter(({ attributes }) => attributes.name === 'prod-receipts-accelerator');
    expect(roles.map(({ attributes }) => [attributes.path, typeof attributes.permissions_boundary])).toEqual([
      ['/bounded/', 'string'],
    ]);
    const its = data
      .all('aws_iam_role_policy')
      .filter(({ role }) => role === `\${aws_iam_role.${roles[0]!.name}.name}`)
      .map(({ policy }) => statements(policy as string));
    expect(its.map((policy) => Object.keys(policy))).toEqual([['ReadItems', 'DescribeTable']]);
    const tables = data.resources('aws_dynamodb_table').filter(({ attributes }) => attributes.name === 'prod-receipts');
    expect(its[0]!.DescribeTable!.Resource).toBe(`\${aws_dynamodb_table.${tables[0]!.name}.arn}`);
  });

  test('moves nothing that was there', () => {
    const before = stackOf(prod, 'data').json.resource as Record<string, Record<string, unknown>>;
    const after = data.json.resource as Record<string, Record<string, unknown>>;
    for (const [type, named] of Object.entries(before)) {
      expect([type, after[type]]).toEqual([type, expect.objectContaining(named)]);
    }
  });

  test('is none, in any stack, where there is none', () => {
    expect(stackOf(prod, 'data').none('aws_dax_cluster')).toBe(true);
    expect(JSON.stringify(stackOf(prod, 'account').json)).not.toContain('dax');
    expect(JSON.stringify(stackOf(prod, 'service').json)).not.toContain('ACCELERATOR_');
  });
});

test('CI may make one, pass it its role, and read no items by it', () => {
  const account = stackOf(environment, 'account');
  const [boundary] = account.all('aws_iam_policy').filter(({ name }) => name === 'boundary');
  const { Services, PassesBoundedRoles } = statements(boundary!.policy as string);
  expect(Services!.Action).toContain('dax:*');
  expect(PassesBoundedRoles!.Condition.StringEqualsIfExists['iam:PassedToService']).toContain('dax.amazonaws.com');
  const all = account.all('aws_iam_role_policy').map(({ policy }) => statements(policy as string));
  const apply = all.find((policy) => policy.PassesBoundedRoles)!.PassesBoundedRoles!;
  expect(apply.Condition.StringEqualsIfExists['iam:PassedToService']).toContain('dax.amazonaws.com');
  expect(all.find((policy) => policy.ReadsNoData)!.ReadsNoData!.Action).toContain('dax:GetItem');
});

describe('a service with an accelerator', () => {
  const service = stackOf(environment, 'service');

  test('is told where it is, and the names of its tables', () => {
    const made = service.all('aws_ecs_task_definition').find(({ family }) => family === 'prod-web')!;
    const [container] = JSON.parse(made.container_definitions as string) as [
      { environment: { name: string; value: string }[] },
    ];
    const variables = Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
    expect(variables).toMatchObject({
      ACCELERATOR_RECEIPTS_URL: `daxs://${outputOf('accelerators_receipts_endpoint')}`,
      TABLE_RECEIPTS: 'prod-receipts',
      TABLE_SESSIONS: 'prod-sessions',
    });
  });

  test('reads by it, and has no right to the table itself', () => {
    const all = service.all('aws_iam_role_policy').map(({ name, policy }) => [name as string, policy as string]);
    const its = all.filter(([name]) => /^(read|write)-.*prod-receipts-/.test(name!));
    // The worker writes receipts, as in prod.
    expect(its.map(([name]) => name).sort()).toEqual([
      'read-accelerator-prod-receipts-Web',
      'write-prod-receipts-Worker',
    ]);
    const { ReadItems } = statements(its.find(([name]) => name!.startsWith('read-accelerator'))![1]!);
    expect(ReadItems!.Resource).toBe(outputOf('accelerators_receipts_accelerator_arn'));
  });

  test('reaches it, and no other does', () => {
    const rules = service.all('aws_vpc_security_group_ingress_rule');
    const to = rules.filter(
      ({ security_group_id: group }) => group === outputOf('accelerators_receipts_security_group_id'),
    );
    expect(to.map(({ description, from_port }) => [description, from_port])).toEqual([
      ['Service web, to accelerator receipts', 9111],
    ]);
  });
});

test('a function with an accelerator is in the private tier, and reaches it', () => {
  const { thumbnails } = withFunctions.services;
  const functions: Environment = {
    ...withFunctions,
    accelerators: environment.accelerators,
    services: { ...withFunctions.services, thumbnails: { ...thumbnails, accelerators: { receipts: ['read'] } } },
  };
  const vpcOf = (of: Environment) => {
    const made = stackOf(of, 'service').all('aws_lambda_function');
    return made.find(({ function_name }) => function_name === 'prod-thumbnails')!.vpc_config as unknown;
  };
  expect([vpcOf(withFunctions), vpcOf(functions)]).toEqual([undefined, expect.anything()]);
  const rules = stackOf(functions, 'service').all('aws_vpc_security_group_ingress_rule');
  expect(rules.map(({ description }) => description as string)).toContain('Functions, to accelerator receipts');
});

describe('the review', () => {
  test('proves who reaches it on the port of TLS, and that nothing answers on the other', async () => {
    const topology = topologyOf(await graphOfStacks(writtenStacks(environment)));
    const verdict = (from: string, port: number) => {
      const [a, b] = [from, 'accelerator-receipts'].map((name) => find(topology, name, 'prod').parties![0]!);
      return [from, port, reachInEveryVariant(topology, a!, b!, { port }).verdict];
    };
    expect([
      verdict('service-web', 9111),
      verdict('service-web', 8111),
      verdict('service-partners', 9111),
      verdict('bastion', 9111),
    ]).toEqual([
      ['service-web', 9111, 'reachable'],
      ['service-web', 8111, 'blocked'],
      ['service-partners', 9111, 'blocked'],
      ['bastion', 9111, 'blocked'],
    ]);
  });

  test('finds nothing wrong with it, nor with the flow to it', async () => {
    const facts = factsOfEnvironment(environment);
    const findings = evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => facts);
    const its = findings.filter(({ address, rule }) => /accelerator-/.test(address) || rule.startsWith('reach/'));
    expect(its.filter(({ rule, status }) => rule.startsWith('dax/') && status === 'pass')).toHaveLength(3);
    expect(its.filter(({ status }) => status !== 'pass').map(({ rule, status }) => `${status} ${rule}`)).toEqual([]);
  });
});
