import assert from 'node:assert/strict';
import type { Guide } from './guide';

const off = { off: true, reason: 'it is retired' };

/** A cache that nothing uses. */
export async function retireCache(guide: Guide): Promise<void> {
  guide.edit('Then take it out of `caches`', {
    'caches.baskets': undefined,
    flows: guide.flows.filter(({ to }) => to !== 'cache-baskets'),
  });
  const plan = await guide.plan('data');
  assert.deepEqual(plan['aws_elasticache_replication_group'], ['delete']);
  assert.equal(plan['aws_db_instance'], undefined);
  await guide.deploy();
  const { output } = await guide.look(
    'aws elasticache describe-snapshots --query "Snapshots[].SnapshotName" --output text',
  );
  assert.match(output, /prod-baskets-final-sg-/);
}

/** A database that nothing uses. */
export async function retireDatabase(guide: Guide): Promise<void> {
  guide.tells('Switch `deletionProtection` off with the reason, apply; take the database out of the file, apply');
  guide.file.decide({
    'databases.orders.deletionProtection': off,
    'databases.orders.readReplicas': [],
    'databases.orders.retiringReplicas': ['reads'],
  });
  await guide.deploy();
  guide.file.decide({ 'databases.orders': undefined, flows: guide.flows.filter(({ to }) => to !== 'database-orders') });
  await guide.deploy();
  assert.deepEqual(await guide.plan('data'), {});
}

/** The whole environment, of which the key and what it makes readable stay. */
export async function retireEnvironment(guide: Guide): Promise<void> {
  guide.tells(
    'Switch the protections of databases, caches, buckets, zones and the load balancer off, with the reason, and apply',
  );
  const { databases, caches, buckets } = guide.file.literal as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const each = (of: string, named: object) =>
    Object.keys(named).map((name) => [`${of}.${name}.deletionProtection`, off]);
  guide.file.decide({
    ...Object.fromEntries([...each('databases', databases!), ...each('caches', caches!), ...each('buckets', buckets!)]),
    'accessLogs.deletionProtection': off,
    'dns.deletionProtection': off,
    'balancer.deletionProtection': off,
  });
  await guide.deploy("npx cdktf deploy 'prod-*'");
  await guide.run(
    "cd cdktf.out/stacks/prod-data\n   terraform state list | grep -E '^aws_kms_(key|alias)\\.data-key' | xargs terraform state rm",
  );
  for (const bucket of Object.values(buckets!)) await guide.world.emptyBucket((bucket as { bucket: string }).bucket);
  await guide.run('npx cdktf destroy prod-edge prod-service prod-data prod-dns prod-network prod-account');
  for (const name of ['edge', 'service', 'data', 'dns', 'network', 'account'])
    assert.deepEqual((await guide.world.state(name))?.addresses, [], name);
}
