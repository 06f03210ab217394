import assert from 'node:assert/strict';
import { cluster } from '../../environments/changes/clusters';
import { queue } from '../../environments/changes/messaging';
import { shard, shardMaps } from '../../environments/changes/shards';
import { prod } from '../../environments';
import type { Guide } from './guide';

type Fields = Readonly<Record<string, unknown>>;

/** A rung that puts something beside the database. */
interface Rung {
  readonly page: string;
  /** What the page has of the edit. */
  readonly words: readonly string[];
  readonly fields: (guide: Guide) => Fields;
  readonly stacks: readonly string[];
  /** What it makes. */
  readonly creates: string;
}

const ofWeb = (to: string, port: number) => ({
  from: 'service-web',
  to,
  port,
  protocol: 'tcp',
  reason: 'the shop uses it',
});
const { web, worker } = prod.services;
const { main } = prod.databases;

export const rungs: readonly Rung[] = [
  {
    page: '4-cache.md',
    words: [
      "caches: { catalogue: { deployment: 'nodes', engine: 'valkey', nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 1 /* … */ } },",
      "services: { web: { caches: ['main', 'catalogue'] } },",
    ],
    fields: ({ flows, operators }) => ({
      'caches.catalogue': { ...prod.caches.main, nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 1 },
      'services.web.caches': ['main', 'catalogue'],
      flows: [...flows, ofWeb('cache-catalogue', 6379), operators('cache-catalogue', 6379)],
    }),
    stacks: ['data', 'service'],
    creates: 'aws_elasticache_replication_group',
  },
  {
    page: '5-split-by-function.md',
    words: [
      "catalogue: { engine: 'postgres', engineVersion: '17', instanceClass: 'db.r7g.large', multiAz: true /* … */ },",
      "services: { web: { databases: ['main', 'catalogue'] } },",
    ],
    fields: ({ flows, operators }) => ({
      'databases.catalogue': { ...main, engineVersion: '17', instanceClass: 'db.r7g.large', readReplicas: [] },
      'services.web.databases': ['main', 'catalogue'],
      flows: [...flows, ofWeb('database-catalogue', 5432), operators('database-catalogue', 5432)],
    }),
    stacks: ['data', 'service'],
    creates: 'aws_db_instance',
  },
  {
    page: '6-nosql.md',
    words: [
      "partitionKey: { name: 'customerId', type: 'S' },",
      "sortKey: { name: 'sku', type: 'S' },",
      'capacity: { onDemand: { maxReadUnits: 400, maxWriteUnits: 200 } },',
      "services: { web: { tables: { baskets: ['read', 'write'] } } },",
    ],
    fields: () => ({
      'tables.baskets': {
        ...prod.tables.receipts,
        partitionKey: { name: 'customerId', type: 'S' },
        sortKey: { name: 'sku', type: 'S' },
      },
      'services.web.tables': { ...web.tables, baskets: ['read', 'write'] },
    }),
    stacks: ['data', 'service'],
    creates: 'aws_dynamodb_table',
  },
  {
    page: '7-queue.md',
    words: [
      "queues: { mails: { type: 'standard', visibilityTimeoutSeconds: 60, maxReceiveCount: 5 /* … */ } },",
      "web: { queues: ['mails'] },",
      "mailer: { runtime: 'containers', consumes: { queue: 'mails', secondsPerMessage: 2, withinSeconds: 60 }, maxTasks: 4 /* … */ },",
    ],
    fields: () => ({
      'queues.mails': queue,
      'services.web.queues': ['mails'],
      'services.mailer': {
        ...worker,
        consumes: { queue: 'mails', secondsPerMessage: 2, withinSeconds: 60 },
        maxTasks: 4,
        tables: {},
        // No mail is decided here.
        ...{ sendsFrom: [], environment: {} },
      },
    }),
    stacks: ['messaging', 'service'],
    creates: 'aws_sqs_queue',
  },
  {
    page: '8-aurora.md',
    words: [
      "engine: 'aurora-postgresql', engineVersion: '17', instances: { a: { instanceClass: 'db.serverless', promotionTier: 1 }, b: { instanceClass: 'db.serverless', promotionTier: 1 }, },",
      "serverless: { minAcu: 0.5, maxAcu: 16, secondsUntilAutoPause: 'never' }, readerScaling: { maxReaders: 4, cpuPercent: 60, connections: 'none' }, proxy: 'none',",
      "services: { web: { clusters: ['orders'] } },",
    ],
    fields: ({ flows, operators }) => ({
      'clusters.orders': cluster,
      'services.web.clusters': ['orders'],
      flows: [...flows, ofWeb('cluster-orders', 5432), operators('cluster-orders', 5432)],
    }),
    stacks: ['data', 'service'],
    creates: 'aws_rds_cluster',
  },
  {
    page: '9-shards.md',
    words: [
      "shards: { map: 'shard-maps', others: { b: { restoreFrom: 'none', deletionProtection: 'on' } }, },",
      "services: { web: { databases: ['main'], tables: { 'shard-maps': ['read'] } } },",
      'needs a flow to `database-main-b`; so does the bastion',
    ],
    fields: ({ file, flows, operators }) => ({
      'databases.main.shards': { map: 'shard-maps', others: { b: shard } },
      'tables.shard-maps': shardMaps,
      'services.web.tables': { ...tablesOfWeb(file.literal), 'shard-maps': ['read'] },
      flows: [...flows, ofWeb('database-main-b', 5432), operators('database-main-b', 5432)],
    }),
    stacks: ['data', 'service'],
    creates: 'aws_db_instance',
  },
];

/** Each rung beside the database, and then none of them any more: the ways back are those of `retire.md`. */
export async function climbTheLadder(guide: Guide): Promise<void> {
  const before = guide.file.literal;
  for (const { page, words, fields, stacks, creates } of rungs) {
    const rung = guide.linked(page);
    for (const text of words) rung.tells(text);
    guide.file.decide(fields(guide));
    const [below, above] = stacks as [string, string];
    const plan = await guide.plan(below);
    rung.tells('Nothing. No resource that keeps data is replaced or destroyed');
    assert.ok(
      plan[creates]?.every((action) => action === 'create'),
      `${page}: ${JSON.stringify(plan)}`,
    );
    assert.ok(
      !Object.values(plan)
        .flat()
        .some((action) => action.includes('delete')),
      JSON.stringify(plan),
    );
    await guide.apply(...stacks);
    assert.deepEqual([page, await guide.plan(below), await guide.plan(above)], [page, {}, {}]);
  }
  await leave(guide, before);
}

/** What the rungs added goes in three applies: nothing uses it, it goes, and the table of the map goes after the shard. */
async function leave(guide: Guide, before: Fields): Promise<void> {
  const retire = guide.linked('5-split-by-function.md').linked('../retire.md');
  const off = { off: true, reason: 'it is retired' };
  const { flows, services, databases } = before as Readonly<Record<string, any>>;
  retire.tells('Let no service use it: take it out of `services.<name>.tables`, and apply');
  retire.tells('set `readerScaling.maxReaders` to the number of readers among `instances`, apply, and wait');
  retire.tells('`databases.<name>.shards.others.<shard>.deletionProtection` off with the reason, apply');
  guide.file.decide({
    'services.web': { ...services.web, tables: { ...services.web.tables, 'shard-maps': ['read'] } },
    'services.mailer': undefined,
    'databases.catalogue.deletionProtection': off,
    'databases.main.shards.others.b.deletionProtection': off,
    'tables.baskets.deletionProtection': off,
    'queues.mails.deletionProtection': off,
    'clusters.orders.deletionProtection': off,
    'clusters.orders.readerScaling.maxReaders': 1,
    flows: [...flows, ofWeb('database-main-b', 5432)],
  });
  await guide.apply('data', 'messaging', 'service');

  retire.tells("After the last one, `shards: 'none'`");
  guide.file.decide({
    'services.web': services.web,
    'databases.catalogue': undefined,
    'databases.main.shards': 'none',
    'caches.catalogue': undefined,
    'clusters.orders': undefined,
    'tables.baskets': undefined,
    'tables.shard-maps.deletionProtection': off,
    'queues.mails': undefined,
    flows,
  });
  await guide.apply('data', 'messaging', 'service');
  assert.deepEqual(guide.file.literal['databases'], databases);
  guide.file.decide({ 'tables.shard-maps': undefined });
  await guide.apply('data');
  for (const stack of ['data', 'messaging', 'service']) assert.deepEqual([stack, await guide.plan(stack)], [stack, {}]);
}

function tablesOfWeb(literal: Fields): object {
  return (literal['services'] as { readonly web: { readonly tables: object } }).web.tables;
}
