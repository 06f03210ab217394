import { dev } from '../../environments';
import { fileSystem } from '../support/file-systems';
import { loadEnvironments } from '../../environments/load';
import { withoutFileSystems } from '../support/environments';
import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';

const bare = withoutFileSystems(dev);
const fileSystems = { exports: { accessPoint: 'reports', access: 'read-write' } } as const;
const [environment] = loadEnvironments({
  dev: {
    ...bare,
    dataKey: { deletionProtection: 'on' },
    fileSystems: { exports: fileSystem },
    services: {
      ...bare.services,
      web: { ...bare.services.web, fileSystems },
      thumbnails: { ...bare.services.thumbnails, fileSystems },
    },
  },
});

describeWithTerraform('an environment with a file system', () => {
  test('is planned by the real provider, offline: everything is added', async () => {
    const { result, created } = await planEnvironment(environment!);
    expect(result.diagnostics).toEqual([]);
    expect(created('aws_efs_file_system')).toEqual([expect.objectContaining({ encrypted: true })]);
    expect(created('aws_efs_mount_target')).toHaveLength(dev.network.zones.length);
    const mounting = created('aws_lambda_function').filter((one) => one.file_system_config.length > 0);
    expect(mounting.map((one) => one.file_system_config[0].local_mount_path)).toEqual(['/mnt/exports']);
    const [web] = created('aws_ecs_task_definition').filter(({ family }) => family === 'dev-web');
    const [volume] = web!.volume.filter(({ name }: { name: string }) => name === 'mnt-exports');
    expect(volume.efs_volume_configuration[0]).toMatchObject({ transit_encryption: 'ENABLED' });
  }, 300_000);
});
