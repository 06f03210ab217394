import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { customerOfIdentity } from '../customers.js';
import { endedSignInCookie, signInCookie, signInToken } from '../http/cookie.js';
import { HttpError } from '../http/error.js';

/** Below `/api/`, which is what a distribution sends on where it has the pages. The client of the pool names it as its `callbackPath`. */
const callbackPath = '/api/signed-in';
/** Where people are afterwards. */
const page = '/account/';

/**
 * Sign-in by a user pool: its page asks who somebody is, and the browser brings back a code that is good for one token (OAuth 2.0, authorization code
 * grant with PKCE, RFC 7636). The shop keeps no password.
 *
 * @param {import('../user-pool.js').UserPool} pool
 * @param {import('../database.js').Database} database
 * @returns {import('../sign-in.js').SignIn}
 */
export function signInByPool(pool, database) {
  return {
    routes: (start) => ({
      'GET /api/sign-in': async ({ request }) => {
        const secret = randomBytes(32).toString('base64url');
        const { state, nonce, challenge } = derived(secret);
        const location = pool.authorizeUrl({ redirectUri: redirectUri(request), state, nonce, challenge });
        return { status: 303, headers: { location, 'set-cookie': signInCookie(secret) } };
      },
      [`GET ${callbackPath}`]: async ({ request, query }) => {
        // Of the browser that began, and of nobody who was sent a link.
        const secret = signInToken(request);
        const { state, nonce, verifier } = derived(secret ?? '');
        if (!secret || !isSame(query.get('state') ?? '', state)) throw refused('Begin to sign in again.');
        const code = query.get('code');
        if (!code) throw refused('You were not signed in.');
        const token = await pool.tokenOf({ code, verifier, redirectUri: redirectUri(request) });
        const { subject, email } = await pool.verify(token, nonce);
        const { cookie } = await start(await customerOfIdentity(database, { issuer: pool.issuer, subject, email }));
        return { status: 303, headers: { location: page, 'set-cookie': [endedSignInCookie, cookie] } };
      },
    }),
  };
}

/** What begins and ends in one browser, from one secret that only its cookie has. @param {string} secret */
function derived(secret) {
  const of = (/** @type {string} */ purpose) => createHash('sha256').update(`${purpose} ${secret}`).digest('base64url');
  const verifier = of('verifier');
  return {
    state: of('state'),
    nonce: of('nonce'),
    verifier,
    challenge: createHash('sha256').update(verifier).digest('base64url'),
  };
}

/** The pool compares it with those of the client. @param {import('node:http').IncomingMessage} request */
function redirectUri({ headers }) {
  return `https://${headers.host}${callbackPath}`;
}

/** @param {string} one @param {string} other */
function isSame(one, other) {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** @param {string} message */
function refused(message) {
  return new HttpError(403, 'sign_in_refused', message);
}
