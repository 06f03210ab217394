/** Something that requests need does not answer, or not in time: the same request may succeed later. */
export class Unavailable extends Error {
  /**
   * @param {string} what
   * @param {unknown} cause
   */
  constructor(what, cause) {
    super(`${what} does not answer`, { cause });
    this.name = new.target.name;
  }
}
