import type { Finding } from '../load/problem';
import { aName, isName } from '../schema/field';
import { eachNamed, eachService, type Part } from './each';
import { missing } from './services';

type Database = NonNullable<NonNullable<Part['databases']>[string]>;
type Shards = Extract<NonNullable<Database['shards']>, object>;
type Shard = NonNullable<NonNullable<Shards['others']>[string]>;

export function pathOfShard(database: string, shard: string): string[] {
  return ['databases', database, 'shards', 'others', shard];
}

/** What `law` finds in each database that is sharded. */
function eachSharded(
  part: Part,
  law: (shards: Shards, path: string[], name: string, database: Database) => Finding[],
): Finding[] {
  return eachNamed(part, 'databases', (database, path, name) =>
    typeof database.shards === 'object' ? law(database.shards, [...path, 'shards'], name, database) : [],
  );
}

/** What `take` takes from each shard but the first, which is the database itself. */
export function eachShard<Taken>(
  { databases = {} }: Pick<Part, 'databases'>,
  take: (shard: Shard, path: string[]) => Taken[],
): Taken[] {
  return Object.entries(databases).flatMap(([name, { shards } = {}]) =>
    typeof shards !== 'object'
      ? []
      : Object.entries(shards.others ?? {}).flatMap(([shard, its]) => (its ? take(its, pathOfShard(name, shard)) : [])),
  );
}

/** A shard is a database, whose name has room in the identifiers of RDS. */
export function namesOfShards(part: Part): Finding[] {
  return eachSharded(part, ({ others = {} }, _, name) =>
    Object.keys(others).flatMap((found) => {
      const database = `${name}-${found}`;
      // Of a name that is none by itself, the schema tells.
      if (isName(database) || !isName(found) || !isName(name)) return [];
      return [
        { path: pathOfShard(name, found), expected: `a shorter name: of the database ${database}, ${aName}`, found },
      ];
    }),
  );
}

/** The map has an item for each sharded database, found by its name alone, and it stays as long as what it finds. */
export function mapsOfShards(part: Part): Finding[] {
  const { tables } = part;
  return eachSharded(part, ({ map, others = {} }, path, name, database) => {
    if (map === undefined) return [];
    const isMissing = missing([map], tables, 'tables', () => [...path, 'map']);
    const table = isMissing.length > 0 ? undefined : tables?.[map];
    if (!table) return isMissing;
    const { partitionKey: key, sortKey, timeToLive, pointInTimeRecovery: recovery } = table;
    const place = (field: string) => ['tables', map, field];
    const since = `of the shard map of databases.${name}`;
    const protectedOne = [database, ...Object.values(others)].find((one) => one?.deletionProtection === 'on');
    return [
      ...(key?.name !== undefined && key.type !== undefined && (key.name !== 'database' || key.type !== 'S')
        ? [{ path: place('partitionKey'), expected: `{ name: 'database', type: 'S' }, ${since}` }]
        : []),
      ...(typeof sortKey === 'object' ? [{ path: place('sortKey'), expected: `"none", ${since}` }] : []),
      ...(typeof timeToLive === 'object' ? [{ path: place('timeToLive'), expected: `"none", ${since}` }] : []),
      ...(protectedOne && recovery && 'off' in recovery
        ? [{ path: place('pointInTimeRecovery'), expected: `an object of recoveryDays, ${since}` }]
        : []),
      ...(protectedOne && typeof table.deletionProtection === 'object'
        ? [{ path: place('deletionProtection'), expected: `"on", ${since}, which is protected` }]
        : []),
    ];
  });
}

/** Who uses a database that is sharded reads which shard has a row. */
export function usersOfShardsReadMap(part: Part): Finding[] {
  const { databases = {}, tables: known = {} } = part;
  return eachService(part, ({ databases: used = [], tables }, path) =>
    used.flatMap((name) => {
      const shards = name === undefined ? undefined : databases[name]?.shards;
      if (typeof shards !== 'object' || shards.map === undefined || !tables || !Object.hasOwn(known, shards.map))
        return [];
      const words = Object.hasOwn(tables, shards.map) ? tables[shards.map] : [];
      if (!words || (isList(words) && (words.includes('read') || words.includes(undefined)))) return [];
      const expected = `${shards.map} with read: the shard map of databases.${name}`;
      return [{ path: [...path, 'tables'], expected }];
    }),
  );
}

/** Those of some partition keys alone read no row of the map for certain. */
function isList<Words extends readonly unknown[]>(rights: Words | object): rights is Words {
  return Array.isArray(rights);
}
