import assert from 'node:assert/strict';
import type { Guide } from './guide';

/** Redis OSS to Valkey, with the users after it. */
export async function redisToValkey(guide: Guide): Promise<void> {
  guide.edit("`engine: 'valkey'`, `engineVersion: '8.1'`, `applyImmediately: true`; `userGroupEngine` stays `redis`", {
    'caches.main.engine': 'valkey',
    'caches.main.engineVersion': '8.1',
    'caches.main.applyImmediately': true,
  });
  await guide.apply('data');
  guide.edit("`userGroupEngine: 'valkey'`", { 'caches.main.userGroupEngine': 'valkey' });
  guide.edit('`applyImmediately: false` again', { 'caches.main.applyImmediately': false });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}

/** A major version of Valkey. */
export async function upgradeCache(guide: Guide): Promise<void> {
  await guide.run(
    'aws elasticache create-snapshot --replication-group-id prod-main --snapshot-name prod-main-before-9',
    { 'prod-main': 'prod-baskets' },
  );
  guide.edit("`engineVersion: '8.1'` and `applyImmediately: true`", {
    'caches.baskets.engineVersion': '8.1',
    'caches.baskets.applyImmediately': true,
  });
  await guide.apply('data');
  guide.edit('`applyImmediately: false`', { 'caches.baskets.applyImmediately': false });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}

/** A cache beside one that is there, from its snapshot. */
export async function restoreCache(guide: Guide): Promise<void> {
  const { baskets } = guide.file.literal['caches'] as Record<string, object>;
  guide.edit('at a **new name** in `caches`', {
    'caches.restored': { ...baskets, restoreFrom: { snapshot: 'prod-baskets-before-9' } },
    flows: [...guide.flows, guide.operators('cache-restored', 6379)],
  });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}
