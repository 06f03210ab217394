import { readJsonMessage, UnreadableMessage } from './unreadable-message.js';
import { isUuid, object, optional, text, wholeNumber } from './validation.js';

/** What is told of an order that was placed, as the message of the topic `order-placed`. @typedef {{ id: string, customerId: string, totalCents: number, email?: string }} PlacedOrder */

const uuid = text('an id', isUuid);
const email = text('an email address', (value) => /^[^\s@]{1,64}@[^\s@]+$/.test(value) && value.length <= 254);
const fields = object({
  ...{ id: uuid, customerId: uuid, totalCents: wholeNumber(0, 1_000_000_000) },
  // An older version of the web server does not send it.
  email: optional(email),
});

/** @param {string} body @returns {PlacedOrder} @throws {UnreadableMessage} */
export function readAnnouncement(body) {
  return placedOrder(readJsonMessage(body), '');
}

/**
 * What an event of the bus tells of an order that was placed, and when it did (Amazon EventBridge user guide, AWS service event metadata).
 *
 * @param {string} body of a message that a rule delivered
 * @returns {PlacedOrder & { at: string }}
 * @throws {UnreadableMessage}
 */
export function readOrderEvent(body) {
  const { detail, time } = /** @type {{ detail?: unknown, time?: unknown }} */ (readJsonMessage(body) ?? {});
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time)))
    throw new UnreadableMessage(['time: expected a time']);
  return { ...placedOrder(detail, 'detail'), at: time };
}

/** @param {unknown} value @param {string} path @returns {PlacedOrder} */
function placedOrder(value, path) {
  /** @type {string[]} */
  const problems = [];
  const order = fields(value, path, problems);
  if (problems.length > 0) throw new UnreadableMessage(problems);
  return order;
}
