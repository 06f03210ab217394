import { dev } from '../../environments';
import { hourly, mailer, nightly, report, thumbnails, withFunctions } from '../support/functions';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const service = stackOf(withFunctions, 'service');
const messaging = stackOf(withFunctions, 'messaging');
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
const functionNamed = (name: string) => service.all('aws_lambda_function').find((one) => one.function_name === name)!;
const policies = Object.fromEntries(
  service.all('aws_iam_role_policy').map(({ name, policy }) => [name, statements(policy)]),
);

describe('a function', () => {
  test('is as the file decides, and its first code is an object of a bucket', () => {
    expect(functionNamed('prod-thumbnails')).toMatchObject({
      ...{ runtime: 'nodejs22.x', handler: 'index.handler', architectures: ['arm64'] },
      ...{ timeout: 30, memory_size: 1024, reserved_concurrent_executions: 20 },
      ...{ s3_key: 'code/thumbnails.zip', s3_object_version: thumbnails.firstCode.version },
      s3_bucket: prod.buckets.uploads.bucket,
      lifecycle: { ignore_changes: ['s3_bucket', 's3_key', 's3_object_version', 'source_code_hash'] },
    });
    expect(functionNamed('prod-report')).not.toHaveProperty('reserved_concurrent_executions');
  });

  test('is invoked by its alias live, of which the pipeline decides the version', () => {
    const aliases = service.all('aws_lambda_alias');
    expect(aliases).toHaveLength(3);
    for (const { name, lifecycle } of aliases) {
      expect(name).toBe('live');
      expect(lifecycle).toEqual({ ignore_changes: ['function_version', 'routing_config'] });
    }
  });

  test('is encrypted, logs for as long as the file says, and tells the topic of the account', () => {
    const key = service.resources('aws_kms_key').find(({ name }) => name.startsWith('key_'))!;
    for (const { kms_key_arn } of service.all('aws_lambda_function')) {
      expect(kms_key_arn).toBe(`\${aws_kms_key.${key.name}.arn}`);
    }
    const logs = service.all('aws_cloudwatch_log_group').filter(({ name }) => name.startsWith('/aws/lambda/'));
    expect(logs.map(({ retention_in_days }) => retention_in_days)).toEqual(Array(3).fill(prod.logRetentionDays));
    const alarms = service.all('aws_cloudwatch_metric_alarm').filter(({ alarm_name }) => /^lambda-/.test(alarm_name));
    expect(alarms.length).toBeGreaterThanOrEqual(9);
    for (const { alarm_actions } of alarms) expect(alarm_actions).toEqual([outputOf('account', 'alarms_topic_arn')]);
  });

  test('is outside of the VPC, unless it uses a database or a cache', () => {
    expect(functionNamed('prod-thumbnails')).not.toHaveProperty('vpc_config');
    expect(functionNamed('prod-mailer')).not.toHaveProperty('vpc_config');
    const group = service
      .resources('aws_security_group')
      .find(({ attributes }) => /-functions-/.test(attributes.name))!;
    expect(group.attributes.name).toBe('prod-functions-endpoints');
    expect(functionNamed('prod-report').vpc_config).toMatchObject({
      security_group_ids: [`\${aws_security_group.${group.name}.id}`],
    });
  });

  test('shares its security group with those that have the same way out', () => {
    const other = { ...report, outbound: 'internet' as const };
    const services = { ...prod.services, report, figures: { ...report, databases: [] }, other };
    const stack = stackOf({ ...withFunctions, services, schedules: {} }, 'service');
    const groups = stack.all('aws_security_group').filter(({ name }) => /-functions-/.test(name));
    expect(groups.map(({ name }) => name).sort()).toEqual(['prod-functions-endpoints', 'prod-functions-internet']);
    const ways = stack
      .all('aws_vpc_security_group_egress_rule')
      .filter(({ description }) => /functions/i.test(description))
      .map(({ description }) => description);
    expect(ways).toEqual(expect.arrayContaining(['Functions, to database main', 'Functions, to cache main']));
    expect(ways.filter((description) => description === 'Functions, to database main')).toHaveLength(2);
  });

  test('may use what the file names, and is told where it is', () => {
    expect(functionNamed('prod-report').environment.variables).toMatchObject({
      ...{ LEVEL: 'daily', DATABASE_MAIN_USER: 'report', CACHE_MAIN_NAME: expect.any(String) },
    });
    expect(functionNamed('prod-thumbnails').environment.variables).toEqual({
      BUCKET_UPLOADS: prod.buckets.uploads.bucket,
    });
    expect(functionNamed('prod-mailer').environment.variables).toEqual({
      TOPIC_ORDER_PLACED_ARN: outputOf('messaging', 'topics_order-placed_topic_arn'),
    });
    const role = service
      .resources('aws_iam_role')
      .find(({ attributes }) => attributes.name === 'prod-mailer-function')!;
    const publish = service.all('aws_iam_role_policy').find(({ name }) => name === 'publish-prod-order-placed-Mailer')!;
    expect(publish.role).toBe(`\${aws_iam_role.${role.name}.name}`);
  });

  test('takes messages of its queue, and no other does for it', () => {
    const [mapping] = service.all('aws_lambda_event_source_mapping');
    expect(service.all('aws_lambda_event_source_mapping')).toHaveLength(1);
    expect(mapping).toMatchObject({
      ...{ event_source_arn: outputOf('messaging', 'queues_mails_queue_arn'), batch_size: 10 },
      scaling_config: { maximum_concurrency: mailer.on.maximumConcurrency },
    });
  });

  test('is invoked for objects that are written', () => {
    const [{ bucket, lambda_function } = {} as never] = service.all('aws_s3_bucket_notification');
    expect(service.all('aws_s3_bucket_notification')).toHaveLength(1);
    expect(bucket).toBe(prod.buckets.uploads.bucket);
    expect(lambda_function).toMatchObject([{ filter_prefix: 'incoming/', events: ['s3:ObjectCreated:*'] }]);
  });

  test('sends what failed all attempts to a queue of the messaging stack', () => {
    const failures = service.all('aws_lambda_function_event_invoke_config');
    expect(failures).toHaveLength(3);
    for (const { destination_config } of failures) {
      expect(destination_config.on_failure.destination).toBe(outputOf('messaging', 'failed_events_queue_arn'));
    }
    const queue = messaging.all('aws_sqs_queue').find(({ name }) => name === 'prod-failed-events')!;
    expect(queue).toMatchObject({ message_retention_seconds: 14 * 86_400, lifecycle: { prevent_destroy: true } });
    expect(messaging.reference('aws_kms_key', 'arn')).toBe(queue.kms_master_key_id);
  });

  test('alone has a messaging stack, for what fails', () => {
    const services = { thumbnails };
    const alone = { ...prod, queues: {}, topics: {}, mail: 'none' as const, users: 'none' as const, services };
    const queues = stackOf(alone, 'messaging').all('aws_sqs_queue');
    expect(queues.map(({ name }) => name)).toEqual(['prod-failed-events']);
  });

  test('of dev leaves nothing that is protected', () => {
    const services = { thumbnails };
    const stack = stackOf(
      { ...dev, apis: {}, services, schedules: { hourly: { ...hourly, sendsTo: 'orders' } } },
      'service',
    );
    for (const queue of stack.all('aws_sqs_queue')) expect(queue).not.toHaveProperty('lifecycle');
    const failed = stackOf({ ...dev, apis: {}, services, schedules: {} }, 'messaging').all('aws_sqs_queue');
    for (const queue of failed) expect(queue).not.toHaveProperty('lifecycle');
  });

  test('is on the dashboard', () => {
    const { dashboard_body } = stackOf(withFunctions, 'service').one('aws_cloudwatch_dashboard');
    expect(dashboard_body).toContain('Service thumbnails: invocations');
    expect(dashboard_body).not.toContain('Service thumbnails: servers');
  });
});

describe('schedules', () => {
  const scheduleNamed = (name: string) => service.all('aws_scheduler_schedule').find((one) => one.name === name)!;

  test('are in one group, and what they could not send is kept', () => {
    expect(service.one('aws_scheduler_schedule_group').name).toBe('prod');
    const failed = service.all('aws_sqs_queue');
    expect(failed).toMatchObject([{ name: 'prod-failed-schedules', lifecycle: { prevent_destroy: true } }]);
  });

  test('run a function by its alias, with a role that may do that alone', () => {
    const alias = service.resources('aws_lambda_alias').find(({ name }) => /report/.test(name))!;
    const arn = `\${aws_lambda_alias.${alias.name}.arn}`;
    expect(scheduleNamed('nightly')).toMatchObject({
      ...{ schedule_expression: nightly.at, schedule_expression_timezone: nightly.timeZone },
      target: { arn, input: nightly.message },
    });
    const runs = service.all('aws_iam_role_policy').filter(({ policy }) => statements(policy).Invokes);
    expect(runs.map(({ policy }) => statements(policy).Invokes)).toEqual([
      { Sid: 'Invokes', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn },
    ]);
  });

  test('send to a queue', () => {
    expect(scheduleNamed('hourly').target).toMatchObject({
      ...{ arn: outputOf('messaging', 'queues_mails_queue_arn'), input: 'unpaid' },
    });
  });

  test('are nothing where there are none', () => {
    const none = stackOf(prod, 'service');
    for (const type of ['aws_scheduler_schedule_group', 'aws_lambda_function', 'aws_sqs_queue']) {
      expect(none.types()).not.toContain(type);
    }
  });
});

test('queues of containers are not given to functions', () => {
  expect(Object.keys(policies).filter((name) => /^consume-prod-orders/.test(name))).toEqual([
    'consume-prod-orders-Worker',
  ]);
});
