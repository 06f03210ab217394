import assert from 'node:assert/strict';
import type { Guide } from './guide';

const ofData = 'npx cdktf deploy prod-data --ignore-missing-stack-dependencies';
const ofService = 'npx cdktf deploy prod-service --ignore-missing-stack-dependencies';
const three = ['update', 'update', 'update'];

/** A bigger class, more storage with its IOPS, and a read replica more. */
export async function growDatabase(guide: Guide): Promise<void> {
  await guide.commit();
  guide.linked('database-ladder/1-bigger-class.md').edit("databases: { main: { instanceClass: 'db.r7g.2xlarge' } },", {
    'databases.main.instanceClass': 'db.r7g.2xlarge',
  });
  const { output } = await guide.run('npx terrace plan prod --against main');
  assert.match(output, /source\/instance \(aws_db_instance\): in place, waits for sun:03:00-sun:04:00 UTC, a failover/);
  assert.doesNotMatch(output, /replaced|destroyed/);
  assert.deepEqual(await guide.plan('data'), {
    aws_db_instance: three,
    // On memory and connections.
    aws_cloudwatch_metric_alarm: [...three, ...three],
  });
  await guide.run(ofData);
  assert.deepEqual(await guide.plan('data'), {});

  const iops = guide.linked('database-ladder/2-iops.md');
  iops.edit('databases: { main: { allocatedStorageGb: 400, iops: 20_000, throughputMibps: 1000 } },', {
    'databases.main.allocatedStorageGb': 400,
    'databases.main.iops': 20_000,
    'databases.main.throughputMibps': 1000,
  });
  await guide.run(
    "aws rds describe-db-instances --query 'DBInstances[].[DBInstanceIdentifier, PendingModifiedValues]'",
  );
  guide.file.decide({ 'databases.main.applyImmediately': true });
  assert.deepEqual(await guide.plan('data'), { aws_db_instance: three, aws_cloudwatch_metric_alarm: three });
  await guide.run(ofData);
  guide.file.decide({ 'databases.main.applyImmediately': false });
  await guide.run(ofData);
  for (const replica of replicasOf(guide))
    await iops.run(
      'aws rds modify-db-instance --db-instance-identifier prod-main-reads --allocated-storage 400 --apply-immediately',
      { 'prod-main-reads': `prod-main-${replica}` },
    );
  assert.deepEqual(await guide.plan('data'), {});
  iops.edit("`iops: 'baseline'` and `throughputMibps: 'baseline'`", {
    'databases.main.iops': 'baseline',
    'databases.main.throughputMibps': 'baseline',
  });
  assert.deepEqual((await guide.plan('data'))['aws_db_instance'], ['update']);
  await guide.run(ofData);

  guide
    .linked('database-ladder/3-read-replicas.md')
    .edit("databases: { main: { readReplicas: ['reporting', 'reads', 'catalogue'] } },", {
      'databases.main.readReplicas': ['reporting', 'reads', 'catalogue'],
    });
  assert.deepEqual((await guide.plan('data'))['aws_db_instance'], ['create']);
  await guide.run(ofData);
  assert.deepEqual(await guide.plan('data'), {});
}

/** Another node type, shards and replicas, and back. */
export async function growCache(guide: Guide): Promise<void> {
  guide.edit("`nodeType: 'cache.r7g.xlarge'`", { 'caches.main.nodeType': 'cache.r7g.xlarge' });
  await guide.run(ofData);
  guide.tells('Until then each plan shows them');
  const group = 'aws_elasticache_replication_group';
  assert.deepEqual((await guide.plan('data'))[group], ['update']);
  guide.edit('`applyImmediately: true` of that database or cache in the same edit', {
    'caches.main.applyImmediately': true,
  });
  await guide.run(ofData);
  guide.edit('and `false` in the next one', { 'caches.main.applyImmediately': false });
  await guide.run(ofData);
  assert.deepEqual(await guide.plan('data'), {});

  // One replica for each shard after two, so that the way back of both is followed too.
  for (const [words, fields, alarms] of [
    ['`replicasPerShard: 3`', { 'caches.main.replicasPerShard': 3 }, 'create'],
    ['`replicasPerShard: 2`', { 'caches.main.replicasPerShard': 2 }, 'delete'],
    ['`shards: 2`', { 'caches.main.shards': 2 }, 'create'],
    ['`shards: 1`', { 'caches.main.shards': 1 }, 'delete'],
  ] as const) {
    guide.edit(words, fields);
    const plan = await guide.plan('data');
    assert.deepEqual(plan[group], ['update']);
    assert.deepEqual([...new Set(plan['aws_cloudwatch_metric_alarm'])], [alarms]);
    await guide.run(ofData);
    assert.deepEqual(await guide.plan('data'), {});
  }
}

/** A greater maximum of a table, more and larger tasks. */
export async function growServices(guide: Guide): Promise<void> {
  guide.edit('`capacity.onDemand` of a table takes a greater maximum in place', {
    'tables.receipts.capacity.onDemand': { maxReadUnits: 800, maxWriteUnits: 400 },
  });
  assert.deepEqual((await guide.plan('data'))['aws_dynamodb_table'], ['update']);
  await guide.run(ofData);

  guide.edit('`minTasks: 4`, `maxTasks: 20`', { 'services.web.minTasks': 4, 'services.web.maxTasks': 20 });
  guide.edit('`cpu: 1024`, `memoryMb: 2048`', { 'services.web.cpu': 1024, 'services.web.memoryMb': 2048 });
  const plan = await guide.plan('service');
  assert.deepEqual(
    ['aws_appautoscaling_target', 'aws_ecs_task_definition', 'aws_ecs_service'].map((type) => plan[type]),
    [['update'], ['delete, create'], ['update']],
  );
  await guide.run(ofService);
  assert.deepEqual(await guide.plan('service'), {});
}

/** A zone more, after one has retired. */
export async function growZone(guide: Guide): Promise<void> {
  guide.edit("`['eu-west-1a', 'eu-west-1b', 'eu-west-1c']`", {
    'network.zones': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  });
  const network = await guide.plan('network');
  assert.deepEqual(
    ['aws_subnet', 'aws_nat_gateway', 'aws_eip', 'aws_cloudwatch_metric_alarm'].map((type) => [type, network[type]]),
    [
      ['aws_subnet', ['create', 'create', 'create']],
      ['aws_nat_gateway', ['create']],
      ['aws_eip', ['create']],
      ['aws_cloudwatch_metric_alarm', ['create', 'create']],
    ],
  );
  assert.ok(
    !Object.values(network)
      .flat()
      .some((action) => action.includes('delete')),
  );
  await guide.run(
    'npx cdktf deploy prod-network prod-data prod-service --ignore-missing-stack-dependencies --parallelism 1',
  );
  const left: Record<string, object> = {};
  for (const stack of guide.world.stacks) {
    const planned = await guide.plan(stack);
    if (Object.keys(planned).length > 0) left[stack] = planned;
  }
  assert.deepEqual(left, {});
}

function replicasOf({ file }: Guide): readonly string[] {
  const { main } = file.literal['databases'] as { readonly main: { readonly readReplicas: readonly string[] } };
  return main.readReplicas;
}
