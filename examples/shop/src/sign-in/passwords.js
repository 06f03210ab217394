import { addCustomer, credentials, signIn } from '../customers.js';
import { readJson } from '../http/body.js';
import { validated } from '../validation.js';

/**
 * Sign-in by email address and password, which the shop keeps the hash of.
 *
 * @param {import('../database.js').Database} database
 * @returns {import('../sign-in.js').SignIn}
 */
export function signInByPassword(database) {
  return {
    routes: (start) => {
      const answer = async (/** @type {string} */ customerId) => {
        const { cookie } = await start(customerId);
        return { status: 201, body: { customerId }, headers: { 'set-cookie': cookie } };
      };
      return {
        'POST /api/customers': async ({ request }) =>
          answer(await addCustomer(database, validated(credentials, await readJson(request)))),
        'POST /api/session': async ({ request }) =>
          answer(await signIn(database, validated(credentials, await readJson(request)))),
      };
    },
  };
}
