import { createServer } from 'node:http';
import { describeError } from '../log.js';
import { Unavailable } from '../unavailable.js';
import { HttpError } from './error.js';
import { checkOrigin } from './origin.js';
import { requestId } from './request-id.js';
import { createRouter } from './router.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('../routes.js').Answer} Answer */

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // Longer than the idle timeout of a balancer (60 s), which must be the one to close: Application Load Balancer user guide, Troubleshoot, HTTP 502.
  keepAliveTimeout: 65_000,
};

const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** An HTTP server that answers `routes` in JSON, and can be stopped without losing a request. */
export class WebServer {
  #isStopping = false;

  /**
   * @param {Readonly<Record<string, import('../routes.js').Handler>>} routes
   * @param {import('../log.js').Log} log
   */
  constructor(routes, log) {
    this.log = log;
    this.find = createRouter(routes);
    this.server = createServer(limits, (request, response) => void this.#serve(request, response));
  }

  /** @param {number} port @returns {Promise<void>} */
  listen(port) {
    return new Promise((resolve, reject) => this.server.once('error', reject).listen(port, resolve));
  }

  /**
   * First answers `/readyz` with 503 for `graceMs`, while late requests of whoever has not heard of it are still taken; then
   * takes no more, and waits for the answers that are under way.
   *
   * @param {{ graceMs: number, deadlineMs: number }} times
   * @returns {Promise<boolean>} whether all answers were sent by the deadline
   */
  async stop({ graceMs, deadlineMs }) {
    this.#isStopping = true;
    await new Promise((resolve) => setTimeout(resolve, graceMs));
    let isWhole = true;
    const deadline = setTimeout(() => {
      isWhole = false;
      this.server.closeAllConnections();
    }, deadlineMs - graceMs);
    // Closes idle connections too; those in use are told to close with their answer.
    await new Promise((resolve) => this.server.close(resolve));
    clearTimeout(deadline);
    return isWhole;
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async #serve(request, response) {
    const started = performance.now();
    const id = requestId(request);
    /** @type {{ route?: string }} */
    const seen = {};
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - started);
      const { method } = request;
      const status = response.writableFinished ? response.statusCode : 'aborted';
      this.log.info('request', { requestId: id, method, route: seen.route, status, milliseconds });
    });
    const answer = await this.#answer(request, seen).catch((error) => this.#failure(error, id));
    this.#send(response, id, answer);
  }

  /**
   * @param {IncomingMessage} request
   * @param {{ route?: string }} seen
   * @returns {Promise<Answer>}
   */
  async #answer(request, seen) {
    const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
    const { route, handler, parameters } = this.find(request.method ?? '', path);
    seen.route = route;
    if (this.#isStopping && path === '/readyz') return { status: 503, body: { server: 'stopping' } };
    checkOrigin(request);
    return handler({ request, query: new URLSearchParams(search), parameters });
  }

  /**
   * @param {unknown} error
   * @param {string} id
   * @returns {Answer}
   */
  #failure(error, id) {
    if (error instanceof HttpError) {
      const { status, code, message, problems, headers } = error;
      return { status, headers, body: { error: { code, message, problems }, requestId: id } };
    }
    this.log.error('request failed', { requestId: id, ...describeError(error) });
    const [status, code, message] =
      error instanceof Unavailable
        ? [503, 'unavailable', 'The shop cannot answer now. Try again.']
        : [500, 'failed', 'Something failed.'];
    const headers = { ...(status === 503 && { 'retry-after': '5' }) };
    return { status, headers, body: { error: { code, message }, requestId: id } };
  }

  /**
   * @param {ServerResponse} response
   * @param {string} id
   * @param {Answer} answer
   */
  #send(response, id, { status, body, headers }) {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    response.writeHead(status, {
      ...{ ...always, 'x-request-id': id },
      ...(bytes && { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length }),
      ...(this.#isStopping && { connection: 'close' }),
      ...headers,
    });
    response.end(bytes);
  }
}
