import assert from 'node:assert/strict';
import type { Api } from '../emulator/api';
import { freePort } from '../free-port';
import type { Platform } from './platform';
import { sentMail } from './sent-mail';
import type { Environment, Started } from './shop';
import { until } from './until';
import { Customer } from './use';

export interface MailScene {
  /** With the variables of the web server, which tells a topic of orders. */
  readonly platform: Platform;
  /** What the worker's container has. */
  readonly worker: Environment;
  /** What the container that takes bounces of mail has. */
  readonly bounces: Environment;
  readonly api: Api;
  /** The domain of the identity that mail is sent as. */
  readonly identity: string;
}

/**
 * Mail about orders, from the order to what became of it: a customer is written to as the identity; one whose address SES has on its suppression list is not, is
 * struck off by what SES publishes of that, and is written to no more.
 */
export async function useMail({
  platform,
  worker: ofWorker,
  bounces: ofBounces,
  api,
  identity,
}: MailScene): Promise<void> {
  await platform.postgres.addUser(ofBounces.DATABASE_MAIN_USER!, 'shop_mail');
  const shop = await platform.start({ PORT: String(await freePort()) });
  const [worker, bounces] = await Promise.all([
    platform.startWorker(ofWorker),
    platform.startBounces({ ...ofBounces, PORT: String(await freePort()) }),
  ]);
  const [reached, suppressed] = [new Customer(shop.url), new Customer(shop.url)];
  for (const customer of [reached, suppressed]) await customer.signUp();
  const listed = await api.rest('ses', 'PUT', '/v2/email/suppression/addresses', {
    ...{ EmailAddress: suppressed.email, Reason: 'BOUNCE' },
  });
  assert.equal(listed.status, 200, listed.text);
  const { products } = await reached.get('/api/products');
  const order = (customer: Customer) => customer.order([{ sku: products[0].sku, quantity: 1 }]);
  const count = ({ logs }: Started, text: string) => logs.filter(({ message }) => message === text).length;
  const done = async (messages: number) => {
    await until(`${messages} orders done`, () => count(worker, 'message done') === messages);
  };
  await order(reached);
  await order(suppressed);
  await done(2);
  const to = async ({ email }: Customer) =>
    (await sentMail(api)).filter(({ Destination }) => Destination.ToAddresses.includes(email));
  const [message, ...more] = await to(reached);
  assert.ok(
    message && more.length === 0,
    `expected one message to a customer, found ${more.length + (message ? 1 : 0)}`,
  );
  assert.equal(message.Source, ofWorker.SHOP_MAIL_FROM);
  assert.ok(message.Source.endsWith(`@${identity}`), `${message.Source} is not of ${identity}`);
  assert.match(message.Subject, /^Your order [0-9a-f]{8}$/);
  assert.deepEqual(await to(suppressed), []);

  await until('the bounce that SES publishes, taken', () => count(bounces, 'addresses struck off') === 1);
  const email = (customer: Customer) => `'${customer.email}'`;
  const struck = await platform.postgres.sql(
    `select email from shop.customers where mail_refused_at is not null and email in (${email(reached)}, ${email(suppressed)})`,
  );
  assert.equal(struck, suppressed.email);
  const confirmed = count(worker, 'confirmation sent');
  await order(suppressed);
  await done(3);
  assert.equal(count(worker, 'confirmation sent'), confirmed, 'written to although mail does not arrive there');
  await order(reached);
  await done(4);
  assert.equal((await to(reached)).length, 2);

  for (const program of [worker, bounces, shop]) {
    const { exitCode, stderr, logs } = await program.stop();
    assert.deepEqual([exitCode, stderr], [0, '']);
    for (const customer of [reached, suppressed]) assert.ok(!JSON.stringify(logs).includes(customer.email));
  }
}
