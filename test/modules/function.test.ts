import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TerraformStack, Testing, Token } from 'cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { Bucket } from '../../modules/bucket';
import { FileSystem } from '../../modules/file-system';
import { Function, runtimes, type FunctionProps } from '../../modules/function';
import { Key } from '../../modules/kms';
import { DeadLetterQueue, Queue } from '../../modules/queue';
import { checkTerraform } from '../../policies';
import { optOuts, statements, synth, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const at = { account, region };
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const uploads = { bucketName: 'example-uploads', bucketArn: 'arn:aws:s3:::example-uploads' };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const orders = {
  ...{ queueName: 'orders', queueArn: `arn:aws:sqs:${region}:${account}:orders`, visibilityTimeoutSeconds: 180 },
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/orders`,
  deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:orders-dead-letters`,
};
const object = { bucket: { bucketName: 'example-code', bucketArn: 'arn:aws:s3:::example-code' } };
const pipelines = { object: { ...object, key: 'worker.zip', version: 'L4kqtJlcpXroDTDmpUMLUo' } };

const props = (rest: Partial<FunctionProps> = {}): FunctionProps => ({
  ...{ ...at, name: 'prod-worker', key, code: { folder: 'test/support/function-code' } },
  runtime: { name: 'python3.13', handler: 'app.handler', supportedOn: '2027-01-01' },
  limits: { timeoutSeconds: 30, reservedConcurrency: 10 },
  failures: { queue: { queueArn: `arn:aws:sqs:${region}:${account}:failed` } },
  monitoring: { topic, logRetentionDays: 30 },
  ...rest,
});
const worker = (
  rest?: Partial<FunctionProps>,
  use: (made: Function, stack: TerraformStack) => void = () => undefined,
) => synth((stack) => use(new Function(stack, 'worker', props(rest)), stack));
const made = (rest?: Partial<FunctionProps>) => worker(rest).one('aws_lambda_function');
const refusal = (rest: Partial<FunctionProps>) => () => worker(rest);
const policies = (stack: Synthesized) =>
  Object.fromEntries(stack.all('aws_iam_role_policy').map(({ name, policy }) => [name, statements(policy)]));
const runtime = props().runtime;
const aliasArn = worker().reference('aws_lambda_alias', 'arn');
const alias = {
  function_name: worker().reference('aws_lambda_function', 'function_name'),
  qualifier: worker().reference('aws_lambda_alias', 'name'),
};

describe('a function', () => {
  test('runs on arm64, logs in JSON to a group of its own, is traced, and has its environment encrypted', () => {
    const stack = worker({ runtime: { ...runtime, environment: { STAGE: 'prod' } } });
    expect(stack.one('aws_lambda_function')).toMatchObject({
      ...{ function_name: 'prod-worker', runtime: 'python3.13', handler: 'app.handler', architectures: ['arm64'] },
      ...{ timeout: 30, memory_size: 512, reserved_concurrent_executions: 10, publish: true, kms_key_arn: key.keyArn },
      environment: { variables: { STAGE: 'prod' } },
      ...{ tracing_config: { mode: 'Active' }, tags: { Name: 'prod-worker' } },
      logging_config: {
        ...{ log_format: 'JSON', log_group: stack.reference('aws_cloudwatch_log_group', 'name') },
        ...{ application_log_level: 'INFO', system_log_level: 'INFO' },
      },
    });
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/aws/lambda/prod-worker', retention_in_days: 30, kms_key_id: key.keyArn },
    });
    expect(made()).not.toHaveProperty('environment');
    expect(made()).not.toHaveProperty('vpc_config');
  });

  test('is live by its alias, which follows each version', () => {
    const stack = worker();
    expect(stack.one('aws_lambda_alias')).toMatchObject({
      ...{ name: 'live', function_version: stack.reference('aws_lambda_function', 'version') },
    });
    expect(stack.one('aws_lambda_alias')).not.toHaveProperty('lifecycle');
  });

  test('runs as a role that writes its logs and traces and sends what failed, and may do nothing else', () => {
    const stack = worker();
    expect(stack.one('aws_iam_role').name).toBe('prod-worker-function');
    expect(policies(stack)).toEqual({
      logs: {
        WritesLogs: expect.objectContaining({
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${stack.reference('aws_cloudwatch_log_group', 'arn')}:*`,
        }),
      },
      traces: { WritesTraces: expect.objectContaining({ Resource: '*' }) },
      failures: {
        SendsWhatFailed: expect.objectContaining({
          ...{ Action: 'sqs:SendMessage', Resource: props().failures.queue.queueArn },
        }),
      },
    });
  });

  test('is made after the policies of its role', () => {
    const stack = worker();
    const made = stack.resources('aws_iam_role_policy').map(({ name }) => `aws_iam_role_policy.${name}`);
    expect(stack.one('aws_lambda_function').depends_on.sort()).toEqual(made.sort());
  });

  test('keeps what failed all attempts in a queue', () => {
    const destination = props().failures.queue.queueArn;
    expect(worker().one('aws_lambda_function_event_invoke_config')).toMatchObject({
      ...{ ...alias, maximum_retry_attempts: 2, maximum_event_age_in_seconds: 21_600 },
      destination_config: { on_failure: { destination } },
    });
    const failures = { ...props().failures, maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 };
    expect(worker({ failures }).one('aws_lambda_function_event_invoke_config')).toMatchObject({
      ...{ maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 },
    });
  });

  test('opens its key to Lambda and to its logs', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { ...at, purpose: 'Work', alias: 'work' });
      new Function(stack, 'worker', props({ key: own }));
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toEqual([
      ...['Administration', 'LambdaUses', 'LambdaDelegates', 'CloudWatchLogsUses'],
    ]);
  });

  test('may take what concurrency the account has left, with a reason', () => {
    const off = { off: true as const, reason: 'It follows the concurrency of its queue' };
    const limits = { timeoutSeconds: 30, reservedConcurrency: off };
    expect(made({ limits })).not.toHaveProperty('reserved_concurrent_executions');
    const given = optOuts((stack) => new Function(stack, 'worker', props({ limits })));
    expect(given['stack/worker/function']).toEqual({ reserved_concurrency: off.reason });
  });

  test('runs in the private tier on demand, in a security group that is given', () => {
    const stack = worker({ network: { network, securityGroup: { securityGroupId: 'sg-1' } } });
    expect(stack.one('aws_lambda_function').vpc_config).toEqual({
      ...{ subnet_ids: ['subnet-private-a', 'subnet-private-b'], security_group_ids: ['sg-1'] },
    });
    expect(stack.none('aws_security_group')).toBe(true);
    expect(policies(stack).network).toMatchObject({
      LambdaHasNetworkInterfaces: { Effect: 'Allow', Resource: `arn:aws:ec2:${region}:${account}:*/*` },
      LambdaFindsThem: { Action: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], Resource: '*' },
      TheCodeDoesNot: {
        Effect: 'Deny',
        Condition: {
          ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${account}:function:prod-worker` },
        },
      },
    });
  });
});

describe('code', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'function-code-'));
    mkdirSync(path.join(folder, 'lib'));
    writeFileSync(path.join(folder, 'lib/b.js'), 'b');
    writeFileSync(path.join(folder, 'a.js'), 'a');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const zipped = () => {
    const app = Testing.app();
    const stack = new TerraformStack(app, 'stack');
    new AwsProvider(stack, 'aws', { region });
    new Function(stack, 'worker', props({ code: { folder } }));
    app.synth();
    const bytes = readFileSync(path.join(app.outdir, 'stacks/stack/assets/prod-worker.zip'));
    rmSync(app.outdir, { recursive: true, force: true });
    return bytes;
  };

  test('of a folder is zipped beside the stack, with the hash that tells a change', () => {
    const { filename, source_code_hash: hash } = made({ code: { folder } });
    expect(filename).toBe('assets/prod-worker.zip');
    const files = Object.entries(unzipSync(zipped())).map(([name, bytes]) => [name, strFromU8(bytes)]);
    expect(files).toEqual([
      ['a.js', 'a'],
      ['lib/b.js', 'b'],
    ]);
    writeFileSync(path.join(folder, 'a.js'), 'other');
    expect(made({ code: { folder } }).source_code_hash).not.toBe(hash);
  });

  test('is the same bytes for the same files, whenever they were written', () => {
    const before = zipped();
    utimesSync(path.join(folder, 'a.js'), 1, 1);
    expect(zipped().equals(before)).toBe(true);
  });

  test('of an object is the pipeline’s: Terraform changes neither it nor the alias', () => {
    const stack = worker({ code: pipelines });
    expect(stack.one('aws_lambda_function')).toMatchObject({
      ...{ s3_bucket: 'example-code', s3_key: 'worker.zip', s3_object_version: pipelines.object.version },
      lifecycle: { ignore_changes: ['s3_bucket', 's3_key', 's3_object_version', 'source_code_hash'] },
    });
    expect(stack.one('aws_lambda_alias').lifecycle).toEqual({ ignore_changes: ['function_version', 'routing_config'] });
  });

  test('is refused where there is none', () => {
    expect(refusal({ code: { folder: 'no/such/folder' } })).toThrow(
      'stack/worker: code.folder: expected a folder that exists, found "no/such/folder"',
    );
    rmSync(path.join(folder, 'lib'), { recursive: true });
    rmSync(path.join(folder, 'a.js'));
    expect(refusal({ code: { folder } })).toThrow('stack/worker: code.folder: expected a folder with files, found');
  });
});

describe('a queue', () => {
  const consumption = { maximumConcurrency: 5 };

  test('invokes the alias, with as much at once as is decided, and receives again only what failed', () => {
    const stack = worker({}, (it) => it.consume(orders, consumption));
    expect(stack.one('aws_lambda_event_source_mapping')).toMatchObject({
      ...{ function_name: aliasArn, event_source_arn: orders.queueArn, batch_size: 10 },
      ...{ function_response_types: ['ReportBatchItemFailures'], scaling_config: { maximum_concurrency: 5 } },
    });
    expect(policies(stack)['consume-orders']).toMatchObject({
      Consumes: {
        ...{ Resource: orders.queueArn },
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      },
    });
  });

  test('is a Queue as it is', () => {
    const stack = worker({}, (it, stack) => {
      const alarms = { topic, oldestMessageSeconds: 900 };
      it.consume(new Queue(stack, 'orders', { ...at, name: 'orders', key, alarms, visibilityTimeoutSeconds: 180 }), {
        ...{ maximumConcurrency: 5, batchSize: 10 },
      });
    });
    expect(stack.all('aws_lambda_event_source_mapping')).toHaveLength(1);
  });

  test.each([
    [{ ...orders, visibilityTimeoutSeconds: 179 }, consumption, 'queue.visibilityTimeoutSeconds: expected 180 seconds'],
    [orders, { maximumConcurrency: 11 }, 'consumption.maximumConcurrency: expected 10 at most, the reserved'],
    [
      orders,
      { maximumConcurrency: 1 },
      'consumption.maximumConcurrency: expected a whole number of invocations from 2',
    ],
    [orders, { ...consumption, batchSize: 11 }, 'consumption.maximumBatchingWindowSeconds: expected 1 or more'],
    [
      { ...orders, queueName: 'orders.fifo', queueArn: `${orders.queueArn}.fifo` },
      { ...consumption, batchSize: 11, maximumBatchingWindowSeconds: 1 },
      'queue.visibilityTimeoutSeconds: expected 181 seconds',
    ],
  ])('is refused: %j, %j', (queue, how, message) => {
    expect(() => worker({}, (it) => it.consume(queue, how))).toThrow(`stack/worker: ${message}`);
  });

  test('is consumed once', () => {
    const twice = (it: Function) => [1, 2].forEach(() => it.consume(orders, consumption));
    expect(() => worker({}, twice)).toThrow('stack/worker: queue: expected a queue that the function does not consume');
  });

  test('whose visibility timeout is known after apply is judged by the review', () => {
    const visibilityTimeoutSeconds = Token.asNumber({ resolve: () => 180 });
    expect(() => worker({}, (it) => it.consume({ ...orders, visibilityTimeoutSeconds }, consumption))).not.toThrow();
  });
});

describe('a bucket', () => {
  test('invokes the alias for objects with a prefix, for its account only, and is made to after it is let', () => {
    const stack = worker({}, (it, stack) => {
      const bucket = Bucket.import(stack, 'uploads', uploads);
      it.onObjects(bucket, { prefix: 'incoming/', suffix: '.jpg' });
      it.onObjects(bucket, { prefix: 'deleted/', events: ['s3:ObjectRemoved:*'] });
    });
    expect(stack.one('aws_lambda_permission')).toMatchObject({
      ...{ ...alias, principal: 's3.amazonaws.com', source_arn: uploads.bucketArn, source_account: account },
    });
    const { lambda_function: entries, depends_on: after } = stack.one('aws_s3_bucket_notification');
    expect(entries).toEqual([
      {
        ...{ id: 'prod-worker:deleted/', lambda_function_arn: aliasArn, events: ['s3:ObjectRemoved:*'] },
        filter_prefix: 'deleted/',
      },
      {
        ...{ id: 'prod-worker:incoming/*.jpg', lambda_function_arn: aliasArn, events: ['s3:ObjectCreated:*'] },
        ...{ filter_prefix: 'incoming/', filter_suffix: '.jpg' },
      },
    ]);
    expect(after).toEqual([expect.stringMatching(/^aws_lambda_permission\./)]);
  });

  test('has one configuration, whichever functions it invokes', () => {
    const stack = worker({}, (it, stack) => {
      const bucket = Bucket.import(stack, 'uploads', uploads);
      it.onObjects(bucket, { prefix: 'incoming/' });
      new Function(stack, 'other', props({ name: 'other' })).onObjects(bucket, { prefix: 'reports/' });
    });
    expect(stack.one('aws_s3_bucket_notification').lambda_function).toHaveLength(2);
    expect(stack.all('aws_lambda_permission')).toHaveLength(2);
  });

  test.each([
    [{ prefix: 'incoming/new/' }, 'notifications.prefix: expected a prefix and suffix that no other notification'],
    [
      { prefix: '' },
      'notifications.prefix: expected the start of keys, 1 to 1024 characters and no *: S3 has no wildcards here, found ""',
    ],
    [
      { prefix: 'incoming/*' },
      'notifications.prefix: expected the start of keys, 1 to 1024 characters and no *: S3 has no wildcards here, found "incoming/*"',
    ],
  ])('is refused for %j', (other, message) => {
    const both = (it: Function, stack: TerraformStack) => {
      const bucket = Bucket.import(stack, 'uploads', uploads);
      it.onObjects(bucket, { prefix: 'incoming/' });
      it.onObjects(bucket, other);
    };
    expect(() => worker({}, both)).toThrow(`stack/worker: ${message}`);
  });
});

describe('who may invoke it', () => {
  const sourceArn = `arn:aws:events:${region}:${account}:rule/nightly`;

  test('is a role, by the alias', () => {
    const stack = worker({}, (it) => it.grantInvoke('Web', role));
    expect(policies(stack)['invoke-prod-worker-Web']).toMatchObject({
      Invokes: { Action: 'lambda:InvokeFunction', Resource: aliasArn },
    });
  });

  test('is a service, for one resource', () => {
    const allow = (it: Function) => it.allowService('Nightly', { service: 'events.amazonaws.com', sourceArn });
    expect(worker({}, (it) => void allow(it)).one('aws_lambda_permission')).toMatchObject({
      ...{ ...alias, action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com', source_arn: sourceArn },
    });
  });

  test.each(['arn:aws:events:eu-west-1:*:rule/nightly', 'arn:aws:s3:::uploads', '*'])('is not %s', (any) => {
    const allow = (it: Function) => it.allowService('Any', { service: 'events.amazonaws.com', sourceArn: any });
    expect(() => worker({}, (it) => void allow(it))).toThrow(
      'stack/worker: invoker.sourceArn: expected the ARN of a resource of one account',
    );
  });

  test('may be of a stack above, which imports it', () => {
    const ref = {
      functionName: 'prod-worker',
      aliasArn: `arn:aws:lambda:${region}:${account}:function:prod-worker:live`,
    };
    const stack = synth((stack) => {
      const imported = Function.import(stack, 'worker', ref);
      imported.grantInvoke('Web', role);
      imported.allowService('Nightly', { service: 'events.amazonaws.com', sourceArn });
    });
    expect(policies(stack)['invoke-prod-worker-Web']!.Invokes!.Resource).toBe(ref.aliasArn);
    expect(stack.one('aws_lambda_permission')).toMatchObject({ function_name: 'prod-worker', qualifier: 'live' });
  });
});

describe('alarms', () => {
  const alarms = (rest?: Partial<FunctionProps>) => worker(rest).all('aws_cloudwatch_metric_alarm');

  test('watch errors, throttles, duration, and events that failed or were lost, and tell the topic what to do', () => {
    const names = alarms().map(({ alarm_name }) => alarm_name.replace('lambda-prod-worker-', ''));
    expect(names.sort()).toEqual(['duration', 'errors', 'failed-events', 'lost-events', 'throttles']);
    for (const alarm of alarms()) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(alarm.alarm_description).toMatch(/Look (at|for)/);
    }
  });

  test('measure duration against the timeout', () => {
    const monitoring = { topic, logRetentionDays: 30 as const, durationPercent: 50 };
    const duration = alarms({ monitoring }).find(({ metric_name }) => metric_name === 'Duration');
    expect(duration).toMatchObject({ threshold: 15_000, statistic: 'Maximum' });
  });
});

describe('a runtime', () => {
  test('must be supported on the day that is asked for', () => {
    expect(refusal({ runtime: { ...runtime, supportedOn: '2029-07-01' } })).toThrow(
      'stack/worker: runtime.name: expected a runtime that is supported on 2029-07-01; this one is until 2029-06-30, found "python3.13"',
    );
    expect(refusal({ runtime: { ...runtime, supportedOn: '2029-06-30' } })).not.toThrow();
  });

  test.each(Object.entries(runtimes))('%s has a day', (_, day) => expect(day).toMatch(/^20\d\d-\d\d-\d\d$/));
});

test('passes every rule but those that a test does not answer', async () => {
  const stack = synth((stack) => {
    new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });
    const own = new Key(stack, 'key', { ...at, purpose: 'Work', alias: 'work' });
    const failed = new DeadLetterQueue(stack, 'failed', { ...at, name: 'failed', key: own, alarms: { topic } });
    const alarms = { topic, oldestMessageSeconds: 900 };
    const queue = { ...at, name: 'orders', key: own, alarms, visibilityTimeoutSeconds: 180 };
    const monitoring = { topic, logRetentionDays: 365 as const };
    const made = new Function(stack, 'worker', props({ key: own, failures: { queue: failed }, monitoring }));
    made.consume(new Queue(stack, 'orders', queue), { maximumConcurrency: 5 });
    made.onObjects(Bucket.import(stack, 'uploads', uploads), { prefix: 'incoming/' });
  });
  const report = await checkTerraform(stack.json, { criticality: 'critical' });
  const failing = report.findings.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
  expect(failing).toEqual(['state/backend-protected']);
});

test.each<[Partial<FunctionProps>, string]>([
  [{ name: 'a b' }, 'name: expected 1 to 55 letters, digits, _ and -, found "a b"'],
  [{ limits: { timeoutSeconds: 901, reservedConcurrency: 1 } }, 'limits.timeoutSeconds: expected a whole number'],
  [{ limits: { timeoutSeconds: 1, reservedConcurrency: 0 } }, 'limits.reservedConcurrency: expected a whole number'],
  [{ runtime: { ...runtime, name: 'nodejs18.x' as 'nodejs22.x' } }, 'runtime.name: expected one of nodejs22.x'],
  [{ runtime: { ...runtime, supportedOn: '2027-02-30' } }, 'runtime.supportedOn: expected a day such as 2027-06-30'],
  [{ runtime: { ...runtime, environment: { AWS_REGION: 'x' } } }, 'runtime.environment: expected a letter, then'],
  [
    { runtime: { ...runtime, environment: { BIG: 'x'.repeat(4096) } } },
    'runtime.environment: expected environment var',
  ],
  [
    { failures: { queue: { queueArn: `arn:aws:sqs:${region}:${account}:a.fifo` } } },
    'failures.queue: expected a stand',
  ],
  [{ code: { ...pipelines, folder: 'x' } as never }, 'code: expected code: an object with one of folder, object'],
])('refuses %j', (rest, message) => {
  expect(refusal(rest)).toThrow(`stack/worker: ${message}`);
});

describe('a file system in a function', () => {
  const inVpc = { network: { network, securityGroup: { securityGroupId: 'sg-1' } } };
  const mounting = (use: (made: Function, files: FileSystem) => void, rest: Partial<FunctionProps> = inVpc) =>
    worker(rest, (made, stack) => {
      const accessPoints = { exports: { uid: 1000, gid: 1000 } };
      use(made, new FileSystem(stack, 'files', { name: 'shared', network, key, accessPoints, alarms: { topic } }));
    });
  const mount = { accessPoint: 'exports', path: '/mnt/exports', access: 'read' } as const;

  test('is mounted by an access point, as its role', () => {
    const stack = mounting((made, files) => made.mount(files, mount));
    expect(stack.one('aws_lambda_function').file_system_config).toEqual({
      arn: stack.reference('aws_efs_access_point', 'arn'),
      local_mount_path: '/mnt/exports',
    });
    const { MountAccessPoint } = policies(stack)['mount-shared-exports-ProdWorker']!;
    expect(MountAccessPoint!.Action).toEqual(['elasticfilesystem:ClientMount']);
  });

  test('is one, and only in a VPC', () => {
    const twice = (made: Function, files: FileSystem) => {
      made.mount(files, mount);
      made.mount(files, { ...mount, path: '/mnt/more' });
    };
    expect(() => mounting(twice)).toThrow('stack/worker: fileSystem: expected one file system of a function');
    expect(() => mounting((made, files) => made.mount(files, mount), {})).toThrow(
      'stack/worker: fileSystem: expected a function in a VPC',
    );
  });
});
