import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Customer } from '../../support/shop';
import type { Running } from './running';

/** What those who run it do, and what happens to it. Leaves it stopped, or as it was. */
export function operationTests(running: Running): void {
  test('a restart ends no session', async () => {
    const customer = new Customer(running.shop.url);
    await customer.signUp();
    expect(await running.shop.stop()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(running.shop.logs.at(-1)).toMatchObject({ message: 'stopped', isWhole: true });
    running.shop = await running.platform.start();
    await customer.get('/api/session');
  });

  test('SIGTERM: not ready at once; the order under way is placed and answered; then it is gone', async () => {
    const customer = new Customer(running.shop.url);
    await customer.signUp();
    const { sql } = running.platform.postgres;
    const orders = `select count(*) from pg_locks where relation = 'shop.orders'::regclass`;
    const locked = sql('begin; lock table shop.orders in access exclusive mode; select pg_sleep(60)').catch(() => '');
    while ((await sql(`${orders} and granted`)) !== '1') await sleep(20);
    const order = customer.order([{ sku: 'hoe', quantity: 1 }]);
    while ((await sql(`${orders} and not granted`)) !== '1') await sleep(20);
    running.shop.signal('SIGTERM');
    expect(await customer.until('/readyz', { status: 503 })).toEqual({ server: 'stopping' });
    const late = await customer.send('GET', '/api/products');
    expect([late.status, late.headers.get('connection')]).toEqual([200, 'close']);
    while (await customer.send('GET', '/healthz').catch(() => false)) await sleep(50);
    await sql(`select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)'`);
    await locked;
    await expect(order).resolves.toMatchObject({ totalCents: 3450 });
    expect(await running.shop.ended).toMatchObject({ exitCode: 0, stderr: '' });
    running.shop = await running.platform.start();
    expect((await customer.get('/api/orders')).orders).toHaveLength(1);
  });

  test('a database that is gone: not ready, 503 to who needs it, alive; and back with it, in the same process', async () => {
    const customer = new Customer(running.shop.url);
    await customer.signUp();
    await running.platform.postgres.stop();
    const before = running.shop.logs.length;
    expect(await customer.until('/readyz', { status: 503 })).toEqual({ database: 'unavailable', bucket: 'ok' });
    await customer.get('/healthz');
    const answer = await customer.send('GET', '/api/products');
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(running.shop.logs.slice(before)).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'not ready', part: 'database' }),
    );
    await running.platform.postgres.start();
    await customer.until('/readyz', { status: 200 });
    await customer.get('/api/session');
  });

  test('a fault of its own: 500 and no more, and in the log what it was and in which request', async () => {
    const customer = new Customer(running.shop.url);
    await running.platform.postgres.sql('alter table shop.products rename stock to amount');
    const { status, body } = await customer.send('GET', '/api/products');
    await running.platform.postgres.sql('alter table shop.products rename amount to stock');
    expect([status, body]).toEqual([
      500,
      { error: { code: 'failed', message: 'Something failed.' }, requestId: customer.requestIds[0] },
    ]);
    const [line] = running.shop.logs.filter(
      ({ level, requestId }) => level === 'error' && requestId === body.requestId,
    );
    expect(line).toMatchObject({
      message: 'request failed',
      error: 'error',
      code: '42703',
      routine: 'errorMissingColumn',
    });
    expect(line).not.toHaveProperty('reason');
    await customer.get('/api/products');
  });

  test('a bucket that there is not: not ready', async () => {
    await running.shop.stop();
    running.shop = await running.platform.start({ BUCKET_UPLOADS: 'example-no-such-bucket' });
    const body = { database: 'ok', bucket: 'unavailable' };
    await new Customer(running.shop.url).until('/readyz', { status: 503, body });
  });

  test('asks nothing of AWS that AWS would refuse, or the emulator does not have', () => {
    const { judge, proxy } = running.platform.emulator;
    expect([...(judge?.refused ?? []), ...(judge?.unjudged ?? []), ...proxy.unanswered]).toEqual([]);
  });

  describe('the database', () => {
    test('is migrated once, however often it is asked for, and at once', async () => {
      const again = await Promise.all([running.platform.run('src/migrate.js'), running.platform.run('src/migrate.js')]);
      for (const { exitCode, logs } of again) {
        expect(exitCode).toBe(0);
        expect(logs.map(({ message }) => message)).toEqual(['migrated']);
      }
    });

    test('admits no other user than the token is for', async () => {
      const { exitCode, logs } = await running.platform.run('src/migrate.js', { DATABASE_MAIN_USER: 'postgres' });
      expect(exitCode).toBe(1);
      expect(logs.at(-1)?.message).toMatch(/^not migrated: LDAP authentication failed for user "postgres"/);
      expect(running.platform.postgres.refused).toEqual(['DBUser: expected web, found postgres']);
    });

    test('is not talked to where its certificate is by nobody that is trusted', async () => {
      const untrusted = { NODE_EXTRA_CA_CERTS: '' };
      const { exitCode, logs } = await running.platform.run('src/migrate.js', untrusted);
      expect(exitCode).toBe(1);
      expect(logs.at(-1)).toMatchObject({ code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED/) });
    });

    test('is not migrated by a file that was changed after it was applied', async () => {
      const file = path.join(running.platform.installed.folder, 'sql/migrations/0002-first-products.sql');
      writeFileSync(file, 'delete from shop.products');
      const { exitCode, logs } = await running.platform.run('src/migrate.js');
      expect(exitCode).toBe(1);
      expect(logs.at(-1)?.message).toContain('0002-first-products.sql has changed since it was applied');
    });
  });
}
