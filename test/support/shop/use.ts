import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Shop } from './shop';

/** An answer, its JSON read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** A customer with a browser: keeps its cookie, and says where its requests come from. */
export class Customer {
  private cookie = '';
  /** What its requests were called. */
  readonly requestIds: string[] = [];

  constructor(
    /** `http://127.0.0.1:8080` */
    readonly url: string,
    readonly email = `${randomUUID()}@example.com`,
    readonly password = `right ${randomUUID()}`,
  ) {}

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        origin: this.url,
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    this.requestIds.push(response.headers.get('x-request-id') ?? 'none');
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';')[0]!;
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }

  /** The same, and the answer is the expected one. */
  async get(path: string, status = 200): Promise<any> {
    return this.expect(status, await this.send('GET', path));
  }

  /** Asks until the answer has this status, and this body, and gives it. */
  async until(path: string, expected: { readonly status: number; readonly body?: unknown }): Promise<any> {
    for (let attempt = 0; ; attempt++) {
      const { status, body } = await this.send('GET', path);
      const found = { status, body: 'body' in expected ? body : undefined };
      if (isDeepStrictEqual(found, { status: expected.status, body: expected.body })) return body;
      if (attempt === 200)
        throw new Error(`${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify({ status, body })}`);
      await sleep(50);
    }
  }

  async post(path: string, body: unknown, status = 201, headers: Record<string, string> = {}): Promise<any> {
    return this.expect(status, await this.send('POST', path, body, headers));
  }

  signUp(): Promise<any> {
    return this.post('/api/customers', { email: this.email, password: this.password });
  }

  signIn(): Promise<any> {
    return this.post('/api/session', { email: this.email, password: this.password });
  }

  order(items: readonly { sku: string; quantity: number }[], status = 201, key: string = randomUUID()): Promise<any> {
    return this.post('/api/orders', { items }, status, { 'idempotency-key': key });
  }

  /** Writes a file by a signed URL, and gives its name. */
  async upload(content: Buffer, contentType: string): Promise<string> {
    const { name, method, url, headers } = await this.post('/api/uploads', { contentType, size: content.length });
    const response = await fetch(url, { method, headers, body: new Uint8Array(content) });
    assert.equal(response.status, 200, await response.text());
    return name;
  }

  /** Reads it back by another. */
  async download(name: string): Promise<Buffer> {
    const { url } = await this.get(`/api/uploads/${name}`);
    const response = await fetch(url);
    assert.equal(response.status, 200);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Reads the thumbnail of an image, which is there by now. */
  async thumbnail(name: string): Promise<Response> {
    const { url } = await this.get(`/api/uploads/${name}/thumbnail`);
    return fetch(url);
  }

  private expect(status: number, answered: Answered): any {
    assert.equal(answered.status, status, JSON.stringify(answered.body));
    return answered.body;
  }
}

/**
 * The whole use of a shop that runs: health, sign-in, catalogue, an order, an upload, and what it logs of them. Throws at the first
 * thing that is not as it should be.
 */
export async function useShop(shop: Shop): Promise<Customer> {
  const customer = new Customer(shop.url);
  assert.deepEqual(await customer.get('/healthz'), { status: 'ok' });
  // With the store of its sessions, where that is another one.
  const parts = await customer.until('/readyz', { status: 200 });
  assert.deepEqual({ sessions: 'ok', ...parts }, { database: 'ok', bucket: 'ok', sessions: 'ok' });

  await customer.get('/api/orders', 401);
  const { customerId } = await customer.signUp();
  assert.deepEqual(await customer.get('/api/session'), { customerId });
  assert.equal((await customer.send('DELETE', '/api/session')).status, 204);
  await customer.get('/api/session', 401);
  assert.deepEqual(await customer.signIn(), { customerId });

  const { products } = await customer.get('/api/products');
  const [product] = products.filter(({ inStock }: { inStock: boolean }) => inStock);
  const order = await customer.order([{ sku: product.sku, quantity: 2 }]);
  assert.equal(order.totalCents, 2 * product.priceCents);
  assert.deepEqual((await customer.get('/api/orders')).orders, [order]);

  const content = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const name = await customer.upload(content, 'image/png');
  assert.deepEqual(await customer.download(name), content);
  await checkLog(shop, customer);
  return customer;
}

/** Each request is a line with its id and its route, and no line says who it was. */
async function checkLog({ logs }: Shop, customer: Customer): Promise<void> {
  const fields = ['level', 'message', 'method', 'milliseconds', 'requestId', 'route', 'status', 'time'];
  for (const id of customer.requestIds) {
    const find = () => logs.find((line) => line.message === 'request' && line.requestId === id);
    for (let attempt = 0; attempt < 100 && !find(); attempt++) await sleep(20);
    assert.deepEqual(Object.keys(find() ?? {}).sort(), fields);
  }
  const text = JSON.stringify(logs);
  for (const personal of [customer.email, customer.password, '__Host-', 'X-Amz-', '127.0.0.1', 'not JSON']) {
    assert.ok(!text.includes(personal), `the log has ${personal}`);
  }
}
