import { api, element, price, Refused, tell } from '/assets/api.js';

async function order(sku) {
  const key = { 'idempotency-key': crypto.randomUUID() };
  try {
    const { totalCents } = await api('POST', 'orders', { items: [{ sku, quantity: 1 }] }, key);
    return `Ordered, for ${price(totalCents)}.`;
  } catch (error) {
    if (!(error instanceof Refused && error.status === 401)) throw error;
    location.assign('/account/');
  }
}

tell(async () => {
  const { products } = await api('GET', 'products');
  document.querySelector('#products').append(
    ...products.map(({ sku, name, description, priceCents, inStock }) => {
      const card = document.createElement('li');
      const button = element('button', inStock ? `Order ${name}` : `${name} is sold out`);
      button.disabled = !inStock;
      button.addEventListener('click', () => tell(() => order(sku)));
      card.append(element('h2', name), element('p', description), element('p', price(priceCents)), button);
      return card;
    }),
  );
});
