import { dev, prod, test as testing } from '../../environments';
import { changed, problems, type Literal } from '../support/environments';

const off = { off: true, reason: 'it is only an example' };
const string = (name: string) => ({ name, type: 'S' });
const number = (name: string) => ({ name, type: 'N' });
const global = (partitionKey: object, sortKey: object | 'none' = 'none') => ({
  ...{ partitionKey, sortKey, nonKeyAttributes: 'all', capacity: 'table' },
});
const local = (sortKey: object) => ({ sortKey, nonKeyAttributes: [] });

/** An environment with other decisions of its table. */
const withTable = (literal: object, change: object): Literal =>
  changed(literal, 'tables.sessions', { ...prod.tables.sessions, ...change });

describe('a table', () => {
  test('is any number of them, also none', () => {
    const unused = Object.keys(prod.services).reduce(
      (copy, name) => changed(copy, `services.${name}.tables`, {}),
      changed(prod, 'tables', {}),
    );
    expect(problems({ prod: unused })).toEqual([]);
  });

  test('has keys, indexes and a capacity as DynamoDB takes them', () => {
    const whole = {
      sortKey: number('at'),
      globalIndexes: { 'by-user': global(string('user'), number('at')) },
      localIndexes: { 'by-kind': local(string('kind')) },
      capacity: {
        provisioned: {
          read: { min: 5, max: 50, targetPercent: 70 },
          write: { min: 5, max: 5, targetPercent: 60 },
        },
      },
    };
    expect(problems({ prod: withTable(prod, whole) })).toEqual([]);
  });

  test.each<[law: string, change: object, expected: string]>([
    [
      'has a sort key that is another attribute',
      { sortKey: string('id') },
      'sortKey.name: expected another attribute than the partition key, found "id"',
    ],
    [
      'has one type for each attribute',
      { globalIndexes: { 'by-id': global(number('id')) } },
      'globalIndexes.by-id.partitionKey.type: expected "S", the type of id elsewhere, found "N"',
    ],
    [
      'has a sort key where it has local indexes',
      { localIndexes: { 'by-kind': local(string('kind')) } },
      'sortKey: expected a sort key, since it has local indexes, found "none"',
    ],
    [
      'has indexes with a name each',
      {
        sortKey: number('at'),
        globalIndexes: { 'by-kind': global(string('kind')) },
        localIndexes: { 'by-kind': local(string('kind')) },
      },
      'localIndexes.by-kind: expected a name that no global index has, found "by-kind"',
    ],
    [
      'has 20 global indexes at most',
      { globalIndexes: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`by-${i}`, global(string(`a${i}`))])) },
      'globalIndexes: expected 20 indexes or fewer, found "21 of them"',
    ],
    [
      'has 5 local indexes at most',
      {
        sortKey: number('at'),
        localIndexes: Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`by-${i}`, local(string(`a${i}`))])),
      },
      'localIndexes: expected 5 indexes or fewer, found "6 of them"',
    ],
    [
      'has as many units at most as at least',
      {
        capacity: {
          provisioned: {
            read: { min: 5, max: 4, targetPercent: 70 },
            write: { min: 5, max: 50, targetPercent: 70 },
          },
        },
      },
      'capacity.provisioned.read.max: expected min, 5, or more, found 4',
    ],
  ])('%s', (_, change, expected) => {
    expect(problems({ prod: withTable(prod, change) })).toEqual([`environments/prod.ts: tables.sessions.${expected}`]);
  });
});

describe('a table of a critical environment', () => {
  const problemOf = (field: string, expected: string) =>
    `environments/prod.ts: tables.sessions.${field}: expected ${expected}, found ${JSON.stringify(off)}`;

  test('can be restored', () => {
    expect(problems({ prod: withTable(prod, { pointInTimeRecovery: off }) })).toEqual([
      problemOf('pointInTimeRecovery', 'an object of recoveryDays, since criticality is critical'),
    ]);
  });

  test('is protected while a service uses it, and may go when none does', () => {
    const unprotected = withTable(prod, { deletionProtection: off });
    expect(problems({ prod: unprotected })).toEqual([
      problemOf('deletionProtection', '"on", since criticality is critical and services.web uses it'),
    ]);
    const unused = ['web', 'accounts', 'office'].reduce(
      (copy, name) => changed(copy, `services.${name}.tables`, {}),
      unprotected,
    );
    expect(problems({ prod: unused })).toEqual([]);
  });

  test('is protected as those of less critical ones are', () => {
    expect(problems({ test: testing, prod: withTable(prod, { pointInTimeRecovery: { recoveryDays: 7 } }) })).toEqual([
      'environments/prod.ts: tables.sessions.pointInTimeRecovery: expected 35 or more, as the less critical environments/test.ts has, found {"recoveryDays":7}',
    ]);
    expect(problems({ dev: withTable(dev, { pointInTimeRecovery: off, deletionProtection: off }) })).toEqual([]);
  });
});

test('the data key is protected while a table is', () => {
  expect(problems({ dev: withTable(dev, { deletionProtection: 'on' }) })).toEqual([
    `environments/dev.ts: dataKey.deletionProtection: expected "on", while tables.sessions is protected, found ${JSON.stringify(dev.dataKey.deletionProtection)}`,
  ]);
});
