import { object, optional, text, wholeNumber } from './validation.js';

/** What is told of an order that was placed, as the message of the topic `order-placed`. @typedef {{ id: string, customerId: string, totalCents: number, email?: string }} PlacedOrder */

const uuid = text('an id', (value) => /^[0-9a-f-]{36}$/.test(value));
const email = text('an email address', (value) => /^[^\s@]{1,64}@[^\s@]+$/.test(value) && value.length <= 254);
const fields = object({
  ...{ id: uuid, customerId: uuid, totalCents: wholeNumber(0, 1_000_000_000) },
  // An older version of the web server does not send it.
  email: optional(email),
});

/** The message is not one of an order that was placed: it stays in the queue until that moves it to its dead-letter queue. */
export class UnreadableMessage extends Error {
  /** @param {readonly string[]} problems which have no values of the message */
  constructor(problems) {
    super(`the message cannot be read: ${problems.join('; ')}`);
    this.name = 'UnreadableMessage';
  }
}

/** @param {string} body @returns {PlacedOrder} @throws {UnreadableMessage} */
export function readAnnouncement(body) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    throw new UnreadableMessage(['expected JSON']);
  }
  /** @type {string[]} */
  const problems = [];
  const order = fields(value, '', problems);
  if (problems.length > 0) throw new UnreadableMessage(problems);
  return order;
}
