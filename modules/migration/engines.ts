/**
 * Those that DMS reads and writes over TLS with a look at the host's name, by the login of a secret; by its own names: `aurora` is Aurora MySQL (DMS user guide,
 * Using SSL with AWS Database Migration Service; Using secrets to access endpoints).
 */
export type MigrationEngine = 'postgres' | 'aurora-postgresql' | 'mysql' | 'aurora' | 'mariadb';

export const engines: readonly MigrationEngine[] = ['postgres', 'aurora-postgresql', 'mysql', 'aurora', 'mariadb'];

/** Whether it is found by the name of a database, and follows changes by a slot. */
export function isPostgres(engine: MigrationEngine): boolean {
  return engine === 'postgres' || engine === 'aurora-postgresql';
}
