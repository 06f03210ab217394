import { Key } from '../../modules/kms';
import { Queue } from '../../modules/queue';
import { ScheduleGroup, type ScheduleGroupProps, type ScheduleProps } from '../../modules/schedule';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const people = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const queueNamed = (queueName: string) => ({
  ...{ queueName, queueArn: `arn:aws:sqs:${region}:${account}:${queueName}` },
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/${queueName}`,
  deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:dead`,
});
const reports = queueNamed('reports');
const messageTopic = { topicName: 'night', topicArn: `arn:aws:sns:${region}:${account}:night` };
const report = {
  functionName: 'prod-report',
  aliasArn: `arn:aws:lambda:${region}:${account}:function:prod-report:live`,
};
const nightly: ScheduleProps = {
  ...{ description: 'Reports of the day', expression: 'cron(0 2 * * ? *)', timeZone: 'Europe/Dublin' },
  target: { queue: reports, message: '{"report":"daily"}' },
};

const props = (rest: Partial<ScheduleGroupProps> = {}): ScheduleGroupProps => ({
  ...{ name: 'prod-shop', account, region, key, alarms: { topic: people } },
  ...rest,
});
const group = (rest?: Partial<ScheduleGroupProps>, use: (group: ScheduleGroup) => void = () => undefined) =>
  synth((stack) => use(new ScheduleGroup(stack, 'schedules', props(rest))));
const scheduled = (schedule: Partial<ScheduleProps> = {}) =>
  group({}, (group) => group.addSchedule('nightly', { ...nightly, ...schedule }));

describe('a group of schedules', () => {
  test('keeps what they could not send in a queue that is told of', () => {
    const stack = group();
    expect(stack.one('aws_scheduler_schedule_group').name).toBe('prod-shop');
    expect(stack.one('aws_sqs_queue')).toMatchObject({
      ...{ name: 'prod-shop-failed-schedules', kms_master_key_id: key.keyArn, lifecycle: { prevent_destroy: true } },
    });
    const alarms = stack.all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
      'scheduler-prod-shop-lost',
      'sqs-prod-shop-failed-schedules',
    ]);
    expect(alarms.find(({ namespace }) => namespace === 'AWS/Scheduler')).toMatchObject({
      ...{ metric_name: 'InvocationsFailedToBeSentToDeadLetterCount', threshold: 0 },
      ...{ dimensions: { ScheduleGroup: 'prod-shop' }, alarm_actions: [people.topicArn] },
    });
  });

  test('can have a queue that is destroyed, with a reason', () => {
    const reason = 'It holds copies only';
    const off = props({ optOuts: { deletionProtection: { off: true, reason } } });
    expect(synth((stack) => new ScheduleGroup(stack, 's', off)).one('aws_sqs_queue')).not.toHaveProperty('lifecycle');
    expect(Object.values(optOuts((stack) => new ScheduleGroup(stack, 's', off)))).toEqual([
      { deletion_protection: reason },
    ]);
  });
});

describe('a schedule', () => {
  test('is in its group and time zone, and exact', () => {
    const stack = scheduled();
    expect(stack.one('aws_scheduler_schedule')).toMatchObject({
      ...{ name: 'nightly', state: 'ENABLED', description: 'Reports of the day' },
      ...{ schedule_expression: 'cron(0 2 * * ? *)', schedule_expression_timezone: 'Europe/Dublin' },
      group_name: stack.reference('aws_scheduler_schedule_group', 'name'),
      flexible_time_window: { mode: 'OFF' },
    });
    expect(scheduled({ flexibleMinutes: 15 }).one('aws_scheduler_schedule').flexible_time_window).toEqual({
      ...{ mode: 'FLEXIBLE', maximum_window_in_minutes: 15 },
    });
  });

  test('sends its message, tries again for a day, and keeps what it could not send', () => {
    const stack = scheduled();
    expect(stack.one('aws_scheduler_schedule').target).toEqual({
      ...{ arn: reports.queueArn, input: '{"report":"daily"}', role_arn: stack.reference('aws_iam_role', 'arn') },
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      dead_letter_config: { arn: stack.reference('aws_sqs_queue', 'arn') },
    });
    expect(scheduled({ maxRetries: 0, maxAgeSeconds: 60 }).one('aws_scheduler_schedule').target.retry_policy).toEqual({
      ...{ maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 },
    });
  });

  test('has a role of its own, for this account and for what it does alone, and waits for it', () => {
    const stack = scheduled();
    const role = stack.one('aws_iam_role');
    expect(role.name).toBe('prod-shop-nightly-schedule');
    expect(statements(role.assume_role_policy).Service).toMatchObject({
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
    expect(statements(stack.one('aws_iam_role_policy').policy)).toEqual({
      Sends: { Sid: 'Sends', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: reports.queueArn },
      KeepsFailures: {
        ...{ Sid: 'KeepsFailures', Effect: 'Allow', Action: 'sqs:SendMessage' },
        Resource: stack.reference('aws_sqs_queue', 'arn'),
      },
    });
    expect(stack.one('aws_scheduler_schedule').depends_on).toEqual([
      `aws_iam_role_policy.${stack.resources('aws_iam_role_policy')[0]!.name}`,
    ]);
  });

  test('publishes to a topic', () => {
    const stack = scheduled({ target: { messageTopic, message: 'night' } });
    expect(stack.one('aws_scheduler_schedule').target).toMatchObject({ arn: messageTopic.topicArn, input: 'night' });
    expect(statements(stack.one('aws_iam_role_policy').policy).Sends).toMatchObject({
      ...{ Action: 'sns:Publish', Resource: messageTopic.topicArn },
    });
  });

  test('invokes a function by its alias', () => {
    const stack = scheduled({ target: { function: report, message: '{"report":"daily"}' } });
    expect(stack.one('aws_scheduler_schedule').target).toMatchObject({
      ...{ arn: report.aliasArn, input: '{"report":"daily"}' },
    });
    expect(statements(stack.one('aws_iam_role_policy').policy).Invokes).toEqual({
      ...{ Sid: 'Invokes', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: report.aliasArn },
    });
  });

  test('names the message group of a FIFO queue', () => {
    const target = { queue: queueNamed('reports.fifo'), message: 'daily', messageGroupId: 'reports' };
    expect(scheduled({ target }).one('aws_scheduler_schedule').target.sqs_parameters).toEqual({
      message_group_id: 'reports',
    });
  });

  test('sends to queues whose keys admit the account’s roles through SQS', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Messages', alias: 'messages', account, region });
      const queue = new Queue(scope, 'reports', {
        ...{ name: 'reports', account, region, key: own, visibilityTimeoutSeconds: 60 },
        alarms: { topic: people, oldestMessageSeconds: 900 },
      });
      new ScheduleGroup(scope, 'schedules', props({ key: own })).addSchedule('nightly', {
        ...{ ...nightly, target: { queue, message: 'daily' } },
      });
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toEqual([
      ...['Administration', 'SqsUses', 'SqsDelegates', 'SchedulerUses', 'SchedulerDelegates', 'SchedulesUses'],
    ]);
  });

  test('is encrypted by the key, which its role may use for schedules of the account alone', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Messages', alias: 'messages', account, region });
      new ScheduleGroup(scope, 'schedules', props({ key: own })).addSchedule('nightly', nightly);
    });
    expect(stack.one('aws_scheduler_schedule').kms_key_arn).toBe(stack.reference('aws_kms_key', 'arn'));
    expect(statements(stack.one('aws_kms_key').policy).SchedulesUses).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: {
        StringEquals: { 'kms:CallerAccount': account },
        ArnLike: {
          'kms:EncryptionContext:aws:scheduler:schedule:arn': `arn:aws:scheduler:${region}:${account}:schedule/*`,
        },
      },
    });
  });

  test.each(['cron(0/15 8-18 ? * MON-FRI *)', 'rate(5 minutes)', 'rate(1 day)', 'at(2027-01-31T02:00:00)'])(
    'is at %s',
    (expression) => {
      expect(scheduled({ expression }).one('aws_scheduler_schedule').schedule_expression).toBe(expression);
    },
  );

  test.each<[Partial<ScheduleProps>, string]>([
    [{ expression: 'cron(0 2 * * *)' }, 'expression: expected cron(…) of six fields'],
    [{ expression: '0 2 * * ? *' }, 'expression: expected cron(…) of six fields'],
    [{ expression: 'rate(0 minutes)' }, 'expression: expected cron(…) of six fields'],
    [{ timeZone: 'CET+1' }, 'timeZone: expected an IANA time zone such as Europe/Dublin'],
    [{ target: {} as ScheduleProps['target'] }, 'target: expected a target: an object with one of'],
    [{ target: { queue: reports, message: '' } }, 'target.message: expected a message of 1 to 262144 characters'],
    [
      { target: { queue: queueNamed('reports.fifo'), message: 'daily' } },
      'target.messageGroupId: expected a message group, since the queue is FIFO, found nothing',
    ],
    [
      { target: { queue: reports, message: 'daily', messageGroupId: 'reports' } },
      'target.messageGroupId: expected nothing, since the queue is standard, found "reports"',
    ],
    [
      { target: { messageTopic: { ...messageTopic, topicName: 'night.fifo' }, message: 'night' } },
      'target.messageTopic: expected a standard topic: Scheduler names no message group, found "night.fifo"',
    ],
    [
      { target: { function: report, message: 'daily' } },
      'target.message: expected an event in JSON, of 1 to 262144 characters, found "daily"',
    ],
    [
      { target: { function: { ...report, aliasArn: report.aliasArn.replace(':live', '') }, message: '{}' } },
      'target.function.aliasArn: expected the ARN of the alias live of a Lambda function',
    ],
    [{ flexibleMinutes: 1441 }, 'flexibleMinutes: expected a whole number of minutes from 1 to 1440'],
    [{ maxRetries: 186 }, 'maxRetries: expected a whole number of retries from 0 to 185'],
    [{ maxAgeSeconds: 59 }, 'maxAgeSeconds: expected a whole number of seconds from 60 to 86400'],
  ])('is refused for %j', (schedule, message) => {
    expect(() => scheduled(schedule)).toThrow(`stack/schedules: schedule.${message}`);
  });
});

test.each<[Partial<ScheduleGroupProps>, string]>([
  [{ name: 'default' }, 'name: expected up to 30 letters, digits, _ and -, not default, found "default"'],
  [{ key: {} as typeof key }, 'key.keyArn: expected the ARN of a KMS key'],
])('refuses %j', (rest, message) => {
  expect(() => group(rest)).toThrow(`stack/schedules: ${message}`);
});
