import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { othersOf } from '../shards';
import { pathOfShard } from './shards';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** What an instance of RDS is called by, below the environment's name. */
interface Identifier {
  readonly identifier: string;
  /** Whose it is: `replica reads of databases.main`. */
  readonly of: string;
  readonly path: readonly (string | number)[];
  readonly found: string;
}

/** Those of databases, then of their shards, then of the replicas of both. */
export function identifiersOf({ databases = {} }: Pick<Part, 'databases'>): Identifier[] {
  const own = Object.keys(databases).map((name) => ({
    database: name,
    ...{ identifier: name, of: `databases.${name}`, path: ['databases', name], found: name },
  }));
  const others = Object.entries(databases).flatMap(([name, database]) =>
    Object.keys(othersOf(database)).map((shard) => ({
      database: name,
      ...{ identifier: `${name}-${shard}`, of: `shard ${shard} of databases.${name}` },
      ...{ path: pathOfShard(name, shard), found: shard },
    })),
  );
  const replicas = [...own, ...others].flatMap(({ database, identifier, of }) => {
    const { readReplicas = [], retiringReplicas = [] } = databases[database] ?? {};
    return Object.entries({ readReplicas, retiringReplicas }).flatMap(([field, entries]) =>
      entries.flatMap((entry, index) => {
        const found = typeof entry === 'string' ? entry : entry?.name;
        if (found === undefined) return [];
        const path = ['databases', database, field, index];
        return [{ identifier: `${identifier}-${found}`, of: `replica ${found} of ${of}`, path, found }];
      }),
    );
  });
  return [...own, ...others, ...replicas];
}

/** RDS has one identifier of each instance in an account and region. Of a replica that is named twice, another law tells. */
export function databasesAreApart(part: Part): Finding[] {
  const taken = new Map<string, string>();
  return identifiersOf(part).flatMap(({ identifier, of, path, found }) => {
    const other = taken.get(identifier) ?? of;
    taken.set(identifier, other);
    return other === of ? [] : [calledAlike(part, identifier, { other, path, found })];
  });
}

/** The finding of an instance that is called as another one is. */
export function calledAlike(
  { name = '' }: Pick<Part, 'name'>,
  identifier: string,
  { other, path, found }: { readonly other: string } & Pick<Identifier, 'path' | 'found'>,
): Finding {
  return { path, expected: `a name whose identifier, ${name}-${identifier}, is not that of ${other}`, found };
}
