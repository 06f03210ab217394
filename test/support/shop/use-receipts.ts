import assert from 'node:assert/strict';
import { freePort } from '../free-port';
import type { Platform } from './platform';
import type { Environment } from './shop';
import { Customer } from './use';

/**
 * A file that the worker writes and the web server reads, on the file system that both mount: a customer reads the receipt of their own order once the worker has
 * taken it, and nobody reads another's.
 */
export async function useReceipts(platform: Platform, ofWorker: Environment): Promise<void> {
  const shop = await platform.start({ PORT: String(await freePort()) });
  const worker = await platform.startWorker(ofWorker);
  const [customer, other] = [new Customer(shop.url), new Customer(shop.url)];
  for (const one of [customer, other]) await one.signUp();
  const { products } = await customer.get('/api/products');
  const { id, totalCents } = await customer.order([{ sku: products[0].sku, quantity: 1 }]);
  const path = `/api/orders/${id}/receipt`;
  const { receipt } = await customer.until(path, { status: 200 });
  assert.equal(receipt, `Receipt\n\nOrder: ${id}\nTotal: ${(totalCents / 100).toFixed(2)}\n`);
  await other.get(path, 404);
  await customer.get(`/api/orders/${encodeURIComponent(`../${customer.email}`)}/receipt`, 404);
  for (const program of [worker, shop]) {
    const { exitCode, stderr } = await program.stop();
    assert.deepEqual([exitCode, stderr], [0, '']);
  }
}
