import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { connection } from './database.js';
import { EnvironmentError, readDatabaseSettings } from './environment.js';
import { createLog, describeError } from './log.js';

const folder = new URL('../sql/migrations/', import.meta.url);
const log = createLog(process.stdout);

/**
 * Applies what was not applied yet, in the order of the names, each file whole or not at all. Two that run at once wait for each
 * other. A file that was applied and is another one now is an error: nobody would know what the database has.
 *
 * @param {pg.Client} client
 */
async function migrate(client) {
  // A change that waits for a lock makes every request behind it wait: rather this fails, and is run again.
  await client.query(`set lock_timeout = '5s'`);
  await client.query(`select pg_advisory_lock(hashtext('shop.migrations'))`);
  await client.query(
    `create table if not exists shop.migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query('select name, sha256 from shop.migrations');
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  for (const name of names) {
    const sql = await readFile(new URL(name, folder), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    if (applied.get(name) === sha256) continue;
    if (applied.has(name))
      throw new Error(`${name} has changed since it was applied: write the change into a new file`);
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into shop.migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
    log.info('applied', { migration: name });
  }
  log.info('migrated', { migrations: names.length });
}

try {
  const client = new pg.Client(connection(readDatabaseSettings(process.env)));
  await client.connect();
  try {
    await migrate(client);
  } finally {
    await client.end();
  }
} catch (error) {
  // Nobody's data is in the messages here, and what is wrong with a migration is.
  if (error instanceof EnvironmentError) log.error(error.message);
  else log.error(`not migrated: ${error instanceof Error ? error.message : error}`, describeError(error));
  process.exitCode = 1;
}
