import assert from 'node:assert/strict';
import type { Guide } from './guide';

const majorVersion = (version: string, database: string) => ({
  [`databases.${database}.engineVersion`]: version,
  [`databases.${database}.allowMajorVersionUpgrade`]: true,
  [`databases.${database}.applyImmediately`]: true,
});
const afterwards = (database: string) => ({
  [`databases.${database}.allowMajorVersionUpgrade`]: false,
  [`databases.${database}.applyImmediately`]: false,
});

/** PostgreSQL with read replicas, from 16 to 17, then a minor version sooner than RDS has it. */
export async function upgradePostgres(guide: Guide): Promise<void> {
  guide.edit(
    `engineVersion: '17',
     allowMajorVersionUpgrade: true,
     applyImmediately: true,`,
    majorVersion('17', 'main'),
  );
  guide.tells(
    'a parameter group of the new version, the source changed in place, then each replica, then the old parameter group deleted',
  );
  const plan = await guide.plan('data');
  assert.deepEqual(plan, {
    aws_db_instance: ['update', 'update', 'update'],
    aws_db_parameter_group: ['create, delete'],
    // The record of the major version (ADR 0029).
    terraform_data: ['update'],
  });
  await guide.apply('data');
  // RDS upgrades the replicas with it, moto does not.
  const [source] = await majors(guide, 'prod-main');
  assert.equal(source, '17');

  guide.edit(
    '`allowMajorVersionUpgrade: false` and `applyImmediately: false`. The plan shows two attributes of the database',
    afterwards('main'),
  );
  await guide.apply('data');

  for (const command of [
    'aws rds modify-db-instance --db-instance-identifier prod-main-reads --engine-version 17.6 --apply-immediately',
    'aws rds wait db-instance-available --db-instance-identifier prod-main-reads',
    'aws rds modify-db-instance --db-instance-identifier prod-main --engine-version 17.6 --apply-immediately',
  ])
    await guide.run(command);
  guide.tells('no plan shows a difference after that');
  assert.deepEqual(await guide.plan('data'), {});
}

/** MySQL with a read replica, from 8.0 to 8.4. */
export async function upgradeMysql(guide: Guide): Promise<void> {
  guide.edit('Move their names from `readReplicas` to `retiringReplicas` and apply', {
    'databases.invoices.readReplicas': [],
    'databases.invoices.retiringReplicas': ['reads'],
  });
  await guide.apply('data');
  guide.edit('take them out of there and apply', { 'databases.invoices.retiringReplicas': [] });
  await guide.apply('data');
  guide.edit('The upgrade, in one apply', majorVersion('8.4', 'invoices'));
  await guide.apply('data');
  assert.deepEqual(await majors(guide, 'prod-invoices'), ['8']);
  guide.edit('`allowMajorVersionUpgrade: false` and `applyImmediately: false`', afterwards('invoices'));
  await guide.apply('data');
  guide.edit('MySQL: replicas again, in `readReplicas`', { 'databases.invoices.readReplicas': ['reads'] });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}

/** The major versions of a database and its replicas. */
async function majors({ world }: Guide, name: string): Promise<string[]> {
  const { output } = await (
    await world.startShell(
      `aws rds describe-db-instances --query "DBInstances[?starts_with(DBInstanceIdentifier, '${name}')].EngineVersion" --output text`,
    )
  ).done;
  return output
    .trim()
    .split(/\s+/)
    .map((version) => version.split('.')[0]!);
}
