import { cluster } from '../../environments/changes/clusters';
import { changed, problems } from '../support/environments';
import { smallProd as prod, smallTest as testing } from '../support/small-prod';

const proxy = { maxConnectionsPercent: 90, idleClientSeconds: 1800, borrowTimeoutSeconds: 30 };
const fixed = { instanceClass: 'db.r8g.large', promotionTier: 1 };
const web = { ...prod.services.web, clusters: ['main'] };
/** prod with a cluster that a service uses. */
const whole = { ...prod, clusters: { main: cluster }, services: { ...prod.services, web } };

const change = (path: string, value: unknown) => problems({ prod: changed(whole, path, value) });
const main = (change: object) => problems({ prod: { ...whole, clusters: { main: { ...cluster, ...change } } } });

test('a cluster beside a database of the same name is without a fault, serverless or of fixed classes, with a proxy or without', () => {
  expect(main({})).toEqual([]);
  expect(main({ instances: { a: fixed }, serverless: 'none', readerScaling: 'none' })).toEqual([]);
  expect(main({ proxy })).toEqual([]);
  expect(main({ engine: 'aurora-mysql', engineVersion: '8.0', auditEvents: ['CONNECT'] })).toEqual([]);
  expect(main({ serverless: { minAcu: 0, maxAcu: 4, secondsUntilAutoPause: 600 } })).toEqual([]);
});

describe('a cluster', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'has a version of its engine',
      'engineVersion',
      '17.99',
      'engineVersion: expected a aurora-postgresql version of environments/aws/engine-versions.ts (nearest: ',
    ],
    [
      'has classes of Aurora',
      'instances.a.instanceClass',
      'db.m7g.large',
      'instances.a.instanceClass: expected a DB instance class of Aurora of environments/aws/instance-types.ts (nearest: db.r7g.large), found',
    ],
    [
      'has names of instances that say nothing of who writes',
      'instances',
      { ...cluster.instances, writer: fixed },
      'instances.writer: expected a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first, without writer, reader, primary or replica, found "writer"',
    ],
    [
      'has a range for serverless instances',
      'serverless',
      'none',
      'serverless: expected a range, for instances of db.serverless, found "none"',
    ],
    [
      'has no range without serverless instances',
      'instances',
      { a: fixed, b: fixed },
      'serverless: expected "none": no instance is db.serverless, found',
    ],
    [
      'has steps of half an ACU',
      'serverless.minAcu',
      0.7,
      'serverless.minAcu: expected 0 to 256 ACU, in steps of 0.5, found 0.7',
    ],
    [
      'scales up, not down, to its maximum',
      'serverless',
      { minAcu: 8, maxAcu: 4, secondsUntilAutoPause: 'never' },
      'serverless.maxAcu: expected minAcu, 8, or more, found 4',
    ],
    [
      'pauses with a minimum of 0 alone',
      'serverless.secondsUntilAutoPause',
      600,
      'serverless.secondsUntilAutoPause: expected "never": only instances with minAcu 0 pause, found 600',
    ],
    [
      'pauses after a time that is decided',
      'serverless.minAcu',
      0,
      'serverless.secondsUntilAutoPause: expected seconds, since minAcu is 0, found "never"',
    ],
    [
      'has no more readers than scaling may add up to',
      'instances',
      {
        ...cluster.instances,
        c: cluster.instances.a,
        d: cluster.instances.a,
        e: cluster.instances.a,
        f: cluster.instances.a,
      },
      'readerScaling.maxReaders: expected 5 or more: as many readers are among the instances, found 4',
    ],
    [
      'keeps a reader where scaling adds others',
      'instances',
      { a: cluster.instances.a },
      'readerScaling: expected "none", or two instances: one reader stays, found',
    ],
    ['sets no parameter of TLS', 'parameters', { 'rds.force_ssl': '0' }, 'parameters["rds.force_ssl"]: expected '],
    [
      'has an audit log of MySQL alone',
      'auditEvents',
      ['CONNECT'],
      'auditEvents: expected "none", of aurora-postgresql: ',
    ],
    [
      'is not backed up while it is maintained',
      'backupWindow',
      '03:30-04:30',
      'backupWindow: expected a window outside maintenance, sun:03:00-sun:04:00, found "03:30-04:30"',
    ],
    [
      'takes a major version at once',
      'allowMajorVersionUpgrade',
      true,
      'applyImmediately: expected true, while allowMajorVersionUpgrade is, found false',
    ],
    [
      'is restored from another cluster of the file',
      'restoreFrom',
      { pointInTime: { of: 'main', at: '2026-09-01T10:00:00Z' } },
      'restoreFrom.pointInTime.of: expected another cluster of this environment; of one that is restored, restoreFrom may be "none", found "main"',
    ],
  ])('%s: %s', (_, path, value, problem) => {
    expect(change(`clusters.main.${path}`, value)).toEqual([
      expect.stringContaining(`environments/prod.ts: clusters.main.${problem}`),
    ]);
  });

  test('has instances', () => {
    expect(main({ instances: {}, readerScaling: 'none' })).toEqual([
      'environments/prod.ts: clusters.main.instances: expected 1 to 16 instances, found {}',
    ]);
  });

  test('with an audit log that Aurora MySQL has, has to decide on it', () => {
    expect(main({ engine: 'aurora-mysql', engineVersion: '8.0' })).toEqual([
      'environments/prod.ts: clusters.main.auditEvents: expected a list of events, of aurora-mysql, found "none"',
    ]);
  });

  test('does not pause behind a proxy, which keeps connections open', () => {
    expect(main({ proxy, serverless: { minAcu: 0, maxAcu: 4, secondsUntilAutoPause: 300 } })).toEqual([
      'environments/prod.ts: clusters.main.serverless.minAcu: expected 0.5 or more: a proxy keeps connections open, found 0',
    ]);
  });

  test('has a proxy once a service uses it', () => {
    const unused = { ...prod, clusters: { main: { ...cluster, proxy } } };
    expect(problems({ prod: unused })).toEqual([
      expect.stringContaining('clusters.main.proxy: expected "none", until a service has "main" in clusters'),
    ]);
  });

  test('has instances that no database and no replica is called like', () => {
    const clusters = { main: { ...cluster, instances: { a: fixed, reads: fixed }, serverless: 'none' } };
    expect(problems({ prod: { ...whole, clusters } })).toEqual([
      'environments/prod.ts: clusters.main.instances.reads: expected a name whose identifier, prod-main-reads, is not that of replica reads of databases.main, found "reads"',
    ]);
  });

  test('has a name that no resource of a database ends in', () => {
    const databases = { ...prod.databases, 'main-cluster': { ...prod.databases.main, readReplicas: [] } };
    expect(problems({ prod: { ...whole, databases } })).toEqual([
      expect.stringContaining(
        'clusters.main: expected another name: resources of database main-cluster are called alike',
      ),
    ]);
  });

  test('has two zones, for its subnet group', () => {
    const network = { ...prod.network, zones: ['eu-west-1a'] };
    const found = problems({ prod: { ...whole, network } }).join('\n');
    expect(found).toContain('the subnet group of clusters.main spans two');
  });

  test('keeps the key that its backups are read with', () => {
    const off = { off: true, reason: 'It is of a test alone' };
    const bare = { databases: {}, caches: {}, flows: [], clusters: { main: cluster } };
    const services = Object.fromEntries(
      Object.entries(prod.services).map(([name, service]) => [name, { ...service, databases: [], caches: [] }]),
    );
    expect(problems({ prod: { ...prod, ...bare, services, dataKey: { deletionProtection: off } } })).toEqual([
      expect.stringContaining('dataKey.deletionProtection: expected "on", while clusters.main is protected'),
    ]);
  });

  test('is never protected less than that of a less critical environment', () => {
    const clusters = (change: object) => ({ main: { ...cluster, ...change } });
    const less = { instances: { a: cluster.instances.a }, readerScaling: 'none', backupRetentionDays: 7 };
    const found = problems({
      test: { ...testing, clusters: clusters({}) },
      prod: { ...prod, clusters: clusters(less) },
    });
    expect(found).toEqual([
      expect.stringContaining('clusters.main.instances: expected 2 or more of them, as the less critical'),
      expect.stringContaining('clusters.main.backupRetentionDays: expected 35 or more, as the less critical'),
    ]);
  });
});

test('a service uses clusters of the file', () => {
  expect(change('services.web.clusters', ['mian'])).toEqual([
    'environments/prod.ts: services.web.clusters[0]: expected a name of clusters (nearest: main), found "mian"',
  ]);
});
