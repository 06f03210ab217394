import { SQSClient } from '@aws-sdk/client-sqs';
import { redrive } from '../../cli/commands/redrive';
import { CliError } from '../../cli/errors';
import { dev } from '../../environments';
import { startEmulator, type Emulator } from '../support/emulator';
import { capturedIo } from '../support/io';

const { account, region } = dev;
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator(account);
}, 120_000);
afterAll(() => emulator.stop());

const client = (endpoint = emulator.proxy.url) =>
  new SQSClient({ region, endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 });
const sqs = async (operation: string, parameters: object) =>
  JSON.parse((await emulator.api(region).json('sqs', `AmazonSQS.${operation}`, parameters)).text || '{}');
const run = async (queue: string, options = {}) => {
  const { io, printed } = capturedIo();
  const code = await redrive(['dev', queue], options, io, client());
  return { code, ...printed };
};
const visible = async (QueueUrl: string) =>
  (await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes.ApproximateNumberOfMessages;

describe('terrace redrive', () => {
  let orders: string;
  let dead: string;

  beforeAll(async () => {
    dead = (await sqs('CreateQueue', { QueueName: 'dev-orders-dead-letters' })).QueueUrl;
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl: dead, AttributeNames: ['All'] });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 5 });
    orders = (await sqs('CreateQueue', { QueueName: 'dev-orders', Attributes: { RedrivePolicy } })).QueueUrl;
  });

  test('counts before it says that there is nothing to move', async () => {
    expect(await run('orders')).toMatchObject({
      code: 0,
      out: 'dev-orders-dead-letters: SQS counts no messages, so none are moved. Its count may be a minute old.\n',
    });
  });

  test('moves what is there back to its queue, and tells how many', async () => {
    for (const MessageBody of ['one', 'two', 'three']) await sqs('SendMessage', { QueueUrl: dead, MessageBody });
    const { code, out, err } = await run('orders', { json: true });
    expect(err).toBe('dev-orders-dead-letters: about 3 to move\n');
    expect([code, JSON.parse(out)]).toEqual([0, { queue: 'dev-orders-dead-letters', moved: 3, status: 'COMPLETED' }]);
    expect([await visible(dead), await visible(orders)]).toEqual(['0', '3']);
  });

  test('names the nearest queue for one that the environment does not have', async () => {
    const error = await run('order').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ message: 'dev has no queue "order"', next: 'Its queues: orders. Nearest: orders' });
  });

  test.each(['0', '501', 'fast', '1.5', ''])('refuses %j messages a second', async (maxPerSecond) => {
    await expect(run('orders', { maxPerSecond })).rejects.toThrow(
      '--max-per-second: expected a whole number from 1 to 500',
    );
  });

  test('tells what AWS refused, and of which queue', async () => {
    await sqs('DeleteQueue', { QueueUrl: dead });
    const error = await run('orders').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(CliError);
    expect((error as CliError).message).toMatch(/^dev-orders-dead-letters: QueueDoesNotExist: /);
    expect((error as CliError).next).toContain(`arn:aws:sqs:${region}:${account}:dev-orders-dead-letters is not there`);
  });
});
