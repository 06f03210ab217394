import { HttpError } from './error.js';

/** @typedef {import('../routes.js').Handler} Handler */

/**
 * @typedef {object} Match
 * @property {string} route as it is written, without what a client sent: `GET /api/uploads/:name`
 * @property {Handler} handler
 * @property {Record<string, string>} parameters
 */

/**
 * Finds the handler of a request.
 *
 * @param {Readonly<Record<string, Handler>>} routes
 * @returns {(method: string, path: string) => Match}
 */
export function createRouter(routes) {
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = '', path = ''] = route.split(' ');
    const pattern = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    return { route, method, pattern, handler };
  });
  return (method, path) => {
    const here = table.filter(({ pattern }) => pattern.test(path));
    const found = here.find((row) => row.method === (method === 'HEAD' ? 'GET' : method));
    if (found) return { ...found, parameters: { ...found.pattern.exec(path)?.groups } };
    if (here.length === 0) throw new HttpError(404, 'not_found', 'There is nothing at this path.');
    const allow = here.map((row) => row.method).join(', ');
    throw new HttpError(405, 'method_not_allowed', `This path takes ${allow}.`, { headers: { allow } });
  };
}
