/** A message cannot be read: it stays in its queue until that moves it to its dead-letter queue. */
export class UnreadableMessage extends Error {
  /** @param {readonly string[]} problems which have no values of the message */
  constructor(problems) {
    super(`the message cannot be read: ${problems.join('; ')}`);
    this.name = 'UnreadableMessage';
  }
}

/** @param {string} body @returns {unknown} @throws {UnreadableMessage} */
export function readJsonMessage(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new UnreadableMessage(['expected JSON']);
  }
}
