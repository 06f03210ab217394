import { Signer } from '@aws-sdk/rds-signer';
import pg from 'pg';
import { Unavailable } from './unavailable.js';

/** @typedef {import('./environment.js').DatabaseSettings} DatabaseSettings */
/** @typedef {Record<string, any>} Row */
/** @typedef {(text: string, values?: unknown[]) => Promise<Row[]>} Query */

/** The database does not answer, or not in time: the same request may succeed later. */
export class DatabaseUnavailable extends Unavailable {
  /** @param {unknown} cause */
  constructor(cause) {
    super('the database', cause);
  }
}

/**
 * How to log in with IAM: the password is a token that is signed for each connection (Amazon RDS user guide, IAM database
 * authentication). TLS is verified against the name of the host; NODE_EXTRA_CA_CERTS has the authorities of RDS.
 *
 * @param {DatabaseSettings} settings
 * @returns {pg.ClientConfig}
 */
export function connection({ host, port, name, user, region }) {
  const signer = new Signer({ hostname: host, port, username: user, region });
  return {
    ...{ host, port, user, database: name, application_name: 'shop', keepAlive: true },
    password: () => signer.getAuthToken(),
    ssl: { rejectUnauthorized: true },
    connectionTimeoutMillis: 3_000,
  };
}

/** A pool of connections to PostgreSQL. */
export class Database {
  /**
   * @param {DatabaseSettings} settings
   * @param {(error: Error) => void} onIdleError hears of connections that were lost while nothing used them
   */
  constructor(settings, onIdleError) {
    this.pool = new pg.Pool({
      ...connection(settings),
      max: 10,
      idleTimeoutMillis: 60_000,
      // A connection outlives its token, and neither a failover nor a new certificate of the server.
      maxLifetimeSeconds: 1_800,
      statement_timeout: 8_000,
      idle_in_transaction_session_timeout: 10_000,
      query_timeout: 9_000,
    });
    this.pool.on('error', onIdleError);
  }

  /**
   * One statement.
   *
   * @type {Query}
   */
  query = (text, values) => this.#use((client) => rows(client, text, values));

  /**
   * Everything that `work` does, or nothing of it.
   *
   * @template T
   * @param {(query: Query) => Promise<T>} work
   * @returns {Promise<T>}
   */
  transaction(work) {
    return this.#use(async (client) => {
      await rows(client, 'begin');
      try {
        const result = await work((text, values) => rows(client, text, values));
        await rows(client, 'commit');
        return result;
      } catch (error) {
        // Of a connection that is lost, the server rolls back.
        if (!(error instanceof DatabaseUnavailable)) await rows(client, 'rollback');
        throw error;
      }
    });
  }

  /** Waits for the connections that are in use. */
  async close() {
    await this.pool.end();
  }

  /**
   * @template T
   * @param {(client: pg.PoolClient) => Promise<T>} work
   */
  async #use(work) {
    const client = await this.pool.connect().catch((error) => {
      throw new DatabaseUnavailable(error);
    });
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(error instanceof DatabaseUnavailable);
      throw error;
    }
  }
}

/**
 * @param {pg.ClientBase} client
 * @param {string} text
 * @param {unknown[]} [values]
 * @returns {Promise<Row[]>}
 */
async function rows(client, text, values) {
  try {
    return (await client.query(text, values)).rows;
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailable(error) : error;
  }
}

/**
 * Whatever is no answer of the server, and answers of a server that stops, has no room or takes too long
 * (PostgreSQL 15 documentation, PostgreSQL error codes: classes 08, 53, 57; 55P03 is a lock that was not had in time).
 *
 * @param {unknown} error
 */
function isUnavailable(error) {
  return !(error instanceof pg.DatabaseError) || /^(08|53|57)|^55P03$/.test(error.code ?? '');
}
