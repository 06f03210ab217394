import { appliedTree, completeTree, preventsDestroy } from '../../cli/plan/against/complete-tree';
import { stateOfPlan } from '../../cli/plan/against/state-of-plan';

describe('a tree of which a plan can know everything', () => {
  const resource = (values: Readonly<Record<string, unknown>>) => ({
    terraform: {},
    resource: { aws_x: { y: values } },
  });
  const block = (json: ReturnType<typeof completeTree>) => json.resource?.aws_x?.y;

  test('has no ephemeral resource, and a fixed value where one is used', () => {
    const tree = completeTree({
      ...resource({ password_wo: '${ephemeral.aws_z.s.value}', text: 'ephemeral.aws_z is text' }),
      ephemeral: { aws_z: { s: {} } },
    });
    expect(tree.ephemeral).toBeUndefined();
    expect(block(tree)).toEqual({ password_wo: 'not-compared', text: 'ephemeral.aws_z is text' });
  });

  test('runs no provisioner, and refuses to destroy nothing', () => {
    const lifecycle = { prevent_destroy: true, ignore_changes: ['a'] };
    const given = { a: 1, provisioner: [{ 'local-exec': {} }], connection: {}, lifecycle };
    expect(block(completeTree(resource(given)))).toEqual({ a: 1, lifecycle: [{ ignore_changes: ['a'] }] });
    expect(preventsDestroy(given)).toBe(true);
    expect(preventsDestroy({ lifecycle: [{ create_before_destroy: true }] })).toBe(false);
    expect(preventsDestroy(undefined)).toBe(false);
  });

  test('once applied has the uuid that it got', () => {
    const given = resource({ a: '${uuid() == "" ? 1 : 2}', b: 'uuid() is text' });
    expect(block(appliedTree(given))).toEqual({
      a: '${"00000000-0000-4000-8000-000000000000" == "" ? 1 : 2}',
      b: 'uuid() is text',
    });
    expect(block(completeTree(given))).toEqual(given.resource.aws_x.y);
  });
});

test('the output of a terraform_data is its input, in a state with its type', () => {
  const data = { mode: 'managed', type: 'terraform_data', name: 'd', provider_name: 'terraform.io/builtin/terraform' };
  const values = { input: { a: ['b', 1, null] }, triggers_replace: true };
  const resources = [{ ...data, address: 'terraform_data.d', schema_version: 0, values }];
  const [found] = stateOfPlan({ planned_values: { root_module: { resources } } }, () => 'alias').resources;
  const input = { value: values.input, type: ['object', { a: ['tuple', ['string', 'number', 'dynamic']] }] };
  expect(found).toMatchObject({
    provider: 'provider["terraform.io/builtin/terraform"]',
    instances: [{ attributes: { input, output: input, triggers_replace: { value: true, type: 'bool' } } }],
  });
  const tree = { terraform: {}, resource: { aws_x: { y: { a: '${terraform_data.d.output}' } } } };
  expect(appliedTree(tree).resource?.aws_x?.y).toEqual({ a: '${terraform_data.d.input}' });
});

test('a plan that knows every value is the state of its apply', () => {
  const aws = 'registry.terraform.io/hashicorp/aws';
  const one = { mode: 'managed', type: 'aws_x', name: 'y', provider_name: aws, schema_version: 2 };
  const values = { a: 1, secret: ['s'] };
  const plan = {
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        child_modules: [
          {
            resources: [
              { ...one, address: 'module.data.aws_x.y["k"]', index: 'k', values, sensitive_values: { secret: [true] } },
              { ...one, address: 'module.data.data.aws_x.y', mode: 'data', values },
            ],
            child_modules: [{ resources: [{ ...one, address: 'module.data.module.z.aws_x.y', values }] }],
          },
        ],
      },
    },
  };
  const state = stateOfPlan(plan, (module, type, name) => [module.replaceAll('.', '-'), type, name].join('_'));
  expect(state).toMatchObject({ version: 4, terraform_version: '1.11.4', outputs: {} });
  const index = { type: 'index', value: { value: 0, type: 'number' } };
  expect(state.resources).toEqual([
    {
      ...{ module: 'module.data', mode: 'managed', type: 'aws_x', name: 'y' },
      provider: `provider["${aws}"].module-data_aws_x_y`,
      instances: [
        {
          ...{ index_key: 'k', schema_version: 2, attributes: values },
          sensitive_attributes: [[{ type: 'get_attr', value: 'secret' }, index]],
        },
      ],
    },
    {
      ...{ module: 'module.data.module.z', mode: 'managed', type: 'aws_x', name: 'y' },
      provider: `provider["${aws}"].module-data-module-z_aws_x_y`,
      instances: [{ schema_version: 2, attributes: values, sensitive_attributes: [] }],
    },
  ]);
});
