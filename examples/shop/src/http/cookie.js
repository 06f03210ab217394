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

export const endedCookie = `${name}=; Max-Age=0; ${flags}`;

/**
 * The token of a request; nothing where it has none, or what is no token of ours.
 *
 * @param {import('node:http').IncomingMessage} request
 */
export function sessionToken({ headers }) {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}
