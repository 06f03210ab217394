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
 * What an error is, without what it is about: messages and details of PostgreSQL contain the values of rows, and an error's
 * stack begins with its message. `message` is kept of errors that are not about data.
 *
 * @param {unknown} error
 * @returns {Fields}
 */
export function describeError(error) {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, constraint, table, routine } = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (error));
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const isSystem = typeof code === 'string' && /^[A-Z_]+$/.test(code);
  return {
    ...{ error: error.name, code, constraint, table, routine, ...(isSystem && { reason: error.message }) },
    at: frames.slice(0, 8).map((frame) => frame.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
