import { dev } from '../../environments';
import { migration } from '../../environments/changes/migrations';
import { loadEnvironments } from '../../environments/load';
import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';

const [environment] = loadEnvironments({ dev: { ...dev, migrations: { bought: migration } } });

describeWithTerraform('an environment with a migration', () => {
  test('is planned by the real provider, offline: everything is added, and no password is in the plan', async () => {
    const { result, created } = await planEnvironment(environment!);
    expect(result.diagnostics).toEqual([]);
    expect(created('aws_dms_replication_instance')).toEqual([expect.objectContaining({ publicly_accessible: false })]);
    expect(created('aws_dms_endpoint').map((after) => after.ssl_mode as string)).toEqual([
      'verify-full',
      'verify-full',
    ]);
    expect(created('aws_dms_replication_task')).toHaveLength(1);
    const versions = created('aws_secretsmanager_secret_version').filter(
      (after) => after.secret_string_wo_version === 1,
    );
    expect(versions.length).toBeGreaterThanOrEqual(2);
    for (const after of versions) expect(after.secret_string_wo ?? null).toBeNull();
  }, 300_000);
});
