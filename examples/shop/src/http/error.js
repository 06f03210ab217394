/** An answer other than the one that was asked for, thrown from wherever that is known. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} code for programs: `out_of_stock`
   * @param {string} message for people
   * @param {{ problems?: readonly string[], headers?: Readonly<Record<string, string>> }} [more]
   */
  constructor(status, code, message, { problems, headers = {} } = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.headers = headers;
  }
}
