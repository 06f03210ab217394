import type { Finding } from '../load/problem';
import { eachNamed, firstUser, type Part } from './each';

type Table = NonNullable<NonNullable<Part['tables']>[string]>;
type Key = Exclude<Table['sortKey'], 'none'>;
type Path = readonly string[];

/** DynamoDB knows one type of an attribute that is part of keys, and a sort key is another attribute than the partition key. */
export function keysFit(part: Part): Finding[] {
  return eachNamed(part, 'tables', (table, path) => {
    const types = new Map<string, string>();
    return keysOf(table, path).flatMap(({ path, partition, sort }) => {
      const [{ name } = { name: undefined }, second] = [partition, sort];
      const isSame = name !== undefined && second?.name === name;
      return [
        ...ofOneType(types, [...path, 'partitionKey'], partition),
        ...ofOneType(types, [...path, 'sortKey'], sort),
        ...(isSame
          ? [{ path: [...path, 'sortKey', 'name'], expected: 'another attribute than the partition key' }]
          : []),
      ];
    });
  });
}

function ofOneType(types: Map<string, string>, path: Path, key: Key): Finding[] {
  const { name, type } = key ?? {};
  if (name === undefined || type === undefined) return [];
  const first = types.get(name) ?? type;
  types.set(name, first);
  return first === type ? [] : [{ path: [...path, 'type'], expected: `"${first}", the type of ${name} elsewhere` }];
}

/** The keys of a table and of its indexes; a local index has the partition key of its table. */
function keysOf(table: Table, path: Path): { path: Path; partition?: Key; sort?: Key }[] {
  const { partitionKey, globalIndexes = {}, localIndexes = {} } = table;
  const attribute = (key: Table['sortKey']) => (key === 'none' ? undefined : key);
  return [
    { path, partition: partitionKey, sort: attribute(table.sortKey) },
    ...Object.entries(globalIndexes).map(([name, index]) => ({
      path: [...path, 'globalIndexes', name],
      ...{ partition: index?.partitionKey, sort: attribute(index?.sortKey) },
    })),
    ...Object.entries(localIndexes).map(([name, index]) => ({
      path: [...path, 'localIndexes', name],
      sort: index?.sortKey,
    })),
  ];
}

/**
 * A table has no more indexes than DynamoDB takes, and each a name of its own; one with local indexes has a sort key.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
export function indexesExist(part: Part): Finding[] {
  return eachNamed(part, 'tables', ({ sortKey, globalIndexes = {}, localIndexes = {} }, path) => {
    const [global, local] = [Object.keys(globalIndexes), Object.keys(localIndexes)];
    const most = (field: string, found: number, most: number) =>
      found > most ? [{ path: [...path, field], expected: `${most} indexes or fewer`, found: `${found} of them` }] : [];
    return [
      ...most('globalIndexes', global.length, 20),
      ...most('localIndexes', local.length, 5),
      ...local
        .filter((name) => global.includes(name))
        .map((name) => ({
          path: [...path, 'localIndexes', name],
          ...{ expected: 'a name that no global index has', found: name },
        })),
      ...(sortKey === 'none' && local.length > 0
        ? [{ path: [...path, 'sortKey'], expected: 'a sort key, since it has local indexes' }]
        : []),
    ];
  });
}

/** A provisioned table has as many units at most as at least. */
export function unitsInOrder(part: Part): Finding[] {
  return eachNamed(part, 'tables', ({ capacity }, path) => {
    const { read, write } = (capacity && 'provisioned' in capacity ? capacity.provisioned : undefined) ?? {};
    return Object.entries({ read, write }).flatMap(([side, { min, max } = {}]) =>
      min === undefined || max === undefined || min <= max
        ? []
        : [{ path: [...path, 'capacity', 'provisioned', side, 'max'], expected: `min, ${min}, or more` }],
    );
  });
}

/** A table of a critical environment can be restored, and is not deleted by mistake while a service uses it. */
export function criticalTablesAreKept(part: Part): Finding[] {
  if (part.criticality !== 'critical') return [];
  const since = 'since criticality is critical';
  return eachNamed(part, 'tables', ({ pointInTimeRecovery, deletionProtection }, path, name) => {
    const user = firstUser(part, 'tables', name);
    return [
      ...(pointInTimeRecovery && 'off' in pointInTimeRecovery
        ? [{ path: [...path, 'pointInTimeRecovery'], expected: `an object of recoveryDays, ${since}` }]
        : []),
      ...(typeof deletionProtection === 'object' && user !== undefined
        ? [{ path: [...path, 'deletionProtection'], expected: `"on", ${since} and services.${user} uses it` }]
        : []),
    ];
  });
}
