import { Token } from 'cdktf';
import { Key } from '../../modules/kms';
import { DeadLetterQueue, Queue, type DeadLetterQueueProps, type QueueProps } from '../../modules/queue';
import { optOuts, statements, synth, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const orderPlaced = { topicArn: `arn:aws:sns:${region}:${account}:order-placed` };
const rule = { ruleArn: `arn:aws:events:${region}:${account}:rule/orders/placed` };
const bus = { eventBusArn: `arn:aws:events:${region}:${account}:event-bus/prod-shop` };
const uploads = { bucketName: 'example-uploads', bucketArn: 'arn:aws:s3:::example-uploads' };
const role = { roleName: 'worker', roleArn: `arn:aws:iam::${account}:role/worker` };

const props = (rest: Partial<QueueProps> = {}): QueueProps => ({
  ...{ name: 'orders', account, region, key, visibilityTimeoutSeconds: 180 },
  ...{ alarms: { topic, oldestMessageSeconds: 900 } },
  ...rest,
});
const queue = (rest?: Partial<QueueProps>, use: (queue: Queue) => void = () => undefined) =>
  synth((stack) => use(new Queue(stack, 'orders', props(rest))));
const undelivered = (rest?: Partial<DeadLetterQueueProps>, use: (queue: DeadLetterQueue) => void = () => undefined) =>
  synth((stack) =>
    use(
      new DeadLetterQueue(stack, 'undelivered', {
        ...{ name: 'undelivered', account, region, key, alarms: { topic } },
        ...rest,
      }),
    ),
  );
const named = (stack: Synthesized, name: string) => {
  const found = stack.resources('aws_sqs_queue').find(({ attributes }) => attributes.name === name)!;
  return { ...found, arn: `\${aws_sqs_queue.${found.name}.arn}`, url: `\${aws_sqs_queue.${found.name}.url}` };
};
const policyOf = (stack: Synthesized, name: string) => {
  const policies = stack.all('aws_sqs_queue_policy').filter(({ queue_url }) => queue_url === named(stack, name).url);
  expect(policies).toHaveLength(1);
  return statements(policies[0]!.policy);
};
const alarmNamed = (stack: Synthesized, name: string) =>
  stack.all('aws_cloudwatch_metric_alarm').find(({ alarm_name }) => alarm_name === name)!;

describe('a queue and its dead-letter queue', () => {
  test('are encrypted by the key, polled for as long as SQS answers, and not destroyed', () => {
    const stack = queue();
    expect(stack.all('aws_sqs_queue').map(({ name }) => name)).toEqual(['orders-dead-letters', 'orders']);
    for (const each of stack.all('aws_sqs_queue')) {
      expect(each).toMatchObject({
        ...{ kms_master_key_id: key.keyArn, receive_wait_time_seconds: 20 },
        lifecycle: { prevent_destroy: true },
      });
      expect(each).not.toHaveProperty('fifo_queue');
    }
  });

  test('answer over TLS only, and let nobody in by themselves', () => {
    const stack = queue();
    for (const name of ['orders', 'orders-dead-letters']) {
      expect(policyOf(stack, name)).toEqual({
        TlsOnly: {
          ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 'sqs:*' },
          Resource: named(stack, name).arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      });
    }
  });

  test('pass on what was received five times, and only from one to the other', () => {
    const stack = queue();
    const [orders, dead] = [named(stack, 'orders'), named(stack, 'orders-dead-letters')];
    expect(JSON.parse(orders.attributes.redrive_policy)).toEqual({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 });
    const { queue_url, redrive_allow_policy } = stack.one('aws_sqs_queue_redrive_allow_policy');
    expect(queue_url).toBe(dead.url);
    expect(JSON.parse(redrive_allow_policy)).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [orders.arn],
    });
  });

  test('keep a message, the dead-letter queue for longer: its age counts on there', () => {
    const seconds = (retentionDays?: number) =>
      queue(retentionDays === undefined ? {} : { retentionDays })
        .all('aws_sqs_queue')
        .map((each) => each.message_retention_seconds);
    expect(seconds()).toEqual([14 * 86_400, 4 * 86_400]);
    expect(seconds(13)).toEqual([14 * 86_400, 13 * 86_400]);
  });

  test('hide a received message for as long as its consumer needs', () => {
    expect(named(queue(), 'orders').attributes.visibility_timeout_seconds).toBe(180);
  });

  test('can be left to be destroyed, with a reason', () => {
    const reason = 'It holds copies only';
    const off = props({ optOuts: { deletionProtection: { off: true, reason } } });
    const stack = synth((stack) => new Queue(stack, 'orders', off));
    for (const each of stack.all('aws_sqs_queue')) expect(each).not.toHaveProperty('lifecycle');
    expect(Object.values(optOuts((stack) => new Queue(stack, 'orders', off)))).toEqual([
      { deletion_protection: reason },
      { deletion_protection: reason },
    ]);
  });
});

describe('a FIFO queue', () => {
  test('has a FIFO dead-letter queue, and limits that count for each message group', () => {
    const stack = queue({ fifo: {} });
    expect(stack.all('aws_sqs_queue').map(({ name }) => name)).toEqual(['orders-dead-letters.fifo', 'orders.fifo']);
    for (const each of stack.all('aws_sqs_queue')) {
      expect(each).toMatchObject({
        ...{ fifo_queue: true, content_based_deduplication: false },
        ...{ deduplication_scope: 'messageGroup', fifo_throughput_limit: 'perMessageGroupId' },
      });
    }
  });

  test('may deduplicate by content, and have one order and limit for all groups', () => {
    const stack = queue({ fifo: { contentBasedDeduplication: true, highThroughput: false } });
    expect(named(stack, 'orders.fifo').attributes).toMatchObject({
      ...{ content_based_deduplication: true, deduplication_scope: 'queue', fifo_throughput_limit: 'perQueue' },
    });
  });
});

describe('alarms', () => {
  test('tell when the oldest message waits for longer than it may', () => {
    expect(alarmNamed(queue(), 'sqs-orders-oldest-message')).toMatchObject({
      ...{ namespace: 'AWS/SQS', metric_name: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: 'orders' } },
      ...{ threshold: 900, comparison_operator: 'GreaterThanThreshold', statistic: 'Maximum' },
      ...{ treat_missing_data: 'notBreaching', alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] },
    });
  });

  test('tell of the first message in the dead-letter queue, and how to move it back', () => {
    const alarm = alarmNamed(queue({ fifo: {}, maxReceiveCount: 3 }), 'sqs-orders-dead-letters.fifo');
    expect(alarm).toMatchObject({
      ...{ namespace: 'AWS/SQS', metric_name: 'ApproximateNumberOfMessagesVisible' },
      ...{ dimensions: { QueueName: 'orders-dead-letters.fifo' }, threshold: 0, evaluation_periods: 1 },
      ...{ treat_missing_data: 'notBreaching', alarm_actions: [topic.topicArn] },
    });
    expect(alarm.alarm_description).toContain('received 3 times');
    expect(alarm.alarm_description).toContain(
      `aws sqs start-message-move-task --source-arn arn:aws:sqs:${region}:${account}:orders-dead-letters.fifo`,
    );
  });
});

describe('an AWS service that sends', () => {
  const sends = (stack: Synthesized, service: string, condition: object) => ({
    ...{ Effect: 'Allow', Principal: { Service: service }, Action: 'sqs:SendMessage' },
    ...{ Resource: named(stack, 'orders').arn, Condition: condition },
  });

  test('does so for the buckets, topics and rules that were named, and for no other', () => {
    const stack = queue({}, (queue) => {
      queue.allowBucket(uploads);
      queue.allowTopic(orderPlaced);
      queue.allowTopic(orderPlaced);
      queue.allowRule(rule);
      queue.allowRule({ ruleArn: `arn:aws:events:${region}:${account}:rule/nightly` });
    });
    const { TlsOnly, S3Sends, SnsSends, EventBridgeSends, ...others } = policyOf(stack, 'orders');
    expect([TlsOnly?.Effect, others]).toEqual(['Deny', {}]);
    expect(S3Sends).toMatchObject(
      sends(stack, 's3.amazonaws.com', {
        ArnEquals: { 'aws:SourceArn': [uploads.bucketArn] },
        StringEquals: { 'aws:SourceAccount': account },
      }),
    );
    expect(SnsSends).toMatchObject(
      sends(stack, 'sns.amazonaws.com', { ArnEquals: { 'aws:SourceArn': [orderPlaced.topicArn] } }),
    );
    const rules = [rule.ruleArn, `arn:aws:events:${region}:${account}:rule/nightly`];
    expect(EventBridgeSends).toMatchObject(
      sends(stack, 'events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': rules } }),
    );
    expect(Object.keys(policyOf(stack, 'orders-dead-letters'))).toEqual(['TlsOnly']);
  });

  test('may use the key, once however many queues it sends to', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Messages', alias: 'messages', account, region });
      for (const name of ['orders', 'mails']) {
        const queue = new Queue(scope, name, props({ name, key: own }));
        queue.allowBucket(uploads);
        queue.allowTopic(orderPlaced);
        queue.allowRule(rule);
      }
    });
    const { Administration, SqsUses, SqsDelegates, ...services } = statements(stack.one('aws_kms_key').policy);
    expect([Administration, SqsUses, SqsDelegates].every((one) => one !== undefined)).toBe(true);
    expect(SqsUses?.Condition).toEqual({
      StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': [`sqs.${region}.amazonaws.com`] },
    });
    const ofAccount = { StringEquals: { 'aws:SourceAccount': account } };
    expect(Object.values(services).map(({ Principal, Condition }) => [Principal.Service, Condition])).toEqual([
      ['s3.amazonaws.com', ofAccount],
      ['sns.amazonaws.com', ofAccount],
      // It tells no source account; the queue that the key is used for does.
      [
        'events.amazonaws.com',
        { ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:${region}:${account}:*` } },
      ],
    ]);
    for (const { Action } of Object.values(services)) {
      expect(Action).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']));
    }
  });

  test.each<[string, (queue: Queue) => void, string]>([
    [
      'a topic of another account',
      (queue) => queue.allowTopic({ topicArn: `arn:aws:sns:${region}:999988887777:orders` }),
      `topic.topicArn: expected an ARN of the module's account, ${account}`,
    ],
    [
      'a rule of another region',
      (queue) => queue.allowRule({ ruleArn: `arn:aws:events:us-east-1:${account}:rule/orders` }),
      `rule.ruleArn: expected an ARN of the module's region, ${region}`,
    ],
    [
      'a bus in place of a rule',
      (queue) => queue.allowRule({ ruleArn: `arn:aws:events:${region}:${account}:event-bus/orders` }),
      'rule.ruleArn: expected the ARN of a rule of EventBridge',
    ],
    ['no bucket', (queue) => queue.allowBucket({} as typeof uploads), 'bucket.bucketName: expected 3 to 63'],
  ])('is refused for %s', (_, use, message) => {
    expect(() => queue({}, use)).toThrow(`stack/orders: ${message}`);
  });

  test('is not S3 for a FIFO queue', () => {
    expect(() => queue({ fifo: {} }, (queue) => queue.allowBucket(uploads))).toThrow(
      'stack/orders: bucket: expected no bucket, since the queue is FIFO, found "example-uploads"',
    );
  });
});

describe('a grant', () => {
  const granted = (use: (queue: Queue) => void) => {
    const stack = queue({}, use);
    const { name, role, policy } = stack.one('aws_iam_role_policy');
    const [orders, dead] = [named(stack, 'orders').arn, named(stack, 'orders-dead-letters').arn];
    return { name, role, statements: statements(policy), orders, dead };
  };

  test('to send lets a role send, and not receive', () => {
    const { name, role: grantee, statements, orders } = granted((queue) => queue.grantSend('Web', role));
    expect([name, grantee]).toEqual(['send-orders-Web', 'worker']);
    expect(statements).toEqual({
      Sends: { Sid: 'Sends', Effect: 'Allow', Action: ['sqs:GetQueueUrl', 'sqs:SendMessage'], Resource: orders },
    });
  });

  test('to consume lets it receive, hide and delete, and not send or purge', () => {
    const { name, statements, orders } = granted((queue) => queue.grantConsume('Worker', role));
    expect(name).toBe('consume-orders-Worker');
    expect(Object.values(statements).map(({ Resource }) => Resource)).toEqual([orders]);
    expect(statements.Consumes?.Action).toEqual([
      ...['sqs:GetQueueUrl', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      'sqs:GetQueueAttributes',
    ]);
  });

  test('to redrive lets it take dead letters and send them back', () => {
    const { statements, orders, dead } = granted((queue) => queue.grantRedrive('Operators', role));
    expect(statements.TakesDeadLetters).toMatchObject({
      Action: expect.arrayContaining(['sqs:StartMessageMoveTask', 'sqs:ReceiveMessage', 'sqs:DeleteMessage']),
      Resource: dead,
    });
    expect(statements.SendsThemBack).toMatchObject({ Action: 'sqs:SendMessage', Resource: orders });
  });

  test('is possible in another stack, by a reference', () => {
    const ref = {
      queueName: 'orders',
      queueArn: `arn:aws:sqs:${region}:${account}:orders`,
      queueUrl: `https://sqs.${region}.amazonaws.com/${account}/orders`,
      deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:orders-dead-letters`,
    };
    const stack = synth((scope) => {
      const imported = Queue.import(scope, 'orders', ref);
      imported.grantSend('Web', role);
      imported.grantConsume('Worker', role);
      imported.grantRedrive('Operators', role);
    });
    expect(stack.types()).toEqual(['aws_iam_role_policy']);
    expect(stack.all('aws_iam_role_policy').map(({ name }) => name)).toEqual([
      ...['consume-orders-Worker', 'redrive-orders-Operators', 'send-orders-Web'],
    ]);
    const unknown = Token.asString({ resolve: () => '${var.name}' });
    expect(() => synth((scope) => Queue.import(scope, 'orders', { ...ref, queueName: unknown }))).toThrow(
      'stack/orders: ref.queueName: expected up to 80 letters, digits, _ and -',
    );
  });
});

describe('a dead-letter queue of what a service could not deliver', () => {
  test('keeps it for 14 days, encrypted, over TLS only and not destroyed, and accepts no messages of SQS queues', () => {
    const stack = undelivered();
    expect(stack.one('aws_sqs_queue')).toMatchObject({
      ...{ name: 'undelivered', kms_master_key_id: key.keyArn, message_retention_seconds: 14 * 86_400 },
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.parse(stack.one('aws_sqs_queue').redrive_allow_policy)).toEqual({ redrivePermission: 'denyAll' });
    expect(Object.keys(policyOf(stack, 'undelivered'))).toEqual(['TlsOnly']);
  });

  test('tells of the first message', () => {
    expect(undelivered().one('aws_cloudwatch_metric_alarm')).toMatchObject({
      ...{ alarm_name: 'sqs-undelivered', metric_name: 'ApproximateNumberOfMessagesVisible', threshold: 0 },
      ...{ dimensions: { QueueName: 'undelivered' }, alarm_actions: [topic.topicArn] },
    });
  });

  test('is sent to by SNS and EventBridge for what was named, and by roles', () => {
    const stack = undelivered({}, (queue) => {
      queue.allowTopic(orderPlaced);
      queue.allowRule(rule);
      queue.grantSend('Schedule', role);
    });
    expect(Object.keys(policyOf(stack, 'undelivered'))).toEqual(['TlsOnly', 'SnsSends', 'EventBridgeSends']);
    expect(stack.one('aws_iam_role_policy').name).toBe('send-undelivered-Schedule');
  });

  test('is FIFO for a FIFO topic, and then not for EventBridge', () => {
    expect(undelivered({ fifo: true }).one('aws_sqs_queue')).toMatchObject({
      name: 'undelivered.fifo',
      fifo_queue: true,
    });
    expect(() => undelivered({ fifo: true }, (queue) => queue.allowRule(rule))).toThrow(
      'stack/undelivered: rule: expected no rule of EventBridge, since the dead-letter queue is FIFO',
    );
    expect(() => undelivered({ fifo: true }, (queue) => queue.allowBus(bus))).toThrow(
      'stack/undelivered: bus: expected no event bus, since the dead-letter queue is FIFO',
    );
  });

  test('is sent to by EventBridge for a bus of its account and region', () => {
    const stack = undelivered({}, (queue) => queue.allowBus(bus));
    expect(policyOf(stack, 'undelivered').EventBridgeSends?.Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': [bus.eventBusArn] },
    });
    const elsewhere = { eventBusArn: bus.eventBusArn.replace(region, 'us-east-1') };
    expect(() => undelivered({}, (queue) => queue.allowBus(elsewhere))).toThrow(
      `stack/undelivered: bus.eventBusArn: expected an ARN of the module's region, ${region}`,
    );
  });
});

test.each<[Partial<QueueProps>, string]>([
  [{ name: 'orders.fifo' }, 'name: expected up to 62 letters, digits, _ and -, found "orders.fifo"'],
  [{ name: 'x'.repeat(63) }, 'name: expected up to 62 letters'],
  [{ visibilityTimeoutSeconds: 0 }, 'visibilityTimeoutSeconds: expected a whole number of seconds from 1 to 43200'],
  [{ retentionDays: 14 }, 'retentionDays: expected a whole number of days from 1 to 13, found 14'],
  [{ maxReceiveCount: 0 }, 'maxReceiveCount: expected a whole number of receives from 1 to 1000, found 0'],
  [
    { retentionDays: 1, alarms: { topic, oldestMessageSeconds: 86_400 } },
    'alarms.oldestMessageSeconds: expected fewer than the 86400 seconds that a message is kept, found 86400',
  ],
  [{ fifo: true as unknown as QueueProps['fifo'] }, 'fifo: expected an object with contentBasedDeduplication'],
  [{ key: {} as typeof key }, 'key.keyArn: expected the ARN of a KMS key'],
])('refuses %j', (rest, message) => {
  expect(() => queue(rest)).toThrow(`stack/orders: ${message}`);
});
