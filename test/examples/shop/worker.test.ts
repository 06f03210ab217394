import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWhere } from '../../support/describe-where';
import { textOf } from '../../support/emulator/answer';
import {
  missingForShop,
  startLocalPlatform,
  useMail,
  useMailingWorker,
  useReceipts,
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

  test('writes the file of a receipt, which its customer reads and nobody else does', async () => {
    const { AWS_REGION = '' } = platform.environment;
    const api = platform.emulator.api(AWS_REGION);
    const { text } = await api.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'orders-with-files' });
    const made = async (action: string, parameters: Record<string, string>, name: string) =>
      textOf(name, (await api.query('sns', action, parameters)).text)!;
    const TopicArn = await made('CreateTopic', { Name: 'order-with-file' }, 'TopicArn');
    const Endpoint = `arn:aws:sqs:${AWS_REGION}:111111111111:orders-with-files`;
    const raw = { 'Attributes.entry.1.key': 'RawMessageDelivery', 'Attributes.entry.1.value': 'true' };
    await made('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint, ...raw }, 'SubscriptionArn');
    await api.json('dynamodb', 'DynamoDB_20120810.CreateTable', {
      TableName: 'receipts-with-files',
      AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const files = { FILE_SYSTEM_RECEIPTS_PATH: '/mnt/receipts' };
    await platform.run('src/migrate.js');
    await useReceipts(
      { ...platform, start: (changed) => platform.start({ TOPIC_ORDER_PLACED_ARN: TopicArn, ...files, ...changed }) },
      {
        ...{ PORT: '8080', AWS_REGION, QUEUE_ORDERS_URL: JSON.parse(text).QueueUrl },
        ...{ TABLE_RECEIPTS: 'receipts-with-files', ...files },
      },
    );
  });

  test('writes to customers of orders, and strikes those off whom SES does not write to any more', async () => {
    const { AWS_REGION = '', ...others } = platform.environment;
    const api = platform.emulator.api(AWS_REGION);
    const made = async (service: 'sqs' | 'sns', action: string, parameters: Record<string, string>, name: string) =>
      textOf(name, (await api.query(service, action, parameters)).text)!;
    const queue = async (QueueName: string) => {
      const { text } = await api.json('sqs', 'AmazonSQS.CreateQueue', { QueueName });
      return JSON.parse(text).QueueUrl as string;
    };
    const topic = async (Name: string, to: string) => {
      const TopicArn = await made('sns', 'CreateTopic', { Name }, 'TopicArn');
      const Endpoint = `arn:aws:sqs:${AWS_REGION}:111111111111:${to}`;
      const raw = { 'Attributes.entry.1.key': 'RawMessageDelivery', 'Attributes.entry.1.value': 'true' };
      await made('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint, ...raw }, 'SubscriptionArn');
      return TopicArn;
    };
    const [orders, events] = [await queue('placed-orders'), await queue('mail-events')];
    const [placed, told] = [await topic('order-placed', 'placed-orders'), await topic('mail-told', 'mail-events')];
    await api.json('dynamodb', 'DynamoDB_20120810.CreateTable', {
      TableName: 'receipts-of-orders',
      AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const set = 'dev-mail-of-orders';
    await api.rest('ses', 'POST', '/v2/email/identities', { EmailIdentity: 'orders.example.com' });
    await api.rest('ses', 'POST', '/v2/email/configuration-sets', { ConfigurationSetName: set });
    await api.rest('ses', 'POST', `/v2/email/configuration-sets/${set}/event-destinations`, {
      EventDestinationName: 'topic',
      EventDestination: { Enabled: true, MatchingEventTypes: ['BOUNCE'], SnsDestination: { TopicArn: told } },
    });
    const migrated = await platform.run('src/migrate.js');
    expect([migrated.exitCode, migrated.logs.at(-1)?.message]).toEqual([0, 'migrated']);
    await useMail({
      ...{ api, identity: 'orders.example.com' },
      platform: { ...platform, start: (changed) => platform.start({ TOPIC_ORDER_PLACED_ARN: placed, ...changed }) },
      worker: {
        ...{ PORT: '8080', AWS_REGION, QUEUE_ORDERS_URL: orders, TABLE_RECEIPTS: 'receipts-of-orders' },
        ...{ MAIL_CONFIGURATION_SET: set, SHOP_MAIL_FROM: 'shop@orders.example.com' },
      },
      bounces: { ...others, AWS_REGION, DATABASE_MAIN_USER: 'bounces', QUEUE_MAIL_EVENTS_URL: events },
    });
  });

  test('counts what was sold, once for each order, and leaves what is no event of one', async () => {
    const { AWS_REGION = '', DATABASE_MAIN_HOST, DATABASE_MAIN_PORT, DATABASE_MAIN_NAME } = platform.environment;
    const api = platform.emulator.api(AWS_REGION);
    const sqs = async (operation: string, parameters: object) =>
      JSON.parse((await api.json('sqs', `AmazonSQS.${operation}`, parameters)).text || '{}');
    const { QueueUrl } = await sqs('CreateQueue', { QueueName: 'sales' });
    await platform.postgres.addAnalytics('sales');
    const worker = await platform.startSales({
      ...{ PORT: '8080', AWS_REGION, QUEUE_SALES_URL: QueueUrl, CLUSTER_ANALYTICS_USER: 'sales' },
      ...{ CLUSTER_ANALYTICS_HOST: DATABASE_MAIN_HOST!, CLUSTER_ANALYTICS_PORT: DATABASE_MAIN_PORT! },
      CLUSTER_ANALYTICS_NAME: DATABASE_MAIN_NAME!,
    });
    const order = { id: randomUUID(), customerId: randomUUID(), totalCents: 1290 };
    const event = { source: 'shop.orders', 'detail-type': 'order.placed', time: '2026-11-30T10:20:30Z', detail: order };
    const bodies = [{ ...event, time: 'yesterday' }, event, event];
    for (const body of bodies) await sqs('SendMessage', { QueueUrl, MessageBody: JSON.stringify(body) });
    const of = (line: string) => worker.logs.filter(({ message }) => message === line).length;
    while (of('message done') < 2 || of('message failed') < 1) await sleep(50);
    const sold = await platform.postgres.sql(
      `select order_id, customer_id, total_cents, placed_at at time zone 'UTC' from analytics.sales`,
    );
    expect(sold).toBe([order.id, order.customerId, 1290, '2026-11-30 10:20:30'].join('|'));
    const stopped = await worker.stop();
    expect([stopped.exitCode, stopped.stderr]).toEqual([0, '']);
  });

  test('names what the worker that counts sales misses', async () => {
    const { exitCode, logs } = await platform.run('src/sales.js', {
      CLUSTER_ANALYTICS_HOST: 'a',
      QUEUE_SALES_URL: 'b',
    });
    expect([exitCode, logs.map(({ message }) => message)]).toEqual([
      1,
      [
        'environment variables: QUEUE_SALES_URL: expected the URL of a queue, found "b"; CLUSTER_ANALYTICS_PORT: expected a whole number from 1 to 65535, found nothing; CLUSTER_ANALYTICS_NAME: expected a database\'s name, found nothing; CLUSTER_ANALYTICS_USER: expected a database user\'s name, found nothing',
      ],
    ]);
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
