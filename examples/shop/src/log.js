/** @typedef {Readonly<Record<string, unknown>>} Fields */

/**
 * @typedef {object} Log
 * @property {(message: string, fields?: Fields) => void} info
 * @property {(message: string, fields?: Fields) => void} error
 */

/**
 * One JSON object a line. Callers pass what they chose: no body, address, cookie, header or query of a request.
 *
 * @param {{ write(line: string): unknown }} stream
 * @returns {Log}
 */
export function createLog(stream) {
  /** @param {string} level */
  const at =
    (level) =>
    (/** @type {string} */ message, /** @type {Fields} */ fields = {}) =>
      void stream.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  return { info: at('info'), error: at('error') };
}

/**
 * What an error is. Messages and details of PostgreSQL's errors contain values of rows, and a stack begins with its message: of them it
 * has the code and the place.
 *
 * @param {unknown} error
 * @returns {Fields}
 */
export function describeError(error) {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, constraint, table, routine } = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (error));
  const isOfDatabase = typeof code === 'string' && sqlState.test(code);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    ...{ error: error.name, ...(!isOfDatabase && { reason: error.message }), code, constraint, table, routine },
    at: frames.slice(0, 8).map((frame) => frame.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** `42703`, `28P01`; not `EPIPE`. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;
