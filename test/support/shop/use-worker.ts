import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api } from '../emulator/api';
import type { Platform } from './platform';
import { sentMail } from './sent-mail';
import type { Environment, Started } from './shop';
import { until } from './until';

export interface WorkerScene {
  readonly platform: Platform;
  /** What the worker's container has. */
  readonly environment: Environment;
  readonly api: Api;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  /** Moves what is in the dead-letter queue back. */
  readonly redrive: () => Promise<unknown>;
}

/**
 * The worker, as its users depend on it: an order gets its receipt, once; what cannot be read is in the dead-letter queue after its tries, and comes back;
 * a worker that is killed in the middle of a message loses none.
 */
export async function useWorker({ platform, environment, api, queueUrl, deadLetterUrl, redrive }: WorkerScene) {
  const sqs = async (operation: string, parameters: object) =>
    JSON.parse((await api.json('sqs', `AmazonSQS.${operation}`, parameters)).text || '{}');
  const send = (body: unknown) => sqs('SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify(body) });
  const waiting = async (QueueUrl: string) => {
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  };
  const receiptOf = async (orderId: string) => {
    const asked = { TableName: environment.TABLE_RECEIPTS, Key: { orderId: { S: orderId } } };
    return JSON.parse((await api.json('dynamodb', 'DynamoDB_20120810.GetItem', asked)).text).Item;
  };
  const order = () => ({ id: randomUUID(), customerId: randomUUID(), totalCents: 1290 });

  const worker = await platform.startWorker(environment);
  await send({ not: 'an order' });
  const placed = order();
  await send(placed);
  await send(placed);
  const receipt = await until(`a receipt of ${placed.id}`, () => receiptOf(placed.id));
  assert.deepEqual([receipt.customerId, receipt.totalCents], [{ S: placed.customerId }, { N: '1290' }]);
  await until('the second message of one order', () =>
    worker.logs.some(({ message }) => message === 'receipt is there already'),
  );

  // Nothing answers where its receipts are.
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const stopped = await worker.stop();
  assert.deepEqual([stopped.exitCode, stopped.stderr], [0, '']);
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const hanging = await platform.startWorker({ ...environment, AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  const asked = new Promise<void>((resolve) => silent.once('request', () => resolve()));
  const next = order();
  await send(next);
  await asked;
  hanging.signal('SIGKILL');
  await hanging.ended;
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
  const successor = await platform.startWorker(environment);
  await until(`a receipt of ${next.id}, which a worker that was killed had in hand`, () => receiptOf(next.id));

  await until(
    'the message that is no order, in the dead-letter queue',
    async () => (await waiting(deadLetterUrl)) === 1,
  );
  assert.equal(await waiting(queueUrl), 0);
  const failures = [...stopped.logs, ...hanging.logs, ...successor.logs].filter(
    ({ message }) => message === 'message failed',
  );
  assert.deepEqual(
    failures.map(({ error, receives }) => [error, receives]),
    [1, 2, 3, 4, 5].map((receives) => ['UnreadableMessage', receives]),
  );
  const before = failuresOf(successor.logs);
  await redrive();
  await until('the message, tried again', () => failuresOf(successor.logs) > before);
  assert.equal((await successor.stop()).exitCode, 0);
}

/**
 * The worker that sends mail: a customer is written to about an order, once, whichever message comes twice; nobody is whom SES does not write to any more.
 */
export async function useMailingWorker(
  scene: Pick<WorkerScene, 'platform' | 'environment' | 'api' | 'queueUrl'>,
): Promise<void> {
  const { platform, environment, api, queueUrl } = scene;
  const send = async (email: string) => {
    const MessageBody = JSON.stringify({ id: randomUUID(), customerId: randomUUID(), totalCents: 1290, email });
    const asked = { QueueUrl: queueUrl, MessageBody };
    for (let time = 0; time < 2; time++) await api.json('sqs', 'AmazonSQS.SendMessage', asked);
  };
  const name = (part: string) => `${part}.${randomUUID().slice(0, 8)}@example.com`;
  const [bounced, customer] = [name('bounced'), name('customer')];
  const suppressed = await api.rest('ses', 'PUT', '/v2/email/suppression/addresses', {
    ...{ EmailAddress: bounced, Reason: 'BOUNCE' },
  });
  assert.equal(suppressed.status, 200, suppressed.text);
  const worker = await platform.startWorker(environment);
  await send(bounced);
  await send(customer);
  const done = () => worker.logs.filter(({ message }) => message === 'message done').length;
  await until('all messages done', () => done() === 4);
  const sent = await sentMail(api);
  const to = sent.flatMap(({ Destination }) => Destination.ToAddresses);
  assert.deepEqual(
    [to.filter((one) => one === customer).length, to.includes(bounced)],
    [1, false],
    JSON.stringify(sent),
  );
  const message = sent.find(({ Destination }) => Destination.ToAddresses.includes(customer))!;
  assert.equal(message.Source, environment.SHOP_MAIL_FROM);
  assert.match(message.Subject, /^Your order [0-9a-f]{8}$/);
  assert.match(message.Body.text_part, /Total: 12\.90/);
  const text = JSON.stringify(worker.logs);
  for (const personal of [bounced, customer]) assert.ok(!text.includes(personal), `the log has ${personal}`);
  assert.deepEqual((await worker.stop()).exitCode, 0);
}

function failuresOf(logs: Started['logs']): number {
  return logs.filter(({ message }) => message === 'message failed').length;
}
