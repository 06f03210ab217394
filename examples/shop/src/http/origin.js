import { HttpError } from './error.js';

/**
 * Refuses what another site's page sends in a customer's name. Browsers say where a request that changes something comes
 * from; what says nothing is no browser, and has no cookie that it was not given. Besides, the cookie is SameSite=Strict, and a
 * body has to be JSON, which another site's page may only send if we allow it to (CORS), and we never do.
 *
 * @param {import('node:http').IncomingMessage} request
 */
export function checkOrigin({ method, headers }) {
  if (method === 'GET' || method === 'HEAD') return;
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const isOurs = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  if (!isOurs || site === 'cross-site' || site === 'same-site') {
    throw new HttpError(403, 'other_origin', 'This request comes from a page of another site.');
  }
}
