import { readJsonMessage, UnreadableMessage } from './unreadable-message.js';

/**
 * The addresses that mail is not to be sent to any more, of an event that SES publishes (Amazon SES developer guide, Contents of event data that Amazon SES
 * publishes to Amazon SNS): those that bounce for good, among them the ones that SES has on its suppression list and does not send to, and those of who complained.
 *
 * @param {string} body
 * @returns {string[]} none of a message that is late, of one that may be sent again, and of events that are not about the address
 * @throws {UnreadableMessage}
 */
export function refusedAddresses(body) {
  const event = readJsonMessage(body);
  if (!isObject(event) || typeof event['eventType'] !== 'string') {
    throw new UnreadableMessage(['eventType: expected the kind of an event']);
  }
  const { eventType, bounce, complaint } = event;
  if (eventType === 'Bounce') {
    if (!isObject(bounce)) throw new UnreadableMessage(['bounce: expected an object']);
    return bounce['bounceType'] === 'Permanent' ? addresses(bounce, 'bouncedRecipients') : [];
  }
  if (eventType !== 'Complaint') return [];
  if (!isObject(complaint)) throw new UnreadableMessage(['complaint: expected an object']);
  return addresses(complaint, 'complainedRecipients');
}

/** @param {Record<string, unknown>} about @param {string} field @returns {string[]} */
function addresses(about, field) {
  const recipients = about[field];
  const found = Array.isArray(recipients) ? recipients.map((one) => isObject(one) && one['emailAddress']) : [];
  if (found.length > 0 && found.every((one) => typeof one === 'string')) return /** @type {string[]} */ (found);
  throw new UnreadableMessage([`${field}: expected a list of objects of emailAddress`]);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
