import { sku } from './catalogue.js';
import { HttpError } from './http/error.js';
import { list, object, text, wholeNumber } from './validation.js';

/** @typedef {import('./database.js').Query} Query */
/** @typedef {{ sku: string, quantity: number }} Item */
/** @typedef {{ id: string, placedAt: Date, totalCents: number, items: (Item & { priceCents: number })[] }} Order */

const item = object({ sku: text('a SKU', (value) => sku.test(value)), quantity: wholeNumber(1, 99) });
const fields = object({ items: list(item, { min: 1, max: 50 }) });

/** An order of products, each once. */
export const newOrder = (/** @type {unknown} */ body, /** @type {string} */ path, /** @type {string[]} */ problems) => {
  const { items } = fields(body, path, problems);
  const seen = new Set();
  for (const [index, { sku }] of items.entries()) {
    if (sku && seen.has(sku)) problems.push(`items[${index}].sku: expected each SKU once`);
    seen.add(sku);
  }
  return { items };
};

/**
 * Places an order and takes its items from the stock. A client that heard no answer sends it again with the same key, and gets
 * the order that it has already.
 *
 * @param {import('./database.js').Database} database
 * @param {{ customerId: string, key: string, items: Item[] }} wanted
 * @returns {Promise<{ order: Order, isNew: boolean }>}
 */
export function placeOrder(database, { customerId, key, items }) {
  return database.transaction(async (query) => {
    const [order] = await query(
      `insert into shop.orders (customer_id, idempotency_key) values ($1, $2)
         on conflict (customer_id, idempotency_key) do nothing returning id`,
      [customerId, key],
    );
    if (!order) return { order: await repeated(query, customerId, key, items), isNew: false };
    await takeFromStock(query, items);
    const values = [order.id, items.map(({ sku }) => sku), items.map(({ quantity }) => quantity)];
    await query(
      `insert into shop.order_items (order_id, sku, quantity, price_cents)
         select $1, sku, quantity, price_cents from unnest($2::text[], $3::int[]) as item (sku, quantity)
           join shop.products using (sku)`,
      values,
    );
    const [placed] = await ordersOf(query, customerId, key);
    return { order: /** @type {Order} */ (placed), isNew: true };
  });
}

/**
 * A customer's latest orders.
 *
 * @param {Query} query
 * @param {string} customerId
 * @param {string} [key] only the order that was placed with it
 * @returns {Promise<Order[]>}
 */
export async function ordersOf(query, customerId, key) {
  const orders = await query(
    `select orders.id, placed_at as "placedAt", sum(quantity * price_cents)::int as "totalCents",
            json_agg(json_build_object('sku', sku, 'quantity', quantity, 'priceCents', price_cents) order by sku) as items
       from shop.orders join shop.order_items on order_id = orders.id
      where customer_id = $1 and ($2::text is null or idempotency_key = $2)
      group by orders.id order by placed_at desc, orders.id limit 50`,
    [customerId, key],
  );
  return /** @type {Order[]} */ (orders);
}

/**
 * @param {Query} query
 * @param {string} customerId
 * @param {string} key
 * @param {Item[]} items
 */
async function repeated(query, customerId, key, items) {
  const [order] = await ordersOf(query, customerId, key);
  const ordered = (/** @type {readonly Item[]} */ list) =>
    list
      .map(({ sku, quantity }) => `${sku} ${quantity}`)
      .sort()
      .join();
  if (order && ordered(order.items) === ordered(items)) return order;
  throw new HttpError(409, 'key_used', 'This Idempotency-Key was used for another order.');
}

/**
 * Locks the products in one order, so that two orders of the same products wait for each other and do not block each other.
 *
 * @param {Query} query
 * @param {Item[]} items
 */
async function takeFromStock(query, items) {
  const skus = items.map(({ sku }) => sku);
  const products = await query('select sku, stock from shop.products where sku = any($1) order by sku for update', [
    skus,
  ]);
  const stock = new Map(products.map(({ sku, stock }) => [sku, stock]));
  const unknown = items.flatMap(({ sku }, index) => (stock.has(sku) ? [] : [`items[${index}].sku: no such product`]));
  if (unknown.length > 0) throw new HttpError(400, 'invalid', 'The request is not valid.', { problems: unknown });
  const missing = items.filter(({ sku, quantity }) => stock.get(sku) < quantity);
  if (missing.length > 0) {
    const problems = missing.map(({ sku, quantity }) => `${sku}: ${quantity} ordered, ${stock.get(sku)} in stock`);
    throw new HttpError(409, 'out_of_stock', 'There is not enough in stock.', { problems });
  }
  await query(
    `update shop.products set stock = stock - quantity
       from unnest($1::text[], $2::int[]) as item (sku, quantity) where item.sku = products.sku`,
    [skus, items.map(({ quantity }) => quantity)],
  );
}
