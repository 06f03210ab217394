import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Customer } from '../../support/shop';
import type { Running } from './running';

/** What it does with requests that are wrong. */
export function refusalTests(running: Running): void {
  let customer: Customer;
  beforeAll(async () => {
    customer = new Customer(running.shop.url);
    await customer.signUp();
  });
  const email = 'a@example.com';
  const password = 'long enough for a test';
  const item = { sku: 'hoe', quantity: 1 };

  test.each<[string, string, unknown, string[]]>([
    ['a list for an object', '/api/session', [], ['body: expected an object, found a list of 0']],
    ['null for an object', '/api/session', null, ['body: expected an object, found null']],
    [
      'every field at once',
      '/api/session',
      {},
      [
        'email: expected an email address of at most 254 characters, found nothing',
        'password: expected a password of 12 to 200 characters, found nothing',
      ],
    ],
    ['an unknown field', '/api/session', { email, password, admin: true }, ['admin: expected one of email, password']],
    [
      'a field of the prototype',
      '/api/session',
      `{"email":"${email}","password":"${password}","__proto__":{"admin":true}}`,
      ['__proto__: expected one of email, password'],
    ],
    [
      'an object for text',
      '/api/session',
      { email: { $gt: '' }, password },
      ['email: expected an email address of at most 254 characters, found an object'],
    ],
    [
      'a NUL, which PostgreSQL cannot keep',
      '/api/customers',
      { email: 'a\0@example.com', password },
      ['email: expected an email address of at most 254 characters, found text of 14 characters'],
    ],
    [
      'half of a character',
      '/api/customers',
      `{"email":"\\ud800@example.com","password":"${password}"}`,
      ['email: expected an email address of at most 254 characters, found text of 13 characters'],
    ],
    [
      'a short password, which is not repeated',
      '/api/customers',
      { email, password: 'secret' },
      ['password: expected a password of 12 to 200 characters, found text of 6 characters'],
    ],
    ['no items', '/api/orders', { items: [] }, ['items: expected a list of 1 to 50, found a list of 0']],
    [
      'a quantity that is no number',
      '/api/orders',
      { items: [{ sku: 'hoe', quantity: '1' }] },
      ['items[0].quantity: expected a whole number from 1 to 99, found text of 1 characters'],
    ],
    [
      'a negative, a fraction and a large quantity',
      '/api/orders',
      { items: [-1, 1.5, 1e9].map((quantity, index) => ({ sku: `s${index}`, quantity })) },
      [
        'items[0].quantity: expected a whole number from 1 to 99, found -1',
        'items[1].quantity: expected a whole number from 1 to 99, found 1.5',
        'items[2].quantity: expected a whole number from 1 to 99, found 1000000000',
      ],
    ],
    ['a product twice', '/api/orders', { items: [item, item] }, ['items[1].sku: expected each SKU once']],
    [
      'a product that there is not',
      '/api/orders',
      { items: [item, { sku: 'plough', quantity: 1 }] },
      ['items[1].sku: no such product'],
    ],
    [
      'SQL for a SKU',
      '/api/orders',
      { items: [{ sku: "' or true --", quantity: 1 }] },
      ['items[0].sku: expected a SKU, found text of 12 characters'],
    ],
    [
      'a page for an upload',
      '/api/uploads',
      { contentType: 'text/html', size: 1 },
      ['contentType: expected one of image/jpeg, image/png, image/webp, application/pdf, found text of 9 characters'],
    ],
    [
      'a large upload',
      '/api/uploads',
      { contentType: 'image/png', size: 1e8 },
      ['size: expected a whole number from 1 to 10485760, found 100000000'],
    ],
  ])('%s: 400', async (_what, path, body, problems) => {
    const { error } = await customer.post(path, body, 400, { 'idempotency-key': randomUUID() });
    expect(error).toEqual({ code: 'invalid', message: 'The request is not valid.', problems });
  });

  test.each<[string, number, string, string, RequestInit, string]>([
    ['an order without a key', 400, 'POST', '/api/orders', { body: JSON.stringify({ items: [item] }) }, 'invalid'],
    ['SQL in a query', 400, 'GET', "/api/products?after=' or true --", {}, 'invalid'],
    ['a body that is no JSON', 400, 'POST', '/api/session', { body: '{' }, 'not_json'],
    [
      'a body that is no UTF-8',
      400,
      'POST',
      '/api/session',
      { body: Uint8Array.of(0x22, 0xff, 0x22) as never },
      'not_json',
    ],
    ['a large body', 413, 'POST', '/api/session', { body: JSON.stringify('x'.repeat(20_000)) }, 'too_large'],
    ['a form', 415, 'POST', '/api/session', { body: 'a=1', headers: { 'content-type': 'text/plain' } }, 'not_json'],
    ['another path', 404, 'GET', '/api/nothing', {}, 'not_found'],
    ['a path that climbs', 404, 'GET', '/api/uploads/..%2f..%2fsecret', {}, 'not_found'],
    ['another method', 405, 'DELETE', '/api/products', {}, 'method_not_allowed'],
    [
      "another site's page",
      403,
      'POST',
      '/api/session',
      { body: '{}', headers: { origin: 'https://evil.example' } },
      'other_origin',
    ],
    ['a page in a sandbox', 403, 'POST', '/api/session', { body: '{}', headers: { origin: 'null' } }, 'other_origin'],
    [
      'a page of a neighbouring host',
      403,
      'DELETE',
      '/api/session',
      { headers: { 'sec-fetch-site': 'same-site' } },
      'other_origin',
    ],
  ])('%s: %d', async (_what, status, method, path, { body, headers }, code) => {
    const { cookie } = customer as unknown as { cookie: string };
    const json = { ...(body && { 'content-type': 'application/json' }), cookie };
    const response = await fetch(new URL(path, running.shop.url), { method, body, headers: { ...json, ...headers } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code }, requestId: response.headers.get('x-request-id') });
  });

  test('a body of unknown length, as soon as it is too large; and its connection is good for the next request', async () => {
    const { port, hostname } = new URL(running.shop.url);
    const socket = connect(Number(port), hostname).setEncoding('latin1');
    let answers = '';
    socket.on('data', (chunk) => (answers += chunk));
    const answered = async (status: string) => {
      while (!answers.includes(`HTTP/1.1 ${status}`)) await once(socket, 'data');
    };
    const chunk = `5000\r\n${'x'.repeat(0x5000)}\r\n`;
    const headers = 'Host: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    socket.write(`POST /api/session HTTP/1.1\r\n${headers}${chunk}`);
    await answered('413');
    socket.write(`${chunk.repeat(20)}0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n`);
    await answered('200');
    socket.destroy();
  });

  test('headers of more than 16 KB', async () => {
    const response = await fetch(new URL('/healthz', running.shop.url), { headers: { cookie: 'x'.repeat(17_000) } });
    expect(response.status).toBe(431);
  });

  test('more sign-ins at once than its cores can do: the rest is told to come back', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => customer.send('POST', '/api/session', { email, password })),
    );
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([401, 503]);
    expect(answers.find(({ status }) => status === 503)?.headers.get('retry-after')).toBe('1');
  });

  describe('the id of a request', () => {
    const logged = async (id: string) => {
      while (running.shop.logs.every(({ requestId }) => requestId !== id)) await sleep(10);
    };
    test('is the one of the balancer, in the log and in the answer', async () => {
      const root = '1-67891233-abcdef012345678912345678';
      const { headers } = await customer.send('GET', '/healthz', undefined, {
        'x-amzn-trace-id': `Self=1-67891234-12456789abcdef012345678;Root=${root}`,
      });
      expect(headers.get('x-request-id')).toBe(root);
      await logged(root);
    });

    test('is one of its own where a client sends anything else', async () => {
      const { headers } = await customer.send('GET', '/healthz', undefined, {
        'x-amzn-trace-id': 'Root=1-somebody@example.com',
      });
      const id = headers.get('x-request-id')!;
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      await logged(id);
      expect(JSON.stringify(running.shop.logs)).not.toContain('somebody');
    });
  });
}
