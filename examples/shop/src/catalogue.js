import { HttpError } from './http/error.js';

const pageSize = 20;
export const sku = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * A page of products, by SKU.
 *
 * @param {import('./database.js').Database} database
 * @param {URLSearchParams} query `after`: the last SKU of the page before
 */
export async function listProducts(database, query) {
  const after = query.get('after') ?? '';
  if (after !== '' && !sku.test(after)) {
    throw new HttpError(400, 'invalid', 'The request is not valid.', { problems: ['after: expected a SKU'] });
  }
  const products = await database.query(
    `select sku, name, description, price_cents as "priceCents", stock > 0 as "inStock"
       from shop.products where sku > $1 order by sku limit $2`,
    [after, pageSize + 1],
  );
  const page = products.slice(0, pageSize);
  return { products: page, ...(products.length > pageSize && { next: page.at(-1)?.sku }) };
}
