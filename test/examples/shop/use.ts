import { randomUUID } from 'node:crypto';
import { Customer, useShop } from '../../support/shop';
import { freePort } from '../../support/free-port';
import type { Running } from './running';

/** What a customer does. */
export function useTests(running: Running): void {
  const signedUp = async () => {
    const customer = new Customer(running.shop.url);
    await customer.signUp();
    return customer;
  };

  test('is used from a sign-up to an upload that is read back, and logs no personal data', async () => {
    await useShop(running.shop);
  });

  describe('sessions', () => {
    test('are in a cookie that no script reads, and that goes to no other host or page', async () => {
      const { headers } = await new Customer(running.shop.url).send('POST', '/api/customers', {
        email: `${randomUUID()}@example.com`,
        password: 'long enough for a test',
      });
      expect(headers.get('set-cookie')).toMatch(
        /^__Host-session=[\w-]{43}; Max-Age=28800; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
      );
      expect(headers.get('cache-control')).toBe('no-store');
    });

    test('end at their time, and are not in the database as they are in the cookie', async () => {
      const customer = await signedUp();
      await customer.get('/api/session');
      expect(await running.platform.postgres.sql(`select distinct octet_length(token_hash) from shop.sessions`)).toBe(
        '32',
      );
      await running.platform.postgres.sql(`update shop.sessions set expires_at = now() - interval '1 second'`);
      await customer.get('/api/session', 401);
      await customer.signIn();
      expect(await running.platform.postgres.sql('select count(*) from shop.sessions where expires_at < now()')).toBe(
        '0',
      );
    });

    test('are in a table where it is given one, which says whether they are ready', async () => {
      const { emulator, start } = running.platform;
      const table = { TableName: 'dev-sessions', BillingMode: 'PAY_PER_REQUEST' };
      const environment = { PORT: String(await freePort()), TABLE_SESSIONS: table.TableName };
      const shop = await start(environment);
      const customer = new Customer(shop.url);
      expect(await customer.get('/readyz', 503)).toMatchObject({ database: 'ok', sessions: 'unavailable' });
      const dynamo = (operation: string, input: object) =>
        emulator.api('eu-west-1').json('dynamodb', `DynamoDB_20120810.${operation}`, input);
      await dynamo('CreateTable', {
        ...table,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      });
      await customer.until('/readyz', { status: 200 });
      await customer.signUp();
      await customer.get('/api/session');
      const { text } = await dynamo('Scan', { TableName: table.TableName });
      expect(JSON.parse(text)).toMatchObject({ Count: 1, Items: [{ expiresAt: { N: expect.any(String) } }] });
      expect(await shop.stop()).toMatchObject({ exitCode: 0, stderr: '' });
    });

    test('do not say whether an address has an account', async () => {
      const { email } = await signedUp();
      const wrong = { code: 'wrong_credentials', message: 'Email address or password is wrong.' };
      for (const address of [email, 'nobody@example.com']) {
        const body = { email: address, password: 'not the password' };
        const answer = await new Customer(running.shop.url).send('POST', '/api/session', body);
        expect([answer.status, answer.body.error]).toEqual([401, wrong]);
      }
    });

    test('one account for an address, however it is spelled', async () => {
      const { email, password } = await signedUp();
      await new Customer(running.shop.url, email.toUpperCase(), password).signIn();
      const again = await new Customer(running.shop.url).send('POST', '/api/customers', {
        email: email.toUpperCase(),
        password: 'another one, long enough',
      });
      expect(again).toMatchObject({ status: 409, body: { error: { code: 'email_taken' } } });
    });
  });

  describe('orders', () => {
    test('sent twice with one key are one order, and another order needs another key', async () => {
      const customer = await signedUp();
      const key = randomUUID();
      const items = [{ sku: 'hoe', quantity: 1 }];
      const order = await customer.order(items, 201, key);
      expect(await customer.order(items, 200, key)).toEqual(order);
      expect((await customer.order([{ sku: 'hoe', quantity: 2 }], 409, key)).error.code).toBe('key_used');
      expect((await customer.get('/api/orders')).orders).toEqual([order]);
    });

    test('never take more than there is: of five at once for three wheelbarrows, three are placed', async () => {
      const customer = await signedUp();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () =>
          customer.send(
            'POST',
            '/api/orders',
            { items: [{ sku: 'wheelbarrow', quantity: 1 }] },
            { 'idempotency-key': randomUUID() },
          ),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
      const refused = answers.find(({ status }) => status === 409);
      expect(refused?.body.error).toMatchObject({
        code: 'out_of_stock',
        problems: ['wheelbarrow: 1 ordered, 0 in stock'],
      });
      expect((await customer.get('/api/orders')).orders).toHaveLength(3);
    });

    test('of the same products in other orders do not block each other', async () => {
      const customer = await signedUp();
      const items = ['hoe', 'sluice-board', 'stone-hammer'].map((sku) => ({ sku, quantity: 1 }));
      const orders = Array.from({ length: 12 }, (_, index) => customer.order(index % 2 ? items : [...items].reverse()));
      expect(await Promise.all(orders)).toHaveLength(12);
    });

    test('are an event each on the bus that it is given, without the address of the customer', async () => {
      const { emulator, start } = running.platform;
      const api = emulator.api('eu-west-1');
      const asked = async (service: string, target: string, input: object) =>
        JSON.parse((await api.json(service, target, input)).text || '{}');
      const { QueueUrl } = await asked('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'told' });
      const EventBusName = 'dev-events';
      const events = (operation: string, input: object) => asked('events', `AWSEvents.${operation}`, input);
      await events('CreateEventBus', { Name: EventBusName });
      const EventPattern = JSON.stringify({ source: ['shop.orders'], 'detail-type': ['order.placed'] });
      await events('PutRule', { Name: 'told', EventBusName, EventPattern });
      const Arn = 'arn:aws:sqs:eu-west-1:111111111111:told';
      await events('PutTargets', { Rule: 'told', EventBusName, Targets: [{ Id: 'told', Arn }] });
      const shop = await start({ PORT: String(await freePort()), EVENT_BUS_NAME: EventBusName });
      const customer = new Customer(shop.url);
      const { customerId } = await customer.signUp();
      const { id, totalCents } = await customer.order([{ sku: 'hoe', quantity: 1 }]);
      const { Messages } = await asked('sqs', 'AmazonSQS.ReceiveMessage', { QueueUrl, WaitTimeSeconds: 5 });
      expect(Messages).toHaveLength(1);
      const { source, detail, 'detail-type': type } = JSON.parse(Messages[0].Body);
      expect([source, type, detail]).toEqual(['shop.orders', 'order.placed', { id, customerId, totalCents }]);
      expect(await shop.stop()).toMatchObject({ exitCode: 0, stderr: '' });
    });

    test('are seen by who placed them', async () => {
      const [one, other] = [await signedUp(), await signedUp()];
      await one.order([{ sku: 'hoe', quantity: 1 }]);
      expect((await other.get('/api/orders')).orders).toEqual([]);
    });
  });

  test('its site is in a bucket, each file with its type and how long it may be kept', async () => {
    await running.platform.emulator.api('eu-west-1').createBucket('example-dev-site');
    await running.platform.publishSite('example-dev-site');
    const { proxy } = running.platform.emulator;
    const head = async (key: string) => {
      const { status, headers } = await fetch(new URL(`/example-dev-site/${key}`, proxy.url), {
        headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20250101/eu-west-1/s3/aws4_request, Signature=none' },
      });
      return [status, headers.get('content-type'), headers.get('cache-control')];
    };
    expect(await head('account/index.html')).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    const page = await running.platform.emulator.api('eu-west-1').s3('GET', '/example-dev-site/index.html');
    const [, style] = /"\/(assets\/style\.\w{16}\.css)"/.exec(page.text)!;
    expect(await head(style!)).toEqual([200, 'text/css; charset=utf-8', 'public, max-age=31536000, immutable']);
  });

  describe('uploads', () => {
    test('are one PUT of the type and the size that were asked for, for 60 seconds, below uploads/', async () => {
      const customer = await signedUp();
      const { customerId } = await customer.get('/api/session');
      const { url, name } = await customer.post('/api/uploads', { contentType: 'image/png', size: 8 });
      const { pathname, searchParams } = new URL(url);
      expect(pathname).toBe(`/${running.platform.environment.BUCKET_UPLOADS}/uploads/${customerId}/${name}`);
      expect(Object.fromEntries(searchParams)).toMatchObject({
        'X-Amz-Expires': '60',
        'X-Amz-SignedHeaders': 'content-length;content-type;host',
      });
      expect(url).not.toContain('checksum');
    });

    test('of another customer are not found: a name is looked for among one’s own', async () => {
      const [one, other] = [await signedUp(), await signedUp()];
      const name = await one.upload(Buffer.from('%PDF-'), 'application/pdf');
      const { url } = await other.get(`/api/uploads/${name}`);
      // What S3 says of an object that is not there to whoever may not list the bucket.
      expect((await fetch(url)).status).toBe(403);
    });
  });
}
