/** `__Host-`: a browser takes it only with Secure, for this host alone, and for all its paths (RFC 6265bis, 4.1.3.2). */
const name = '__Host-session';
const flags = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/**
 * @param {string} token
 * @param {number} hours
 */
export function sessionCookie(token, hours) {
  return `${name}=${token}; Max-Age=${hours * 3600}; ${flags}`;
}

/**
 * Of a browser that is signing in elsewhere: it comes back from another site, with which a strict cookie is not sent.
 *
 * @param {string} secret
 */
export function signInCookie(secret) {
  return `__Host-sign-in=${secret}; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

export const endedSignInCookie = '__Host-sign-in=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax';

export const endedCookie = `${name}=; Max-Age=0; ${flags}`;

/**
 * The token of a request; nothing where it has none, or what is no token of ours.
 *
 * @param {import('node:http').IncomingMessage} request
 */
export function sessionToken(request) {
  return tokenIn(request, name);
}

/** The secret of a sign-in that began. @param {import('node:http').IncomingMessage} request */
export function signInToken(request) {
  return tokenIn(request, '__Host-sign-in');
}

/** @param {import('node:http').IncomingMessage} request @param {string} cookie */
function tokenIn({ headers }, cookie) {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}
