import { createHash, randomBytes } from 'node:crypto';

/**
 * Where sessions are kept. A cache or another table takes the place of PostgreSQL with three methods.
 *
 * @typedef {object} Sessions
 * @property {(customerId: string) => Promise<string>} start gives the token that the cookie carries
 * @property {(token: string) => Promise<string | undefined>} customerOf nothing once it has expired or ended
 * @property {(token: string) => Promise<void>} end
 */

/**
 * Sessions in PostgreSQL. It has their hashes: who reads the table cannot sign in with it.
 *
 * @param {import('./database.js').Database} database
 * @param {number} hours from the sign-in
 * @returns {Sessions}
 */
export function sessionsInDatabase(database, hours) {
  return {
    async start(customerId) {
      const token = randomBytes(32).toString('base64url');
      await database.query('delete from shop.sessions where expires_at <= now()');
      await database.query(
        'insert into shop.sessions (token_hash, customer_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))',
        [hash(token), customerId, hours],
      );
      return token;
    },
    async customerOf(token) {
      const [session] = await database.query(
        'select customer_id from shop.sessions where token_hash = $1 and expires_at > now()',
        [hash(token)],
      );
      return session?.customer_id;
    },
    async end(token) {
      await database.query('delete from shop.sessions where token_hash = $1', [hash(token)]);
    },
  };
}

/** @param {string} token 32 random bytes, so that one round is enough */
function hash(token) {
  return createHash('sha256').update(token).digest();
}
