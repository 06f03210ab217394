import { EventBus } from '../../modules/event-bus';
import { Key } from '../../modules/kms';
import { Pipe, type PipeProps, type PipeSource, type PipeTarget } from '../../modules/pipe';
import { Queue } from '../../modules/queue';
import { Table } from '../../modules/table';
import { optOuts, statements, synth, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'operators', roleArn: `arn:aws:iam::${account}:role/operators` };
const queueNamed = (queueName: string) => ({
  ...{ queueName, queueArn: `arn:aws:sqs:${region}:${account}:${queueName}` },
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/${queueName}`,
  deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:dead`,
});
const incoming = queueNamed('incoming');
const outgoing = queueNamed('outgoing');
const fifo = queueNamed('outgoing.fifo');
const tableArn = `arn:aws:dynamodb:${region}:${account}:table/orders`;
const orders = { tableName: 'orders', tableArn, streamArn: `${tableArn}/stream/2026-01-01T00:00:00.000` };
const eventBus = { eventBusName: 'shop', eventBusArn: `arn:aws:events:${region}:${account}:event-bus/shop` };
const toBus: PipeTarget = { eventBus, source: 'shop.orders', detailType: 'order changed' };
const functionArn = `arn:aws:lambda:${region}:${account}:function:orders:live`;

const props = (rest: Partial<PipeProps> = {}): PipeProps => ({
  ...{ name: 'prod-orders', description: 'Orders that changed', account, region, key, logRetentionDays: 90 },
  ...{ source: { queue: incoming }, target: { queue: outgoing }, alarms: { topic } },
  ...rest,
});
const piped = (rest?: Partial<PipeProps>, use: (pipe: Pipe) => void = () => undefined) =>
  synth((stack) => use(new Pipe(stack, 'pipe', props(rest))));
const rightsOf = (stack: Synthesized) => statements(stack.one('aws_iam_role_policy').policy);

describe('a pipe', () => {
  test('is encrypted, runs, and logs its errors without what was sent', () => {
    const stack = piped();
    expect(stack.one('aws_pipes_pipe')).toMatchObject({
      ...{ name: 'prod-orders', description: 'Orders that changed', desired_state: 'RUNNING' },
      ...{ kms_key_identifier: key.keyArn, role_arn: stack.reference('aws_iam_role', 'arn') },
      log_configuration: {
        level: 'ERROR',
        cloudwatch_logs_log_destination: { log_group_arn: stack.reference('aws_cloudwatch_log_group', 'arn') },
      },
    });
    expect(stack.one('aws_pipes_pipe').log_configuration).not.toHaveProperty('include_execution_data');
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/aws/vendedlogs/pipes/prod-orders', retention_in_days: 90, kms_key_id: key.keyArn },
    });
    expect(statements(stack.one('aws_cloudwatch_log_resource_policy').policy_document).LogDelivery).toMatchObject({
      ...{ Principal: { Service: 'delivery.logs.amazonaws.com' } },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });

  test('has a role for pipes of this account, and waits for its rights and for the log', () => {
    const stack = piped();
    expect(stack.one('aws_iam_role').name).toBe('prod-orders-pipe');
    expect(statements(stack.one('aws_iam_role').assume_role_policy).Service).toMatchObject({
      Principal: { Service: 'pipes.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
    expect(stack.one('aws_pipes_pipe').depends_on).toEqual([
      `aws_iam_role_policy.${stack.resources('aws_iam_role_policy')[0]!.name}`,
      `aws_cloudwatch_log_resource_policy.${stack.resources('aws_cloudwatch_log_resource_policy')[0]!.name}`,
    ]);
  });

  test('tells of each kind of failure', () => {
    const alarms = piped().all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ metric_name }) => metric_name).sort()).toEqual([
      ...['ExecutionFailed', 'ExecutionPartiallyFailed', 'ExecutionThrottled', 'ExecutionTimeout'],
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        ...{ namespace: 'AWS/EventBridge/Pipes', dimensions: { PipeName: 'prod-orders' }, threshold: 0 },
        ...{ alarm_actions: [topic.topicArn], treat_missing_data: 'notBreaching' },
      });
    }
    const tolerant = piped({ alarms: { topic, failedExecutions: 3 } }).all('aws_cloudwatch_metric_alarm');
    expect(tolerant.map(({ threshold }) => threshold)).toEqual([3, 3, 3, 3]);
  });

  test('has a key that is open to the pipes of the account, to SQS and to its log', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Messages', alias: 'messages', account, region });
      new Pipe(scope, 'pipe', props({ key: own, source: { table: orders } }));
    });
    const policy = statements(stack.one('aws_kms_key').policy);
    expect(Object.keys(policy)).toEqual([
      ...['Administration', 'PipesUses', 'PipesByTextUses', 'SqsUses', 'SqsDelegates', 'CloudWatchLogsUses'],
    ]);
    expect(policy.PipesUses!.Condition).toEqual({
      StringEquals: { 'kms:CallerAccount': account },
      ArnLike: { 'kms:EncryptionContext:aws:pipe:arn': `arn:aws:pipes:${region}:${account}:pipe/*` },
    });
  });

  test('connects what the same app makes', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Messages', alias: 'messages', account, region });
      const shared = { account, region, key: own };
      const table = new Table(scope, 'table', {
        ...{ name: 'orders', region, key: own, stream: 'NEW_IMAGE', alarms: { topic } },
        ...{
          schema: { partitionKey: { name: 'id' } },
          capacity: { onDemand: { maxReadUnits: 10, maxWriteUnits: 10 } },
        },
      });
      const queue = new Queue(scope, 'queue', {
        ...{ ...shared, name: 'incoming', visibilityTimeoutSeconds: 60 },
        alarms: { topic, oldestMessageSeconds: 900 },
      });
      const bus = new EventBus(scope, 'bus', { ...shared, name: 'shop', alarms: { topic } });
      const target = { ...toBus, eventBus: bus };
      new Pipe(scope, 'changes', props({ key: own, name: 'changes', source: { table }, target }));
      new Pipe(scope, 'messages', props({ key: own, name: 'messages', source: { queue }, target }));
    });
    expect(
      stack
        .all('aws_pipes_pipe')
        .map(({ source }) => source)
        .sort(),
    ).toEqual([
      stack.reference('aws_dynamodb_table', 'stream_arn'),
      expect.stringMatching(/aws_sqs_queue\.queue_.*\.arn/),
    ]);
  });
});

describe('from a queue', () => {
  test('its role receives and deletes, ten at a time', () => {
    const stack = piped();
    expect(stack.one('aws_pipes_pipe')).toMatchObject({
      source: incoming.queueArn,
      source_parameters: { sqs_queue_parameters: { batch_size: 10, maximum_batching_window_in_seconds: 0 } },
    });
    expect(rightsOf(stack)).toEqual({
      ReadsQueue: {
        ...{ Sid: 'ReadsQueue', Effect: 'Allow', Resource: incoming.queueArn },
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      },
      Sends: { Sid: 'Sends', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: outgoing.queueArn },
      DescribesKey: { Sid: 'DescribesKey', Effect: 'Allow', Action: 'kms:DescribeKey', Resource: key.keyArn },
    });
  });

  test('leaves dead letters to the queue', () => {
    const stack = piped();
    expect(stack.types()).not.toContain('aws_sqs_queue');
  });

  test('sends what matches one of the filters', () => {
    const filters = [{ body: { kind: ['refund'] } }, { body: { total: [{ numeric: ['>', 100] }] } }];
    const { filter } = piped({ source: { queue: incoming, filters } }).one('aws_pipes_pipe').source_parameters
      .filter_criteria;
    expect(filter.map(({ pattern }: { pattern: string }) => JSON.parse(pattern))).toEqual(filters);
  });
});

describe("from a table's stream", () => {
  const source: PipeSource = { table: orders };

  test('starts with the oldest record, retries for half a day, and isolates what fails', () => {
    const stack = piped({ source });
    expect(stack.one('aws_pipes_pipe')).toMatchObject({
      source: orders.streamArn,
      source_parameters: {
        dynamodb_stream_parameters: {
          ...{ starting_position: 'TRIM_HORIZON', batch_size: 1, maximum_batching_window_in_seconds: 0 },
          ...{ maximum_retry_attempts: 10, maximum_record_age_in_seconds: 43_200, parallelization_factor: 1 },
          on_partial_batch_item_failure: 'AUTOMATIC_BISECT',
          dead_letter_config: { arn: stack.reference('aws_sqs_queue', 'arn') },
        },
      },
    });
    const slow = { ...source, batchSize: 10, batchSeconds: 5, maxRetries: 0, maxAgeSeconds: 60, parallelBatches: 10 };
    expect(piped({ source: slow }).one('aws_pipes_pipe').source_parameters.dynamodb_stream_parameters).toMatchObject({
      ...{ batch_size: 10, maximum_batching_window_in_seconds: 5, parallelization_factor: 10 },
      ...{ maximum_retry_attempts: 0, maximum_record_age_in_seconds: 60 },
    });
  });

  test('its role reads that stream and keeps what failed', () => {
    const stack = piped({ source });
    const { ReadsStream, FindsStreams, KeepsFailures } = rightsOf(stack);
    expect([ReadsStream!.Action, ReadsStream!.Resource]).toEqual([
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      orders.streamArn,
    ]);
    expect([FindsStreams!.Action, FindsStreams!.Resource]).toEqual(['dynamodb:ListStreams', '*']);
    expect([KeepsFailures!.Action, KeepsFailures!.Resource]).toEqual([
      'sqs:SendMessage',
      stack.reference('aws_sqs_queue', 'arn'),
    ]);
  });

  test('keeps what failed in a protected queue that is told of', () => {
    const stack = piped({ source });
    expect(stack.one('aws_sqs_queue')).toMatchObject({
      ...{ name: 'prod-orders-failed-records', kms_master_key_id: key.keyArn, lifecycle: { prevent_destroy: true } },
    });
    const names = stack.all('aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name);
    expect(names).toContain('sqs-prod-orders-failed-records');
  });

  test('may leave it to be destroyed, with a reason', () => {
    const reason = 'It holds copies only';
    const off = props({ source, optOuts: { deletionProtection: { off: true, reason } } });
    expect(synth((stack) => new Pipe(stack, 'p', off)).one('aws_sqs_queue')).not.toHaveProperty('lifecycle');
    expect(Object.values(optOuts((stack) => new Pipe(stack, 'p', off)))).toEqual([{ deletion_protection: reason }]);
  });
});

describe('to', () => {
  const to = (target: PipeTarget) => piped({ target });

  test('a queue, what was read or a template of it', () => {
    expect(to({ queue: outgoing }).one('aws_pipes_pipe')).not.toHaveProperty('target_parameters');
    const inputTemplate = '{"id": <$.messageId>}';
    expect(to({ queue: outgoing, inputTemplate }).one('aws_pipes_pipe').target_parameters).toEqual({
      input_template: inputTemplate,
    });
  });

  test('a FIFO queue, in message groups', () => {
    const target = { queue: fifo, messageGroupId: '$.dynamodb.Keys.id.S', messageDeduplicationId: '$.eventID' };
    expect(to(target).one('aws_pipes_pipe').target_parameters).toEqual({
      sqs_queue_parameters: { message_group_id: '$.dynamodb.Keys.id.S', message_deduplication_id: '$.eventID' },
    });
  });

  test('an event bus, in the name of one source', () => {
    const stack = to(toBus);
    expect(stack.one('aws_pipes_pipe')).toMatchObject({
      target: eventBus.eventBusArn,
      target_parameters: { eventbridge_event_bus_parameters: { source: 'shop.orders', detail_type: 'order changed' } },
    });
    expect(rightsOf(stack).PutsEvents).toMatchObject({
      ...{ Action: 'events:PutEvents', Resource: eventBus.eventBusArn },
      Condition: { StringEquals: { 'events:source': 'shop.orders' } },
    });
  });

  test('a function, which answers before the batch counts as sent', () => {
    const stack = to({ functionArn });
    expect(stack.one('aws_pipes_pipe')).toMatchObject({
      target: functionArn,
      target_parameters: { lambda_function_parameters: { invocation_type: 'REQUEST_RESPONSE' } },
    });
    expect(rightsOf(stack).Invokes).toMatchObject({ Action: 'lambda:InvokeFunction', Resource: functionArn });
  });

  test('a function, in large batches', () => {
    const source = { queue: incoming, batchSize: 1000, batchSeconds: 30 };
    const stack = piped({ source, target: { functionArn } });
    expect(stack.one('aws_pipes_pipe').source_parameters.sqs_queue_parameters).toEqual({
      ...{ batch_size: 1000, maximum_batching_window_in_seconds: 30 },
    });
  });
});

describe('a grant', () => {
  test('lets a role stop and start it', () => {
    const stack = piped({}, (pipe) => pipe.grantStartStop('Operators', role));
    const granted = stack.all('aws_iam_role_policy').find(({ name }) => name === 'start-stop-prod-orders-Operators')!;
    expect(statements(granted.policy).StartsAndStops).toMatchObject({
      Action: ['pipes:DescribePipe', 'pipes:StartPipe', 'pipes:StopPipe'],
      Resource: stack.reference('aws_pipes_pipe', 'arn'),
    });
  });

  test('is possible in another stack, by a reference', () => {
    const ref = { pipeName: 'prod-orders', pipeArn: `arn:aws:pipes:${region}:${account}:pipe/prod-orders` };
    const stack = synth((scope) => Pipe.import(scope, 'pipe', ref).grantStartStop('Operators', role));
    expect(rightsOf(stack).StartsAndStops!.Resource).toBe(ref.pipeArn);
  });
});

const { streamArn: _, ...withoutStream } = orders;
test.each<[Partial<PipeProps>, string]>([
  [{ name: 'prod.orders' }, 'name: expected up to 50 letters, digits, _ and -, found "prod.orders"'],
  [{ key: {} as typeof key }, 'key.keyArn: expected the ARN of a KMS key'],
  [{ source: {} as PipeSource }, 'source: expected a source: an object with one of queue, table'],
  [{ source: { table: withoutStream } }, 'source.table.streamArn: expected a table with a stream, found nothing'],
  [{ source: { queue: incoming, filters: [] } }, 'source.filters: expected 1 to 5 filters'],
  [{ source: { queue: incoming, filters: [{ body: 'refund' }] } }, 'source.filters[0]: expected an object'],
  [{ source: { queue: incoming, batchSize: 11 } }, 'source.batchSize: expected up to 10, which is what the source'],
  [
    { source: { queue: queueNamed('in.fifo'), batchSize: 11, batchSeconds: 1 }, target: { functionArn } },
    'source.batchSize: expected up to 10, which is what the source and the target can have, found 11',
  ],
  [
    { source: { queue: incoming, batchSize: 11 }, target: { functionArn } },
    'source.batchSeconds: expected a time, for more than 10 messages of a queue at once, found nothing',
  ],
  [
    { source: { queue: queueNamed('in.fifo'), batchSeconds: 1 } },
    'source.batchSeconds: expected nothing, since the queue is FIFO, found 1',
  ],
  [
    { source: { table: orders, maxAgeSeconds: 86_400 } },
    'source.maxAgeSeconds: expected a whole number of seconds from',
  ],
  [{ target: { queue: fifo } }, 'target.messageGroupId: expected a message group, since the queue is FIFO'],
  [
    { target: { queue: outgoing, messageGroupId: 'a' } },
    'target.messageGroupId: expected nothing, since the queue is standard, found "a"',
  ],
  [
    { target: { queue: outgoing, messageDeduplicationId: 'a' } },
    'target.messageDeduplicationId: expected nothing, since the queue is standard, found "a"',
  ],
  [{ target: { ...toBus, source: 'aws.s3' } }, 'target.source: expected a source such as shop.orders, and none of AWS'],
  [{ target: { functionArn: 'orders' } }, 'target.functionArn: expected the ARN of a Lambda function'],
  [
    { target: { functionArn: functionArn.replace(region, 'us-east-1') } },
    `target.functionArn: expected an ARN of the module's region, ${region}`,
  ],
])('refuses %j', (rest, message) => {
  expect(() => piped(rest)).toThrow(`stack/pipe: ${message}`);
});
