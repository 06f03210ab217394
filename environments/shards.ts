// A database that is sharded is the first of its shards; the others are databases of the same definition (docs/decisions/0031-shards.md).

/** What its other shards decide themselves, by shard. */
type Others = Readonly<Record<string, object | undefined>>;
/** A database, as far as it is sound. */
interface Sharded {
  readonly shards?: 'none' | { readonly others?: Others };
}

/** What each shard but the first decides itself; none of a database that is not sharded. */
export function othersOf({ shards }: Sharded = {}): Others {
  return (typeof shards === 'object' && shards.others) || {};
}

/** The databases that the rows of one are in, itself first: `main`, `main-b`. */
export function shardsOf(name: string, database: Sharded | undefined): string[] {
  return [name, ...Object.keys(othersOf(database)).map((shard) => `${name}-${shard}`)];
}

/** Every database by name: those of `databases`, and the other shards of each, with what they decide in the place of what it does. */
export function everyDatabase<Database extends Sharded | undefined>(
  databases: Readonly<Record<string, Database>>,
): Record<string, Database> {
  return Object.fromEntries(
    Object.entries(databases).flatMap(([name, database]) => [
      [name, database] as const,
      ...Object.entries(othersOf(database)).map(
        ([shard, own]) => [`${name}-${shard}`, { ...database, ...own, shards: 'none' as const }] as const,
      ),
    ]),
  );
}
