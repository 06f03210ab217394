import { either, identifier, object, type Prop } from '../props';
import { instanceClass } from './instance-class-prop';

/**
 * A read replica by its name, constant for its life: `reporting`; or with a DB instance class other than its source's. RDS advises the class of the source: a smaller
 * replica may fall behind, and one of PostgreSQL has to take as many connections as its source.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html
 */
export type DatabaseReplica = string | { readonly name: string; readonly instanceClass: string };

// With the name of the database it is an identifier of 63 characters at most.
const name = identifier(21);

export const replica: Prop<DatabaseReplica> = either(name, object({ name, instanceClass }));

export function nameOfReplica(replica: DatabaseReplica): string {
  return typeof replica === 'string' ? replica : replica.name;
}
