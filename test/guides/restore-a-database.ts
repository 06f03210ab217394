import assert from 'node:assert/strict';
import type { Guide } from './guide';

/** A database is restored beside the one that is there, used in its place, and the first one retires. */
export async function restoreDatabase(guide: Guide): Promise<void> {
  const { main } = guide.file.literal['databases'] as { readonly main: Readonly<Record<string, unknown>> };
  guide.edit("restoreFrom: { pointInTime: { of: 'main', at: '2026-09-01T10:00:00Z' } },", {
    'databases.restored': {
      ...main,
      readReplicas: [],
      restoreFrom: { pointInTime: { of: 'main', at: '2026-09-01T10:00:00Z' } },
    },
    flows: [...guide.flows, guide.operators('database-restored', 5432)],
  });
  guide.tells('The plan adds one database and changes nothing of `main`');
  const { aws_db_instance: instances } = await guide.plan('data');
  assert.deepEqual(instances, ['create']);
  await guide.apply('data');

  const toRestored = guide.flows.map((flow) =>
    flow['from'] === 'service-web' && flow['to'] === 'database-main' ? { ...flow, to: 'database-restored' } : flow,
  );
  guide.edit("in `services.<name>.databases`, `'restored'` in place of `'main'`, the flows likewise", {
    'services.web.databases': ['restored'],
    flows: toRestored,
  });
  await guide.run('npx cdktf deploy prod-data prod-service --ignore-missing-stack-dependencies --parallelism 1');
  const { container_definitions } = await guide.world.attributes('service', 'aws_ecs_task_definition');
  assert.match(container_definitions, /DATABASE_RESTORED_HOST/);

  guide.edit('add `readReplicas` to `restored`', { 'databases.restored.readReplicas': ['reads'] });
  await guide.apply('data');

  await guide.run(
    'aws rds create-db-snapshot --db-instance-identifier prod-main --db-snapshot-identifier prod-main-last',
  );
  const off = { off: true, reason: 'replaced by restored' };
  guide.edit("`deletionProtection: { off: true, reason: '…' }`, and apply", {
    'databases.main.deletionProtection': off,
    'databases.main.readReplicas': [],
    'databases.main.retiringReplicas': main['readReplicas'],
  });
  await guide.apply('data');
  guide.edit("then take `main` out, with `restoreFrom: 'none'` of `restored`, and apply", {
    'databases.main': undefined,
    'databases.restored.restoreFrom': 'none',
    flows: guide.flows.filter(({ to }) => to !== 'database-main'),
  });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}
