import { dev, test as testing } from '../../environments';
import { cluster } from '../../environments/changes/clusters';
import { shard, shardMaps } from '../../environments/changes/shards';
import { everyDatabase, shardsOf } from '../../environments/shards';
import { changed, problems, type Literal } from '../support/environments';
import { sharded } from '../support/shards';
import { smallProd as prod } from '../support/small-prod';

const off = { off: true, reason: 'it holds nothing any more' };
const whole = sharded('b', 'c');

/** The problems of prod with two shards more, and with these changes by path. */
const found = (changes: Readonly<Record<string, unknown>>, literal: object = whole) =>
  problems({
    prod: Object.entries(changes).reduce<Literal>((copy, [path, value]) => changed(copy, path, value), literal),
  }).map((line) => line.replace('environments/prod.ts: ', ''));

test('shards of one definition are without a fault: with rows to move, with a map alone, and one that is to go', () => {
  expect(found({})).toEqual([]);
  expect(found({ 'databases.main.shards.others': {} })).toEqual([]);
  expect(found({ 'databases.main.shards.others.b.deletionProtection': off })).toEqual([]);
});

test('a shard is a database with what the definition decides, and with what it decides itself', () => {
  const { main } = whole.databases;
  const restoreFrom = { snapshot: 'prod-main-copy' };
  const databases = { main: { ...main!, shards: { map: 'maps', others: { b: { ...shard, restoreFrom } } } } };
  expect(everyDatabase(databases)).toEqual({
    main: databases.main,
    'main-b': { ...prod.databases.main, restoreFrom, shards: 'none' },
  });
  expect(shardsOf('main', databases.main)).toEqual(['main', 'main-b']);
  expect(shardsOf('main', prod.databases.main)).toEqual(['main']);
  expect(everyDatabase(prod.databases)).toEqual(prod.databases);
});

test('of a shard whose decisions are wrong, each is told', () => {
  expect(found({ 'databases.main.shards.others.b': { restoreFrom: 'b' }, 'databases.main.shards.maps': 'x' })).toEqual([
    'databases.main.shards.others.b.restoreFrom: expected "none", an object of snapshot, or an object of pointInTime, found "b"',
    'databases.main.shards.others.b.deletionProtection: expected "on" or an object of off, reason, found nothing',
    expect.stringMatching(/^databases\.main\.shards\.maps: expected /),
  ]);
  expect(found({ 'databases.main.shards': ['b', 'c'] })).toEqual([
    'databases.main.shards: expected "none" or an object of map, others, found ["b","c"]',
  ]);
});

describe('names of shards', () => {
  test('leave room for the name of the database', () => {
    const [fits, long] = ['b'.repeat(16), 'b'.repeat(17)];
    expect(found({ 'databases.main.shards.others': { [fits]: shard } })).toEqual([]);
    expect(found({ 'databases.main.shards.others': { [long]: shard } })).toEqual([
      `databases.main.shards.others.${long}: expected a shorter name: of the database main-${long}, a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first, found "${long}"`,
    ]);
  });

  test('are names', () => {
    expect(found({ 'databases.main.shards.others': { 1: shard } })).toEqual([
      'databases.main.shards.others.1: expected a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first, found "1"',
    ]);
  });

  test.each<[other: string, changes: Readonly<Record<string, unknown>>, problem: string]>([
    [
      'a database',
      { 'databases.main-b': prod.databases.main, 'databases.main-b.readReplicas': [] },
      'databases.main.shards.others.b: expected a name whose identifier, prod-main-b, is not that of databases.main-b, found "b"',
    ],
    [
      'a replica',
      { 'databases.main.readReplicas': ['b'] },
      'databases.main.readReplicas[0]: expected a name whose identifier, prod-main-b, is not that of shard b of databases.main, found "b"',
    ],
    [
      'a replica of another shard',
      { 'databases.main.readReplicas': ['x'], 'databases.main.shards.others': { b: shard, 'b-x': shard } },
      'databases.main.readReplicas[0]: expected a name whose identifier, prod-main-b-x, is not that of shard b-x of databases.main, found "x"',
    ],
    [
      'an instance of a cluster',
      { 'clusters.main': { ...cluster, instances: { ...cluster.instances, c: cluster.instances.a } } },
      'clusters.main.instances.b: expected a name whose identifier, prod-main-b, is not that of shard b of databases.main, found "b"',
    ],
  ])('are not those of %s', (_, changes, problem) => {
    expect(found(changes)).toContain(problem);
  });

  test('are not like those of a cluster', () => {
    expect(found({ 'databases.main.shards.others': { cluster: shard }, 'clusters.main': cluster })).toEqual([
      'clusters.main: expected another name: resources of database main-cluster are called alike, found "main"',
    ]);
  });
});

test('a database is called as no replica of another one is, sharded or not', () => {
  const other = { ...prod.databases.main, readReplicas: [] };
  expect(found({ 'databases.main-reads': other }, prod)).toEqual([
    'databases.main.readReplicas[1]: expected a name whose identifier, prod-main-reads, is not that of databases.main-reads, found "reads"',
  ]);
  expect(found({ 'databases.main.readReplicas': ['reads', 'reads'] }, prod)).toEqual([
    'databases.main.readReplicas[1]: expected each once, found "reads"',
  ]);
});

describe('the shard map', () => {
  test.each<[rule: string, changes: Readonly<Record<string, unknown>>, problems: readonly unknown[]]>([
    [
      'is in a table of the environment',
      { 'databases.main.shards.map': 'shard-map' },
      ['databases.main.shards.map: expected a name of tables (nearest: shard-maps), found "shard-map"'],
    ],
    [
      'has one item for a database, which stays',
      {
        'tables.shard-maps.partitionKey': { name: 'id', type: 'S' },
        'tables.shard-maps.sortKey': { name: 'slot', type: 'N' },
        'tables.shard-maps.timeToLive': { attribute: 'expiresAt', enabled: true },
      },
      [
        expect.stringMatching(
          /^tables\.shard-maps\.partitionKey: expected { name: 'database', type: 'S' }, of the shard map of databases\.main, found/,
        ),
        expect.stringMatching(
          /^tables\.shard-maps\.sortKey: expected "none", of the shard map of databases\.main, found/,
        ),
        expect.stringMatching(/^tables\.shard-maps\.timeToLive: expected "none", of the shard map/),
      ],
    ],
    [
      'is kept while what it finds is',
      {
        'databases.main.deletionProtection': off,
        'databases.main.shards.others.c.deletionProtection': off,
        'tables.shard-maps.deletionProtection': off,
      },
      [
        expect.stringMatching(
          /^tables\.shard-maps\.deletionProtection: expected "on", of the shard map of databases\.main, which is protected/,
        ),
      ],
    ],
    [
      'is read by every service that uses the database',
      { 'services.web.tables': { sessions: ['read'] }, 'services.office.tables.shard-maps': ['write'] },
      [
        'services.web.tables: expected shard-maps with read: the shard map of databases.main, found {"sessions":["read"]}',
        'services.office.tables: expected shard-maps with read: the shard map of databases.main, found {"sessions":["read","write"],"shard-maps":["write"]}',
      ],
    ],
  ])('%s', (_, changes, expected) => {
    const problems = found(changes);
    for (const one of expected) expect(problems).toContainEqual(one);
    // Of the last table that is unprotected, the rule of critical environments tells too.
    expect(problems.filter((line) => !line.includes('since criticality is critical'))).toHaveLength(expected.length);
  });

  test('can be restored, wherever what it finds is protected', () => {
    const table = { ...shardMaps, pointInTimeRecovery: off };
    const { services } = testing;
    const web = { ...services.web, tables: { ...services.web.tables, maps: ['read'] } };
    const literal = {
      ...testing,
      tables: { ...testing.tables, maps: table },
      services: { ...services, web },
    };
    const users = Object.entries(services).filter(([name, one]) => name !== 'web' && one.databases.length > 0);
    const all = users.reduce<Literal>(
      (copy, [name]) => changed(copy, `services.${name}.tables.maps`, ['read']),
      changed(literal, 'databases.main.shards', { map: 'maps', others: {} }),
    );
    expect(problems({ test: all })).toEqual([
      expect.stringContaining(
        'tables.maps.pointInTimeRecovery: expected an object of recoveryDays, of the shard map of databases.main, found',
      ),
    ]);
  });
});

test('a shard is restored from any other database of the same engine, shards among them, and a database from a shard', () => {
  const at = '2026-09-01T10:00:00Z';
  const from = (of: string) => ({ pointInTime: { of, at } });
  const place = 'databases.main.shards.others.b.restoreFrom';
  expect(found({ [place]: from('main') })).toEqual([]);
  expect(found({ [place]: from('main-c') })).toEqual([]);
  expect(found({ [place]: from('main-b') })).toEqual([
    `${place}.pointInTime.of: expected another database of this environment (nearest: main-c); of one that is restored, restoreFrom may be "none", found "main-b"`,
  ]);
  const again = { ...prod.databases.main, readReplicas: [], restoreFrom: from('main-b') };
  expect(found({ 'databases.again': again })).toEqual([]);
  expect(found({ 'databases.again': { ...again, engine: 'mysql', engineVersion: '8.4' } })).toEqual([
    'databases.again.restoreFrom.pointInTime.of: expected a database of the same engine, found "main-b"',
  ]);
});

test('services and connected networks name the database, and never a shard of it', () => {
  expect(found({ 'services.web.databases': ['main-b'] })).toContain(
    'services.web.databases[0]: expected a name of databases (nearest: main), found "main-b"',
  );
});

test('the key stays while a shard is protected, and no environment protects a shard less than a less critical one does', () => {
  const unprotected = {
    ...{ 'databases.main.deletionProtection': off, 'databases.main.shards.others.b.deletionProtection': off },
    'dataKey.deletionProtection': off,
  };
  expect(found(unprotected)).toContainEqual(
    expect.stringMatching(/^dataKey\.deletionProtection: expected "on", while \S+ is protected/),
  );
  const shards = (deletionProtection: unknown) => ({
    map: 'shard-maps',
    others: { b: { ...shard, deletionProtection } },
  });
  const lower = changed(changed(dev, 'databases.main.shards', shards('on')), 'tables.shard-maps', shardMaps);
  const services = Object.entries(dev.services).filter(([, { databases }]) => databases.length > 0);
  const below = services.reduce<Literal>(
    (copy, [name]) => changed(copy, `services.${name}.tables.shard-maps`, ['read']),
    lower,
  );
  expect(
    problems({ dev: below, prod: changed(whole, 'databases.main.shards', shards(off)) }).filter((line) =>
      line.includes('.shards.'),
    ),
  ).toEqual([
    expect.stringContaining(
      'environments/prod.ts: databases.main.shards.others.b.deletionProtection: expected "on", as the less critical environments/dev.ts has',
    ),
  ]);
});

test('an environment with shards can give all protections away, once its services use neither the database nor the map', () => {
  const users = Object.keys(whole.services).flatMap((name) => [
    [`services.${name}.databases`, []],
    [`services.${name}.tables`, {}],
  ]);
  const unprotected = [
    'databases.main',
    'databases.main.shards.others.b',
    'databases.main.shards.others.c',
    'tables.shard-maps',
  ];
  const off = { off: true, reason: 'it is retired' };
  const changes = [...users, ...unprotected.map((one) => [`${one}.deletionProtection`, off])];
  expect(found(Object.fromEntries(changes))).toEqual([]);
});
