import { amount } from './amount.js';

/**
 * What a customer is written about an order that was placed.
 *
 * @param {import('./announcement.js').PlacedOrder} order
 */
export function confirmation({ id, totalCents }) {
  return {
    subject: `Your order ${id.slice(0, 8)}`,
    text: `Thank you for your order.\n\nOrder: ${id}\nTotal: ${amount(totalCents)}\n\nYou do not need to do anything.\n`,
  };
}
