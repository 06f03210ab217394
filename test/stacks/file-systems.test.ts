import { factsOfEnvironment } from '../../cli/review/facts';
import { prod } from '../../environments';
import { fileSystem } from '../support/file-systems';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { withoutFileSystems } from '../support/environments';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements } from '../support/synth';

const exports = { accessPoint: 'reports', access: 'read' } as const;
const bare = withoutFileSystems(prod);
const flow = { to: 'file-system-exports', port: 2049, protocol: 'tcp', reason: 'reports of each day' } as const;
const environment: Environment = {
  ...bare,
  fileSystems: { exports: { ...fileSystem, accessPoints: { reports: { uid: 10_001, gid: 10_002 } } } },
  services: {
    ...bare.services,
    web: mounting('web', { exports }),
    thumbnails: mounting('thumbnails', { exports: { ...exports, access: 'read-write' } }),
  },
  flows: [...bare.flows, { from: 'service-web', ...flow }, { from: 'functions-internet', ...flow }],
};
function mounting(service: string, fileSystems: object) {
  return { ...bare.services[service], fileSystems } as Environment['services'][string];
}

const outputOf = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
const data = stackOf(environment, 'data');
const service = stackOf(environment, 'service');

describe('a file system of an environment', () => {
  test('is as the file decides, in each zone of the data tier', () => {
    expect(data.one('aws_efs_file_system')).toMatchObject({
      ...{ creation_token: 'prod-exports', encrypted: true, throughput_mode: 'elastic' },
      lifecycle_policy: [
        { transition_to_ia: 'AFTER_30_DAYS' },
        { transition_to_archive: 'AFTER_90_DAYS' },
        { transition_to_primary_storage_class: 'AFTER_1_ACCESS' },
      ],
      lifecycle: { prevent_destroy: true },
    });
    expect(data.all('aws_efs_mount_target')).toHaveLength(prod.network.zones.length);
    expect(data.one('aws_efs_access_point')).toMatchObject({ posix_user: { uid: 10_001, gid: 10_002 } });
  });

  test('is in the plan of the environment, and not in that of AWS too', () => {
    expect(Object.values(data.one('aws_efs_file_system').tags)).toContain('daily');
    expect(data.one('aws_efs_backup_policy')).toMatchObject({ backup_policy: { status: 'DISABLED' } });
  });

  test('is restored each week', () => {
    const selections = stackOf(environment, 'recovery').all('aws_backup_restore_testing_selection');
    expect(selections).toContainEqual(
      expect.objectContaining({ name: 'file_systems', protected_resource_type: 'EFS', protected_resource_arns: ['*'] }),
    );
  });

  test('moves nothing that was there', () => {
    const before = stackOf(bare, 'data').json.resource as Record<string, Record<string, unknown>>;
    const after = data.json.resource as Record<string, Record<string, unknown>>;
    for (const [type, named] of Object.entries(before).filter(([type]) => type !== 'aws_kms_key')) {
      expect([type, after[type]]).toEqual([type, expect.objectContaining(named)]);
    }
  });

  test('is none, in any stack, where there is none', () => {
    expect(stackOf(bare, 'data').none('aws_efs_file_system')).toBe(true);
    expect(JSON.stringify(stackOf(bare, 'service').json)).not.toContain('FILE_SYSTEM_');
    const boundary = (of: Environment) => {
      const [made] = stackOf(of, 'account')
        .all('aws_iam_policy')
        .filter(({ name }) => name === 'boundary');
      return statements(made!.policy as string).Services!.Action as string[];
    };
    expect(boundary(bare)).not.toContain('elasticfilesystem:*');
    expect(boundary(environment)).toContain('elasticfilesystem:*');
  });
});

describe('a service that mounts it', () => {
  const made = service.all('aws_ecs_task_definition').find(({ family }) => family === 'prod-web')!;
  const [container] = JSON.parse(made.container_definitions as string);

  test('does so over TLS, as its role and by its access point', () => {
    expect(made.volume).toContainEqual({
      name: 'mnt-exports',
      efs_volume_configuration: {
        file_system_id: outputOf('file_systems_exports_file_system_id'),
        transit_encryption: 'ENABLED',
        authorization_config: {
          access_point_id: expect.stringContaining('file_systems_exports_access_point_ids'),
          iam: 'ENABLED',
        },
      },
    });
    expect(container.mountPoints).toContainEqual({
      ...{ sourceVolume: 'mnt-exports', containerPath: '/mnt/exports', readOnly: true },
    });
    expect(container.environment).toContainEqual({ name: 'FILE_SYSTEM_EXPORTS_PATH', value: '/mnt/exports' });
  });

  test('reaches it, and no other does but functions', () => {
    const group = outputOf('file_systems_exports_security_group_id');
    const rules = service.all('aws_vpc_security_group_ingress_rule');
    const to = rules.filter(({ security_group_id }) => security_group_id === group);
    expect(to.map(({ description, from_port }) => [description, from_port]).sort()).toEqual([
      ['Functions, to file system exports', 2049],
      ['prod-web, to the files at /mnt/exports', 2049],
    ]);
  });

  test('may read files alone, and a function that writes may write them', () => {
    const policies = service.all('aws_iam_role_policy').filter(({ name }) => /^mount-prod-exports/.test(name));
    const actions = policies.map(({ name, policy }) => [name, statements(policy).MountAccessPoint!.Action]);
    expect(actions.sort()).toEqual([
      ['mount-prod-exports-reports-ProdThumbnails', ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']],
      ['mount-prod-exports-reports-ProdWeb', ['elasticfilesystem:ClientMount']],
    ]);
  });

  test('is a function in the private tier, with the files at the same path', () => {
    const thumbnails = service
      .all('aws_lambda_function')
      .find(({ function_name }) => function_name === 'prod-thumbnails')!;
    expect(thumbnails.vpc_config).toBeDefined();
    expect(thumbnails.file_system_config).toEqual({
      arn: expect.stringContaining('file_systems_exports_access_point_arns'),
      local_mount_path: '/mnt/exports',
    });
    expect(thumbnails.environment.variables).toMatchObject({ FILE_SYSTEM_EXPORTS_PATH: '/mnt/exports' });
  });
});

describe('the review', () => {
  test('proves who reaches it', async () => {
    const topology = topologyOf(await graphOfStacks(writtenStacks(environment)));
    const verdict = (from: string) => {
      const [a, b] = [from, 'file-system-exports'].map((name) => find(topology, name, 'prod').parties![0]!);
      return [from, reachInEveryVariant(topology, a!, b!, { port: 2049 }).verdict];
    };
    expect([verdict('service-web'), verdict('service-partners'), verdict('bastion')]).toEqual([
      ['service-web', 'reachable'],
      ['service-partners', 'blocked'],
      ['bastion', 'blocked'],
    ]);
  });

  test('finds nothing to object to', async () => {
    const facts = factsOfEnvironment(environment);
    const findings = evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => facts);
    const its = findings.filter(({ address }) => /file-system/.test(address));
    expect(its.length).toBeGreaterThan(20);
    expect(its.filter(({ status }) => status === 'fail').map(({ rule, address }) => `${rule} ${address}`)).toEqual([]);
  });
});
