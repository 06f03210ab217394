import { dev, prod, test as staging } from '../../environments';
import { accelerator } from '../../environments/changes/accelerators';
import { changed, problems } from '../support/environments';

const withAccelerator = (change: object = {}, literal: object = prod, name = 'receipts') =>
  changed(literal, `accelerators.${name}`, { ...accelerator, ...change });

describe('an accelerator', () => {
  test('answers for tables of the environment', () => {
    expect(problems({ prod: withAccelerator() })).toEqual([]);
    expect(problems({ prod: withAccelerator({ tables: { receipt: ['read'] } }) })).toEqual([
      'environments/prod.ts: accelerators.receipts.tables.receipt: expected a name of tables (nearest: receipts), found "receipt"',
    ]);
  });

  test('answers for a table at least', () => {
    expect(problems({ prod: withAccelerator({ tables: {} }) })).toEqual([
      'environments/prod.ts: accelerators.receipts.tables: expected 1 to 15 tables, found "0 of them"',
    ]);
  });

  test('answers for no table that is read with strong consistency', () => {
    expect(problems({ prod: withAccelerator({ tables: { sessions: ['read'] } }) })).toEqual([
      'environments/prod.ts: accelerators.receipts.tables.sessions: expected a table whose consistentReads is false, found "sessions"',
    ]);
  });

  test('has three nodes where criticality is critical, and one elsewhere', () => {
    expect(problems({ prod: withAccelerator({ nodes: 2 }) })).toEqual([
      'environments/prod.ts: accelerators.receipts.nodes: expected 3 or more, since criticality is critical, found 2',
    ]);
    expect(problems({ dev: withAccelerator({ nodes: 1 }, dev) })).toEqual([]);
  });

  test('has as many nodes as in a less critical environment', () => {
    const exported = { test: withAccelerator({ nodes: 5 }, staging), prod: withAccelerator() };
    expect(problems(exported)).toEqual([
      'environments/prod.ts: accelerators.receipts.nodes: expected 5 or more, as the less critical environments/test.ts has, found 3',
    ]);
  });

  test('has a name that DAX has room for', () => {
    expect(problems({ prod: withAccelerator({}, prod, 'a-long-catalogue') })).toEqual([
      'environments/prod.ts: accelerators.a-long-catalogue: expected a name of 15 characters or less, for 20 with prod- in front, found "a-long-catalogue"',
    ]);
    expect(problems({ prod: withAccelerator({}, prod, 'long-catalogues') })).toEqual([]);
  });

  test('is one of those that a region has', () => {
    const of = (count: number, nodes: number) =>
      changed(
        prod,
        'accelerators',
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, { ...accelerator, nodes }])),
      );
    expect(problems({ prod: of(10, 5) })).toEqual([]);
    expect(problems({ prod: of(5, 11) })).toEqual([
      'environments/prod.ts: accelerators: expected 50 nodes or fewer in all, as DAX has in a region, found "55 nodes"',
    ]);
    expect(problems({ prod: of(11, 3) })).toEqual([
      'environments/prod.ts: accelerators: expected 10 or fewer, with 20 parameter groups in a region, found "11 of them"',
    ]);
  });

  test('spans zones where it has replicas', () => {
    const oneZone = (nodes: number) =>
      problems({ dev: changed(withAccelerator({ nodes }, dev), 'network.zones', [dev.network.zones[0]]) }).join('\n');
    expect(oneZone(2)).toContain('accelerators.receipts has replicas');
    expect(oneZone(1)).not.toContain('accelerators.receipts');
  });

  test.each([
    ['nodeType', 'dax.r5.larg', 'a node type of DAX of environments/aws/instance-types.ts (nearest: dax.r5.large)'],
    ['nodes', 12, 'a whole number of nodes from 1 to 11'],
    ['itemTtlSeconds', 0, 'a whole number of seconds from 1 to 86400'],
    ['queryTtlSeconds', 86_401, 'a whole number of seconds from 1 to 86400'],
  ])('expects of %s what DAX has', (field, value, expected) => {
    expect(problems({ prod: withAccelerator({ [field]: value }) })).toEqual([
      `environments/prod.ts: accelerators.receipts.${field}: expected ${expected}, found ${JSON.stringify(value)}`,
    ]);
  });
});

describe('a service', () => {
  const using = (uses: object, change: object = {}) =>
    problems({ prod: changed(withAccelerator(change), 'services.web.accelerators', uses) });

  test('uses accelerators of the environment', () => {
    expect(using({ receipts: ['read'] })).toEqual([]);
    expect(using({ receipt: ['read'] })).toEqual([
      'environments/prod.ts: services.web.accelerators.receipt: expected a name of accelerators (nearest: receipts), found "receipt"',
    ]);
  });

  test('does by one what that may do', () => {
    expect(using({ receipts: ['read', 'write'] })).toEqual([
      'environments/prod.ts: services.web.accelerators.receipts[1]: expected what accelerators.receipts may do with a table, found "write"',
    ]);
    expect(using({ receipts: ['read', 'write'] }, { tables: { receipts: ['read', 'write'] } })).toEqual([]);
  });
});
