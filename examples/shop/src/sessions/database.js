/**
 * Sessions in PostgreSQL.
 *
 * @param {Pick<import('../database.js').Database, 'query'>} database
 * @returns {import('../sessions.js').SessionStore}
 */
export function sessionsInDatabase(database) {
  return {
    async put(id, { customerId, expiresAt }) {
      await database.query('delete from shop.sessions where expires_at <= now()');
      await database.query(
        'insert into shop.sessions (token_hash, customer_id, expires_at) values ($1, $2, to_timestamp($3))',
        [bytes(id), customerId, expiresAt],
      );
    },
    async get(id) {
      const [session] = await database.query(
        `select customer_id as "customerId", extract(epoch from expires_at)::float8 as "expiresAt"
           from shop.sessions where token_hash = $1 and expires_at > now()`,
        [bytes(id)],
      );
      return /** @type {import('../sessions.js').Session | undefined} */ (session);
    },
    async delete(id) {
      await database.query('delete from shop.sessions where token_hash = $1', [bytes(id)]);
    },
  };
}

/** @param {string} id */
function bytes(id) {
  return Buffer.from(id, 'base64url');
}
