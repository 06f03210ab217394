import { createHash, randomBytes } from 'node:crypto';

/**
 * @typedef {object} Session
 * @property {string} customerId
 * @property {number} expiresAt seconds since 1970
 */

/**
 * Where sessions are kept: a table, a cache, the database, or this process alone. It has the hashes of tokens: who reads it cannot sign in with it.
 *
 * @typedef {object} SessionStore
 * @property {(id: string, session: Session) => Promise<void>} put
 * @property {(id: string) => Promise<Session | undefined>} get of one that has expired, nothing or that one
 * @property {(id: string) => Promise<void>} delete
 * @property {() => Promise<unknown>} [check] throws unless it answers
 * @property {() => void} [close]
 */

/**
 * @typedef {object} Sessions
 * @property {(customerId: string) => Promise<string>} start gives the token that the cookie carries
 * @property {(token: string) => Promise<string | undefined>} customerOf nothing once it has expired or ended
 * @property {(token: string) => Promise<void>} end
 */

/**
 * Sessions in any store. A store may keep one for a while after it has expired, so the time is checked here.
 *
 * @param {SessionStore} store
 * @param {number} hours from the sign-in
 * @returns {Sessions}
 */
export function createSessions(store, hours) {
  return {
    async start(customerId) {
      const token = randomBytes(32).toString('base64url');
      await store.put(idOf(token), { customerId, expiresAt: secondsNow() + hours * 3600 });
      return token;
    },
    async customerOf(token) {
      const session = await store.get(idOf(token));
      return session && session.expiresAt > secondsNow() ? session.customerId : undefined;
    },
    end: (token) => store.delete(idOf(token)),
  };
}

/** @param {string} token 32 random bytes, so that one round is enough */
function idOf(token) {
  return createHash('sha256').update(token).digest('base64url');
}

function secondsNow() {
  return Math.floor(Date.now() / 1000);
}
