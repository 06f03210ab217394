import { describeWhere } from '../../support/describe-where';
import {
  missingForShop,
  startLocalPlatform,
  useMailingWorker,
  useWorker,
  type LocalPlatform,
} from '../../support/shop';

jest.setTimeout(240_000);

describeWhere(missingForShop === '', 'the worker, on an AWS emulator', missingForShop, () => {
  let platform: LocalPlatform;
  beforeAll(async () => {
    platform = await startLocalPlatform();
  }, 180_000);
  afterAll(() => platform?.end());

  test('writes a receipt of each order, once, leaves what it cannot read to the dead-letter queue, and loses nothing when it is killed', async () => {
    const { AWS_REGION = '' } = platform.environment;
    const api = platform.emulator.api(AWS_REGION);
    const sqs = async (operation: string, parameters: object) =>
      JSON.parse((await api.json('sqs', `AmazonSQS.${operation}`, parameters)).text || '{}');
    const { QueueUrl: deadLetterUrl } = await sqs('CreateQueue', { QueueName: 'orders-dead-letters' });
    const asked = { QueueUrl: deadLetterUrl, AttributeNames: ['QueueArn'] };
    const { QueueArn: deadLetterTargetArn } = (await sqs('GetQueueAttributes', asked)).Attributes;
    const { QueueUrl: queueUrl } = await sqs('CreateQueue', {
      QueueName: 'orders',
      Attributes: {
        VisibilityTimeout: '5',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }),
      },
    });
    const created = await api.json('dynamodb', 'DynamoDB_20120810.CreateTable', {
      TableName: 'receipts',
      AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(created.status).toBe(200);
    await useWorker({
      ...{ platform, api, queueUrl, deadLetterUrl },
      environment: { PORT: '8080', AWS_REGION, QUEUE_ORDERS_URL: queueUrl, TABLE_RECEIPTS: 'receipts' },
      redrive: () => sqs('StartMessageMoveTask', { SourceArn: deadLetterTargetArn }),
    });
  });

  test('writes to the customer of each order, once, and not to whom SES does not write to any more', async () => {
    const { AWS_REGION = '' } = platform.environment;
    const api = platform.emulator.api(AWS_REGION);
    const { text } = await api.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'orders-of-mail' });
    const { QueueUrl: queueUrl } = JSON.parse(text);
    await api.json('dynamodb', 'DynamoDB_20120810.CreateTable', {
      TableName: 'receipts-of-mail',
      AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await api.rest('ses', 'POST', '/v2/email/identities', { EmailIdentity: 'shop.example.com' });
    await api.rest('ses', 'POST', '/v2/email/configuration-sets', { ConfigurationSetName: 'dev-mail' });
    await useMailingWorker({
      ...{ platform, api, queueUrl },
      environment: {
        ...{ PORT: '8080', AWS_REGION, QUEUE_ORDERS_URL: queueUrl, TABLE_RECEIPTS: 'receipts-of-mail' },
        ...{ MAIL_CONFIGURATION_SET: 'dev-mail', SHOP_MAIL_FROM: 'orders@shop.example.com' },
      },
    });
  });

  test('names every variable that is missing or malformed, and ends with 1', async () => {
    const { exitCode, logs } = await platform.run('src/worker.js', { QUEUE_ORDERS_URL: 'orders' });
    expect([exitCode, logs.map(({ message }) => message)]).toEqual([
      1,
      [
        'environment variables: QUEUE_ORDERS_URL: expected the URL of a queue, found "orders"; TABLE_RECEIPTS: expected a table\'s name, found nothing',
      ],
    ]);
  });

  test('sends mail with an address and a configuration set alone', async () => {
    const environment = { QUEUE_ORDERS_URL: 'http://127.0.0.1/111111111111/orders', TABLE_RECEIPTS: 'receipts' };
    const { logs } = await platform.run('src/worker.js', { ...environment, MAIL_CONFIGURATION_SET: 'dev-mail' });
    expect(logs.map(({ message }) => message)).toEqual([
      'environment variables: SHOP_MAIL_FROM: expected an email address, found nothing',
    ]);
  });
});
