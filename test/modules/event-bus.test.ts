import { Token } from 'cdktf';
import { EventBus, type EventBusProps, type EventRuleProps } from '../../modules/event-bus';
import { Key } from '../../modules/kms';
import { MessageTopic } from '../../modules/message-topic';
import { Queue } from '../../modules/queue';
import { optOuts, statements, synth, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const people = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const queueNamed = (queueName: string) => ({
  // .fifo is last in the name of a dead-letter queue too.
  ...{ queueName, queueArn: `arn:aws:sqs:${region}:${account}:${queueName}` },
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/${queueName}`,
  deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:${queueName.replace(/(\.fifo)?$/, '-dead-letters$1')}`,
});
const mails = queueNamed('mails');
const placed: EventRuleProps = {
  description: 'Orders that were placed',
  pattern: { source: ['shop.orders'], 'detail-type': ['order placed'], detail: { total: [{ numeric: ['>', 100] }] } },
  targets: { mails: { queue: mails } },
};

const props = (rest: Partial<EventBusProps> = {}): EventBusProps => ({
  ...{ name: 'prod-shop', account, region, key, alarms: { topic: people } },
  ...rest,
});
const bus = (rest?: Partial<EventBusProps>, use: (bus: EventBus) => void = () => undefined) =>
  synth((stack) => use(new EventBus(stack, 'bus', props(rest))));
const ruled = (rule: Partial<EventRuleProps> = {}) => bus({}, (bus) => bus.addRule('placed', { ...placed, ...rule }));
const sendersOf = (stack: Synthesized) => statements(stack.one('aws_sqs_queue_policy').policy).EventBridgeSends!;

describe('an event bus', () => {
  test('is encrypted by the key, and keeps what cannot be encrypted or decrypted', () => {
    const stack = bus();
    expect(stack.one('aws_cloudwatch_event_bus')).toMatchObject({
      ...{ name: 'prod-shop', kms_key_identifier: key.keyArn },
      dead_letter_config: { arn: stack.reference('aws_sqs_queue', 'arn') },
    });
    expect(sendersOf(stack).Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': [`arn:aws:events:${region}:${account}:event-bus/prod-shop`] },
    });
  });

  test('lets nobody else put events: it has no policy', () => {
    expect(
      ruled()
        .types()
        .filter((type) => /event_(bus_policy|permission)/.test(type)),
    ).toEqual([]);
  });

  test('keeps all events, and Terraform does not destroy the archive', () => {
    const stack = bus();
    expect(stack.one('aws_cloudwatch_event_archive')).toMatchObject({
      ...{
        name: 'prod-shop',
        event_source_arn: stack.reference('aws_cloudwatch_event_bus', 'arn'),
        retention_days: 30,
      },
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.one('aws_cloudwatch_event_archive')).not.toHaveProperty('event_pattern');
    expect(bus({ archiveDays: 90 }).one('aws_cloudwatch_event_archive').retention_days).toBe(90);
  });

  test('can be left to be destroyed, with a reason', () => {
    const reason = 'It holds copies only';
    const off = props({ optOuts: { deletionProtection: { off: true, reason } } });
    const stack = synth((stack) => new EventBus(stack, 'bus', off));
    for (const type of ['aws_cloudwatch_event_archive', 'aws_sqs_queue'])
      expect(stack.one(type)).not.toHaveProperty('lifecycle');
    expect(Object.values(optOuts((stack) => new EventBus(stack, 'bus', off)))).toEqual([
      { deletion_protection: reason },
      { deletion_protection: reason },
    ]);
  });

  test('opens its key to the buses of the account', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Events', alias: 'events', account, region });
      new EventBus(scope, 'bus', props({ key: own }));
    });
    const { EventBridgeBusesUses } = statements(stack.one('aws_kms_key').policy);
    expect(EventBridgeBusesUses).toMatchObject({
      Principal: { Service: 'events.amazonaws.com' },
      Action: expect.arrayContaining(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*']),
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });
});

describe('a rule', () => {
  test('is about named sources, enabled, and says what it is for', () => {
    const stack = ruled();
    const rule = stack.one('aws_cloudwatch_event_rule');
    expect(rule).toMatchObject({
      ...{ name: 'placed', state: 'ENABLED', description: placed.description },
      event_bus_name: stack.reference('aws_cloudwatch_event_bus', 'name'),
    });
    expect(JSON.parse(rule.event_pattern)).toEqual(placed.pattern);
  });

  test('tries again for a day, and keeps what could not be delivered', () => {
    const stack = ruled();
    expect(stack.one('aws_cloudwatch_event_target')).toMatchObject({
      ...{ target_id: 'mails', arn: mails.queueArn },
      rule: stack.reference('aws_cloudwatch_event_rule', 'name'),
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      dead_letter_config: { arn: stack.reference('aws_sqs_queue', 'arn') },
      depends_on: [`aws_sqs_queue_policy.${stack.resources('aws_sqs_queue_policy')[0]!.name}`],
    });
    expect(stack.one('aws_cloudwatch_event_target')).not.toHaveProperty('role_arn');
    expect(sendersOf(stack).Condition.ArnEquals['aws:SourceArn']).toContain(
      stack.reference('aws_cloudwatch_event_rule', 'arn'),
    );
    expect(ruled({ maxRetries: 3, maxAgeSeconds: 600 }).one('aws_cloudwatch_event_target').retry_policy).toEqual({
      ...{ maximum_retry_attempts: 3, maximum_event_age_in_seconds: 600 },
    });
  });

  test('tells of events that are lost, and of those that could not be delivered', () => {
    const alarms = ruled().all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
      'events-prod-shop-placed-lost',
      'sqs-prod-shop-undelivered',
    ]);
    expect(alarms.find(({ namespace }) => namespace === 'AWS/Events')).toMatchObject({
      ...{ metric_name: 'InvocationsFailedToBeSentToDlq', threshold: 0, alarm_actions: [people.topicArn] },
      dimensions: { EventBusName: 'prod-shop', RuleName: 'placed' },
    });
  });

  test('opens queues and topics of the same app to itself, and waits for that', () => {
    const stack = synth((scope) => {
      const shared = { account, region, key, alarms: { topic: people, oldestMessageSeconds: 900 } };
      const queue = new Queue(scope, 'mails', { ...shared, name: 'mails', visibilityTimeoutSeconds: 60 });
      const messageTopic = new MessageTopic(scope, 'topic', {
        ...{ name: 'placed', account, region, key, alarms: { topic: people }, logRetentionDays: 90 },
      });
      new EventBus(scope, 'bus', props()).addRule('placed', {
        ...placed,
        targets: { mails: { queue }, all: { messageTopic } },
      });
    });
    const rule = stack.reference('aws_cloudwatch_event_rule', 'arn');
    const opened = stack.all('aws_sqs_queue_policy').filter(({ policy }) => policy.includes(rule));
    expect(opened).toHaveLength(2);
    const { EventBridgePublishes } = statements(stack.one('aws_sns_topic_policy').policy);
    expect(EventBridgePublishes!.Principal).toEqual({ Service: 'events.amazonaws.com' });
    expect(EventBridgePublishes!.Condition).toBeUndefined();
    for (const { depends_on } of stack.all('aws_cloudwatch_event_target')) expect(depends_on).toHaveLength(2);
  });

  test('names the message group of a FIFO queue', () => {
    const queue = queueNamed('mails.fifo');
    const stack = ruled({ targets: { mails: { queue, messageGroupId: 'orders' } } });
    expect(stack.one('aws_cloudwatch_event_target').sqs_target).toEqual({ message_group_id: 'orders' });
    expect(ruled().one('aws_cloudwatch_event_target')).not.toHaveProperty('sqs_target');
  });

  const unknown = Token.asString({ resolve: () => '${var.a}' });
  test.each<[Partial<EventRuleProps>, string]>([
    [{ pattern: {} as EventRuleProps['pattern'] }, 'pattern.source: expected 1 to 50 sources'],
    [{ pattern: { source: ['aws.ec2'] } }, 'pattern.source[0]: expected a source such as shop.orders, and none of AWS'],
    [{ pattern: { source: ['*'] } }, 'pattern.source[0]: expected a source'],
    [{ pattern: { source: ['shop'], detail: {} } }, 'pattern.detail: expected an object with at least one field'],
    [{ pattern: { source: ['shop'], detail: { a: [] } } }, 'pattern.detail: expected an object'],
    [{ pattern: { source: ['shop'], detail: { a: 'b' } } }, 'pattern.detail: expected an object'],
    [{ pattern: { source: ['shop'], detail: { a: [unknown] } } }, 'pattern.detail: expected an object'],
    [{ targets: {} }, 'targets: expected 1 to 5 targets by name'],
    [{ targets: { mails: {} as { queue: typeof mails } } }, 'targets.mails: expected a target: an object with one of'],
    [
      { targets: { mails: { queue: queueNamed('mails.fifo') } } },
      'targets.mails.messageGroupId: expected a message group, since the queue is FIFO, found nothing',
    ],
    [
      { targets: { mails: { queue: mails, messageGroupId: 'orders' } } },
      'targets.mails.messageGroupId: expected nothing, since the queue is standard, found "orders"',
    ],
    [{ maxRetries: 186 }, 'maxRetries: expected a whole number of retries from 0 to 185'],
    [{ maxAgeSeconds: 59 }, 'maxAgeSeconds: expected a whole number of seconds from 60 to 86400'],
  ])('is refused for %j', (rule, message) => {
    expect(() => ruled(rule)).toThrow(`stack/bus: rule.${message}`);
  });
});

describe('a grant', () => {
  test('lets a role put events of its sources, and of no other', () => {
    const stack = bus({}, (bus) => bus.grantPutEvents('Web', role, ['shop.orders']));
    const granted = stack.one('aws_iam_role_policy');
    expect([granted.name, granted.role]).toEqual(['put-events-prod-shop-Web', 'web']);
    expect(statements(granted.policy)).toEqual({
      PutsEvents: {
        ...{ Sid: 'PutsEvents', Effect: 'Allow', Action: 'events:PutEvents' },
        Resource: stack.reference('aws_cloudwatch_event_bus', 'arn'),
        Condition: { StringEquals: { 'events:source': ['shop.orders'] } },
      },
    });
  });

  test('is possible in another stack, by a reference', () => {
    const ref = { eventBusName: 'prod-shop', eventBusArn: `arn:aws:events:${region}:${account}:event-bus/prod-shop` };
    const stack = synth((scope) => EventBus.import(scope, 'bus', ref).grantPutEvents('Web', role, ['shop.orders']));
    expect(statements(stack.one('aws_iam_role_policy').policy).PutsEvents?.Resource).toBe(ref.eventBusArn);
  });

  test('is refused without a source', () => {
    expect(() => bus({}, (bus) => bus.grantPutEvents('Web', role, []))).toThrow(
      'stack/bus: sources: expected 1 to 20 sources',
    );
  });
});

test.each<[Partial<EventBusProps>, string]>([
  [{ name: 'default' }, 'name: expected up to 48 letters, digits and ._-, not default, found "default"'],
  [{ name: 'aws.partner/shop' }, 'name: expected up to 48 letters'],
  [{ archiveDays: 0 }, 'archiveDays: expected a whole number of days from 1 to 3650, found 0'],
  [{ key: {} as typeof key }, 'key.keyArn: expected the ARN of a KMS key'],
])('refuses %j', (rest, message) => {
  expect(() => bus(rest)).toThrow(`stack/bus: ${message}`);
});
