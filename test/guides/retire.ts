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
  await guide.apply('data');
  const { output } = await guide.look(
    'aws elasticache describe-snapshots --query "Snapshots[].SnapshotName" --output text',
  );
  assert.match(output, /prod-baskets-final-sg-/);
}

/** A read replica; taken out in one step, RDS refuses, and nothing is lost. */
export async function retireReplica(guide: Guide): Promise<void> {
  const { main } = guide.file.literal['databases'] as { readonly main: { readonly readReplicas: readonly string[] } };
  const [last, ...others] = [...main.readReplicas].reverse();
  const readReplicas = others.reverse();

  guide.tells('Taken out in one step, RDS refuses to delete it; the replica and its alarms stay');
  guide.file.decide({ 'databases.main.readReplicas': readReplicas });
  await assert.rejects(guide.apply('data'), /deletion protection/i);
  const alarms = async () =>
    (await guide.world.state('data'))!.addresses.filter(
      (address) =>
        address.startsWith('aws_cloudwatch_metric_alarm.') &&
        address.includes(`.database-main_replicas_${last}_alarms_`),
    ).length;
  assert.equal(await alarms(), 5);

  guide.edit('Put the name into `retiringReplicas`, and go on with the second step', {
    'databases.main.retiringReplicas': [last],
  });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});

  guide.edit('Take it out of `retiringReplicas`, and apply', { 'databases.main.retiringReplicas': [] });
  guide.tells('The plan destroys one database instance with its log groups and alarms');
  const plan = await guide.plan('data');
  assert.deepEqual(plan['aws_db_instance'], ['delete']);
  assert.deepEqual(plan['aws_cloudwatch_metric_alarm'], Array(5).fill('delete'));
  await guide.apply('data');
  assert.equal(await alarms(), 0);
  assert.deepEqual(await guide.plan('data'), {});
}

/** A database that nothing uses. */
export async function retireDatabase(guide: Guide): Promise<void> {
  guide.tells('Switch `deletionProtection` off with the reason, apply; take the database out of the file, apply');
  guide.file.decide({
    'databases.invoices.deletionProtection': off,
    'databases.invoices.readReplicas': [],
    'databases.invoices.retiringReplicas': ['reads'],
  });
  await guide.apply('data');
  guide.file.decide({
    'databases.invoices': undefined,
    flows: guide.flows.filter(({ to }) => to !== 'database-invoices'),
  });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}

/** A bucket that nothing uses, with what is in it. */
export async function retireBucket(guide: Guide): Promise<void> {
  guide.edit('take it out of `services.<name>.buckets`, and apply', { 'services.web.buckets': {} });
  await guide.apply('data', 'service');
  guide.edit('Switch its `deletionProtection` off with the reason, and apply', {
    'buckets.uploads.deletionProtection': off,
  });
  await guide.apply('data');
  for (const body of ['first', 'second']) await guide.world.api.s3('PUT', '/example-terrace-prod-uploads/a.txt', body);
  await guide.world.api.s3('DELETE', '/example-terrace-prod-uploads/a.txt');
  await guide.run(`aws s3api delete-objects --bucket example-terrace-prod-uploads --delete "$(aws s3api list-object-versions --bucket example-terrace-prod-uploads \\
  --max-items 1000 --query '{Objects: [Versions[], DeleteMarkers[]][][].{Key: Key, VersionId: VersionId}}')"`);
  guide.edit('Then take it out of `buckets`, and apply', { 'buckets.uploads': undefined });
  await guide.apply('data');
  assert.deepEqual(await guide.plan('data'), {});
}

/** The whole environment, of which the key and what it makes readable stay. */
export async function retireEnvironment(guide: Guide): Promise<void> {
  guide.tells('Switch the protections of databases, caches, tables, file systems, buckets,');
  guide.tells('zones and the load balancer off, with the reason, and apply');
  const { databases, caches, tables, fileSystems, buckets, queues, topics, services } = guide.file.literal as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const each = (of: string, named: object) =>
    Object.keys(named).map((name) => [`${of}.${name}.deletionProtection`, off]);
  const mounting = Object.keys(services!).filter((name) => 'fileSystems' in (services![name] as object));
  guide.file.decide({
    ...Object.fromEntries([
      ...each('databases', databases!),
      ...each('caches', caches!),
      ...each('tables', tables!),
      ...each('fileSystems', fileSystems!),
      ...each('buckets', buckets!),
      ...each('queues', queues!),
      ...each('topics', topics!),
    ]),
    ...Object.fromEntries(Object.keys(services!).map((name) => [`services.${name}.tables`, {}])),
    ...Object.fromEntries(mounting.map((name) => [`services.${name}.fileSystems`, undefined])),
    'accessLogs.deletionProtection': off,
    'dns.deletionProtection': off,
    'balancer.deletionProtection': off,
  });
  await guide.apply('account', 'dns', 'data', 'messaging', 'service');
  await guide.run(
    "cd cdktf.out/stacks/prod-data\n   terraform state list | grep -E '^aws_kms_(key|alias)\\.data-key' | xargs terraform state rm",
  );
  await guide.run(
    "cd cdktf.out/stacks/prod-audit\n   terraform state list | grep -E '^aws_(s3_bucket.*\\.archive_|kms_(key|alias)\\.key_)' | xargs terraform state rm",
  );
  for (const bucket of Object.values(buckets!)) await guide.world.emptyBucket((bucket as { bucket: string }).bucket);
  const { bucket } = guide.file.literal['accessLogs'] as { readonly bucket: string };
  await guide.world.emptyBucket(bucket);
  const destroy =
    'npx cdktf destroy prod-edge prod-service prod-data prod-messaging prod-dns prod-network --ignore-missing-stack-dependencies --parallelism 1';
  await guide.run(destroy).catch(async (error: unknown) => {
    // The guide says it: logs of the last requests arrive for hours.
    assert.match(String(error), /BucketNotEmpty/);
    await guide.world.emptyBucket(bucket);
    await guide.run(destroy);
  });
  for (const name of ['edge', 'service', 'messaging', 'data', 'dns', 'network'])
    assert.deepEqual((await guide.world.state(name))?.addresses, [], name);
  guide.tells('The stacks `recovery`, `audit` and `account` stay until the last backup has ended');
  const kept = (await guide.world.state('recovery'))?.addresses ?? [];
  assert.equal(kept.filter((address) => address.startsWith('aws_backup_vault.')).length, 2);
}
