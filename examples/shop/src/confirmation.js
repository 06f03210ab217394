/**
 * What a customer is written about an order that was placed.
 *
 * @param {import('./announcement.js').PlacedOrder} order
 */
export function confirmation({ id, totalCents }) {
  const total = (totalCents / 100).toFixed(2);
  return {
    subject: `Your order ${id.slice(0, 8)}`,
    text: `Thank you for your order.\n\nOrder: ${id}\nTotal: ${total}\n\nYou do not need to do anything.\n`,
  };
}
