import { parseArgs } from 'node:util';
import { smallProd as prod } from '../support/small-prod';
import { loadEnvironments } from '../../environments/load';
import { missingTool } from '../e2e/missing-tool';
import { World } from '../e2e/world';
import { redisToValkey, restoreCache, upgradeCache } from './change-a-cache';
import { File, Guide } from './guide';
import { climbTheLadder } from './climb-the-ladder';
import { growCache, growDatabase, growServices, growZone } from './grow';
import { restoreDatabase } from './restore-a-database';
import { retireBucket, retireCache, retireDatabase, retireEnvironment, retireReplica } from './retire';
import { retireZone } from './retire-a-zone';
import { upgradeMysql, upgradePostgres } from './upgrade-a-database';

interface Followed {
  readonly title: string;
  readonly page: string;
  readonly follow: (guide: Guide) => Promise<void>;
}

/** In this order, since each goes on from what the one before left. */
const followed: readonly Followed[] = [
  {
    title: 'a database of PostgreSQL with read replicas is upgraded',
    page: 'upgrade-a-database',
    follow: upgradePostgres,
  },
  { title: 'a database of MySQL with a read replica is upgraded', page: 'upgrade-a-database', follow: upgradeMysql },
  { title: 'a cache goes from Redis OSS to Valkey', page: 'change-a-cache', follow: redisToValkey },
  { title: 'a cache is upgraded', page: 'change-a-cache', follow: upgradeCache },
  { title: 'a cache is restored', page: 'change-a-cache', follow: restoreCache },
  { title: 'a cache is retired', page: 'retire', follow: retireCache },
  { title: 'a database grows', page: 'grow', follow: growDatabase },
  { title: 'a cache grows', page: 'grow', follow: growCache },
  { title: 'a table and tasks grow', page: 'grow', follow: growServices },
  { title: 'a read replica is retired', page: 'retire', follow: retireReplica },
  { title: 'the ladder is climbed', page: 'database-ladder/README', follow: climbTheLadder },
  { title: 'a zone is retired', page: 'retire-a-zone', follow: retireZone },
  { title: 'a zone comes back, after one was retired', page: 'grow', follow: growZone },
  { title: 'a database is restored', page: 'restore-a-database', follow: restoreDatabase },
  { title: 'a database is retired', page: 'retire', follow: retireDatabase },
  { title: 'a bucket is retired', page: 'retire', follow: retireBucket },
  { title: 'an environment is retired', page: 'retire', follow: retireEnvironment },
];

/** prod as it was before its guides are followed: older engines, a database of MySQL and a cache more, and one service of containers behind the balancer, since moto moves no servers out of a zone that retires; nothing that has no guide yet. */
function before() {
  const { main } = prod.databases;
  const cache = prod.caches.main;
  const { web } = prod.services;
  const gone = [
    ...Object.keys(prod.services).flatMap((name) => (name === 'web' ? [] : `service-${name}`)),
    ...Object.keys(prod.clusters).map((name) => `cluster-${name}`),
    'distribution',
  ];
  const operators = (to: string, port: number) => ({
    ...{ from: 'bastion', to, port, protocol: 'tcp' },
    reason: 'operators look after it',
  });
  return {
    ...prod,
    databases: {
      main: { ...main, engineVersion: '16' },
      invoices: { ...main, engine: 'mysql', engineVersion: '8.0', readReplicas: ['reads'] },
    },
    caches: {
      main: { ...cache, engine: 'redis', engineVersion: '7.1', userGroupEngine: 'redis' },
      baskets: { ...cache, engineVersion: '7.2' },
    },
    balancer: { ...prod.balancer, reachedFrom: 'internet', firewall: { blocking: 'on', requestsPer5Minutes: 2000 } },
    clusterInstances: {},
    services: { web: { ...web, eventSources: [] } },
    edge: 'none',
    ...{
      clusters: {},
      eventBus: 'none',
      mail: 'none',
      users: 'none',
      apis: {},
      schedules: {},
      pipes: {},
      canaries: {},
    },
    flows: [
      ...prod.flows.filter(({ from, to }) => ![from, to].some((end) => gone.includes(end))),
      operators('database-invoices', 3306),
      operators('cache-baskets', 6379),
    ],
  };
}

/** The guides of the second day, followed on the emulator: each edit, command and plan is the one that the guide tells. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const missing = await missingTool();
  if (missing) {
    console.log(`skipped: ${missing}`);
    return process.env.CI ? 1 : 0;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const [environment] = loadEnvironments({ prod: before() });
  const world = await World.create(environment!);
  try {
    const file = new File(world, before());
    await world.terrace('bootstrap', 'prod', '--yes');
    await world.cdktf('deploy', 'prod-*', '--auto-approve', '--skip-provider-lock');
    const { only = [''] } = values;
    const todo = followed.filter(({ title }) => only.some((part) => title.includes(part)));
    let failed = 0;
    for (const { title, page, follow } of todo) {
      const start = Date.now();
      const line = (mark: string) => `${mark} ${Math.round((Date.now() - start) / 1000)} s  ${title}`;
      try {
        await follow(new Guide(page, world, file));
        console.log(line('ok  '));
      } catch (error) {
        failed += 1;
        console.log(`${line('FAIL')}\n${error instanceof Error ? error.stack : error}`);
      }
    }
    for (const line of world.emulator.judge?.report() ?? []) console.log(line);
    console.log(`${todo.length - failed} followed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  } finally {
    await world.end();
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
