import { joinedRoot } from '../../cli/plan/joined-root';
import type { StackJson } from '../../cli/synthesis';

const backend = (name: string) => ({ s3: { bucket: 'states', key: `${name}.tfstate`, region: 'eu-west-1' } });
const read = (name: string) => ({ backend: 's3', config: { ...backend(name).s3 } });
const aws = { region: 'eu-west-1', allowed_account_ids: ['111122223333'] };

function stack(name: string, json: Partial<StackJson> = {}) {
  const terraform = {
    backend: backend(name),
    required_version: '>= 1.10.2',
    required_providers: { aws: { source: 'aws', version: '5.100.0' } },
    ...json.terraform,
  };
  return { name, stack: { name: `prod-${name}`, dependencies: [], json: { ...json, terraform } as StackJson } };
}

const network = stack('network', {
  provider: { aws: [aws] },
  resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
  output: { vpc_id: { value: '${aws_vpc.main.id}' } },
});
const data = stack('data', {
  provider: { aws: [aws, { ...aws, region: 'us-east-1', alias: 'us_east_1' }] },
  data: { terraform_remote_state: { network: read('network') } },
  resource: {
    aws_subnet: {
      main: {
        vpc_id: '${data.terraform_remote_state.network.outputs.vpc_id}',
        tags: {
          Name: 'in ${data.terraform_remote_state.network.outputs.vpc_id}, ${upper(data.terraform_remote_state.network.outputs["a-b"])}',
        },
        depends_on: ['data.terraform_remote_state.network', 'aws_vpc.x'],
      },
    },
  },
});

describe('the stacks of an environment, joined', () => {
  const { root, modules } = joinedRoot([network, data]);

  test('are modules of one root', () => {
    expect(Object.keys(root.module)).toEqual(['network', 'data']);
    expect(root.module.network).toMatchObject({ source: './modules/network' });
  });

  test('keep their resources, under the same addresses', () => {
    expect(modules.network!.resource).toEqual(network.stack.json.resource);
  });

  test('lose their backends, and keep what else they say of Terraform', () => {
    expect(modules.network!.terraform).toEqual({
      required_version: '>= 1.10.2',
      required_providers: { aws: { source: 'aws', version: '5.100.0' } },
    });
  });

  test('get what they read from the stack that publishes it', () => {
    expect(root.module.data).toMatchObject({ network: '${module.network}' });
    expect(modules.data!.variable).toEqual({ network: {} });
    expect(modules.data!.data).toBeUndefined();
    expect(modules.data!.resource!.aws_subnet!.main).toEqual({
      vpc_id: '${var.network.vpc_id}',
      tags: { Name: 'in ${var.network.vpc_id}, ${upper(var.network["a-b"])}' },
      depends_on: ['aws_vpc.x'],
    });
  });

  test('know whose state they read by where it is, not by what the read is called', () => {
    const renamed = stack('data', { data: { terraform_remote_state: { below: read('network') } } });
    expect(joinedRoot([network, renamed]).root.module.data).toMatchObject({ below: '${module.network}' });
  });

  test('need no provider', () => {
    expect(joinedRoot([stack('network')]).root).not.toHaveProperty('provider');
  });

  test('may not import: that asks AWS', () => {
    const importing = stack('network', { import: [{ to: 'aws_vpc.main', id: 'vpc-1' }] });
    expect(joinedRoot([importing]).modules.network).not.toHaveProperty('import');
  });
});

describe('the providers of the root', () => {
  const { root, modules } = joinedRoot([network, data]);

  test('act as nobody, and ask nobody', () => {
    for (const provider of root.provider!.aws!) {
      expect(provider).toMatchObject({
        access_key: 'offline',
        secret_key: 'offline',
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
        skip_metadata_api_check: 'true',
      });
      expect(provider).not.toHaveProperty('allowed_account_ids');
    }
  });

  test.each([
    'assume_role',
    'assume_role_with_web_identity',
    'profile',
    'shared_config_files',
    'forbidden_account_ids',
  ])('lose %s', (setting) => {
    const acting = stack('network', { provider: { aws: [{ ...aws, [setting]: ['x'] }] } });
    expect(joinedRoot([acting]).root.provider!.aws![0]).not.toHaveProperty(setting);
  });

  test('are one where they are configured alike', () => {
    expect(root.provider!.aws!.map(({ alias, region }) => [alias, region])).toEqual([
      ['network', 'eu-west-1'],
      ['data_us_east_1', 'us-east-1'],
    ]);
    expect(root.module.data!.providers).toEqual({ aws: 'aws.network', 'aws.us_east_1': 'aws.data_us_east_1' });
  });

  test('keep default tags separate', () => {
    const tagged = (name: string) =>
      stack(name, { provider: { aws: [{ ...aws, default_tags: [{ tags: { stack: name } }] }] } });
    expect(joinedRoot([tagged('a'), tagged('b')]).root.provider!.aws).toHaveLength(2);
  });

  test('are declared by the modules that they are passed to', () => {
    expect(modules.data!.terraform.required_providers).toEqual({
      aws: { source: 'aws', version: '5.100.0', configuration_aliases: ['aws.us_east_1'] },
    });
  });

  test('are left alone where they are not AWS', () => {
    const random = stack('network', { provider: { random: [{ seed: 'x' }] } });
    expect(joinedRoot([random]).root.provider!.random).toEqual([{ alias: 'network', seed: 'x' }]);
  });
});

describe('what cannot be planned without an account', () => {
  test('is named, all of it at once', () => {
    const asking = stack('data', {
      data: {
        aws_ami: { linux: {} },
        aws_iam_policy_document: { fine: {} },
        terraform_remote_state: { elsewhere: read('elsewhere'), network: read('network') },
      },
      variable: { network: {} },
    });
    expect(() => joinedRoot([network, asking])).toThrow(
      [
        'prod-data: data.aws_ami.linux reads from AWS, which a plan without an account cannot do',
        'prod-data: data.terraform_remote_state.elsewhere reads a state that no stack of this environment writes',
        'prod-data: data.terraform_remote_state.network and var.network need one name each',
      ].join('\n'),
    );
  });
});
