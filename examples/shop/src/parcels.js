import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http/error.js';
import { object, text } from './validation.js';

/** What the carrier tells of a parcel. */
export const parcelMoved = object({
  orderId: text('the id of an order', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)),
  status: text('handed-over or delivered', (value) => value === 'handed-over' || value === 'delivered'),
});

/**
 * Refuses what the carrier did not sign: its header `X-Carrier-Signature` has the HMAC-SHA256 of the body, by a key that the two share.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {Buffer} body
 * @param {import('./secret.js').Secret} secret
 */
export async function checkSignature({ headers }, body, secret) {
  const found = Buffer.from(String(headers['x-carrier-signature'] ?? ''), 'hex');
  const isSigned = (await secret.values()).some((key) => {
    const expected = createHmac('sha256', key).update(body).digest();
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
  if (!isSigned) throw new HttpError(401, 'not_signed', 'The signature is not that of this body.');
}
