import { Token } from 'cdktf';
import { Key } from '../../modules/kms';
import { MessageTopic, type MessageTopicProps, type SubscriptionProps } from '../../modules/message-topic';
import { Queue } from '../../modules/queue';
import { optOuts, statements, synth, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const people = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const rule = { ruleArn: `arn:aws:events:${region}:${account}:rule/orders/placed` };
const uploads = { bucketName: 'example-uploads', bucketArn: 'arn:aws:s3:::example-uploads' };
const mails = {
  ...{ queueName: 'mails', queueArn: `arn:aws:sqs:${region}:${account}:mails` },
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/mails`,
  deadLetterQueueArn: `arn:aws:sqs:${region}:${account}:mails-dead-letters`,
};

const props = (rest: Partial<MessageTopicProps> = {}): MessageTopicProps => ({
  ...{ name: 'order-placed', account, region, key, alarms: { topic: people }, logRetentionDays: 90 },
  ...rest,
});
const topic = (rest?: Partial<MessageTopicProps>, use: (topic: MessageTopic) => void = () => undefined) =>
  synth((stack) => use(new MessageTopic(stack, 'topic', props(rest))));
const subscribed = (subscription: Partial<SubscriptionProps> = {}, rest?: Partial<MessageTopicProps>) =>
  topic(rest, (topic) => topic.subscribe('mails', { queue: mails, ...subscription }));
const policyArn = (stack: Synthesized) => stack.reference('aws_sns_topic_policy', 'arn');

describe('a topic of applications', () => {
  test('is encrypted by the key, and signs with SHA-256', () => {
    const stack = topic();
    expect(stack.one('aws_sns_topic')).toMatchObject({
      ...{ name: 'order-placed', kms_master_key_id: key.keyArn, signature_version: 2 },
    });
    expect(stack.one('aws_sns_topic')).not.toHaveProperty('fifo_topic');
  });

  test('refuses plain HTTP, and lets nobody publish by itself', () => {
    const stack = topic();
    const { TlsOnly, ...others } = statements(stack.one('aws_sns_topic_policy').policy);
    expect(others).toEqual({});
    expect(TlsOnly).toMatchObject({
      ...{ Effect: 'Deny', Principal: '*', Resource: stack.reference('aws_sns_topic', 'arn') },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(TlsOnly!.Action).toEqual(expect.arrayContaining(['sns:Publish', 'sns:Subscribe']));
  });

  test('is FIFO by decision, with limits that count for each message group', () => {
    expect(topic({ fifo: {} }).one('aws_sns_topic')).toMatchObject({
      ...{ name: 'order-placed.fifo', fifo_topic: true, content_based_deduplication: false },
      fifo_throughput_scope: 'MessageGroup',
    });
    expect(
      topic({ fifo: { contentBasedDeduplication: true, highThroughput: false } }).one('aws_sns_topic'),
    ).toMatchObject({ content_based_deduplication: true, fifo_throughput_scope: 'Topic' });
  });

  test('logs the deliveries that failed, where SNS writes them, encrypted and not for ever', () => {
    const stack = topic({ fifo: {} });
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      name: `sns/${region}/${account}/order-placed.fifo/Failure`,
      ...{ kms_key_id: key.keyArn, retention_in_days: 90 },
    });
    expect(stack.one('aws_sns_topic').sqs_failure_feedback_role_arn).toBe(stack.reference('aws_iam_role', 'arn'));
    const group = stack.reference('aws_cloudwatch_log_group', 'arn');
    const { Resource } = statements(stack.one('aws_iam_role_policy').policy).WritesFailures!;
    expect(Resource).toEqual([group, `${group}:*`]);
    const { Service: trusted } = statements(stack.one('aws_iam_role').assume_role_policy);
    expect(trusted).toMatchObject({ Principal: { Service: 'sns.amazonaws.com' } });
  });

  test('tells of messages that are lost', () => {
    expect(topic().one('aws_cloudwatch_metric_alarm')).toMatchObject({
      ...{ namespace: 'AWS/SNS', metric_name: 'NumberOfNotificationsFailedToRedriveToDlq', threshold: 0 },
      ...{ dimensions: { TopicName: 'order-placed' }, alarm_actions: [people.topicArn] },
    });
  });
});

describe('a subscription', () => {
  test('delivers the message as it was published, and waits until its dead-letter queue admits the topic', () => {
    const stack = subscribed();
    const subscription = stack.one('aws_sns_topic_subscription');
    expect(subscription).toMatchObject({
      ...{ topic_arn: policyArn(stack), protocol: 'sqs', endpoint: mails.queueArn, raw_message_delivery: true },
      depends_on: [`aws_sqs_queue_policy.${stack.resources('aws_sqs_queue_policy')[0]!.name}`],
    });
    expect(subscription).not.toHaveProperty('filter_policy');
  });

  test('has a dead-letter queue of its own, of the kind of the topic, that is told of', () => {
    for (const [fifo, suffix] of [[undefined, ''] as const, [{}, '.fifo'] as const]) {
      const stack = subscribed({}, fifo && { fifo });
      expect(stack.one('aws_sqs_queue').name).toBe(`order-placed-mails-undelivered${suffix}`);
      expect(JSON.parse(stack.one('aws_sns_topic_subscription').redrive_policy)).toEqual({
        deadLetterTargetArn: stack.reference('aws_sqs_queue', 'arn'),
      });
      const { SnsSends } = statements(stack.one('aws_sqs_queue_policy').policy);
      expect(SnsSends!.Condition).toEqual({ ArnEquals: { 'aws:SourceArn': [policyArn(stack)] } });
      expect(stack.all('aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name)).toContain(
        `sqs-order-placed-mails-undelivered${suffix}`,
      );
    }
  });

  test('opens a queue of the same app, and both keys, to the topic', () => {
    const stack = synth((scope) => {
      const keyFor = (id: string) => new Key(scope, id, { purpose: 'Messages', alias: id, account, region });
      const queue = new Queue(scope, 'mails', {
        ...{ name: 'mails', account, region, key: keyFor('mails-key'), visibilityTimeoutSeconds: 60 },
        alarms: { topic: people, oldestMessageSeconds: 900 },
      });
      new MessageTopic(scope, 'topic', props({ key: keyFor('topic-key') })).subscribe('mails', { queue });
    });
    const sids = stack.all('aws_sqs_queue_policy').map(({ policy }) => Object.keys(statements(policy)).join());
    expect(sids.sort()).toEqual(['TlsOnly', 'TlsOnly,SnsSends', 'TlsOnly,SnsSends']);
    for (const { policy } of stack.all('aws_kms_key')) {
      expect(statements(policy).SnsDeliveriesUses).toMatchObject({
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      });
    }
    expect(stack.one('aws_sns_topic_subscription').depends_on).toHaveLength(2);
  });

  test('lets a role take what it could not deliver', () => {
    const stack = topic({}, (topic) => {
      topic.subscribe('mails', { queue: mails });
      topic.deadLetterQueues.mails!.grantConsume('Operators', role);
    });
    expect(stack.all('aws_iam_role_policy').map(({ name }) => name)).toContain(
      'consume-order-placed-mails-undelivered-Operators',
    );
  });

  test('filters by attributes, or by what is in the body', () => {
    const filter = { region: ['eu', { prefix: 'us-' }], total: [{ numeric: ['>=', 100] }] };
    const filtered = subscribed({ filter }).one('aws_sns_topic_subscription');
    expect(JSON.parse(filtered.filter_policy)).toEqual(filter);
    expect(filtered.filter_policy_scope).toBe('MessageAttributes');
    expect(subscribed({ filter, filterOn: 'body', raw: false }).one('aws_sns_topic_subscription')).toMatchObject({
      filter_policy_scope: 'MessageBody',
      raw_message_delivery: false,
    });
  });

  test('can have a dead-letter queue that is destroyed, with a reason', () => {
    const reason = 'It holds copies only';
    const build = { optOuts: { deletionProtection: { off: true as const, reason } } };
    expect(subscribed(build).one('aws_sqs_queue')).not.toHaveProperty('lifecycle');
    expect(
      Object.values(
        optOuts((stack) => new MessageTopic(stack, 'topic', props()).subscribe('mails', { queue: mails, ...build })),
      ),
    ).toContainEqual({ deletion_protection: reason });
  });

  const unknown = Token.asString({ resolve: () => '${var.a}' });
  test.each<[Partial<SubscriptionProps>, string]>([
    [{ queue: {} as typeof mails }, 'queue.queueName: expected up to 80 letters'],
    [
      { queue: { ...mails, queueName: 'mails.fifo', queueArn: `${mails.queueArn}.fifo` } },
      'queue: expected a standard queue, since the topic is standard, found "mails.fifo"',
    ],
    [
      { queue: { ...mails, queueArn: `arn:aws:sqs:us-east-1:${account}:mails` } },
      "queue.queueArn: expected an ARN of the module's region, eu-west-1",
    ],
    [{ filter: {} }, 'filter: expected 1 to 5 attributes by name'],
    [{ filter: { a: [] } }, 'filter.a: expected 1 to 150 conditions'],
    [{ filter: { a: [{ like: 'b' }] } }, 'filter.a[0]: expected text, a number, true, false, null, or an object with'],
    [{ filter: { a: [{ prefix: 'b', suffix: 'c' }] } }, 'filter.a[0]: expected text'],
    [{ filter: { a: [unknown] } }, 'filter.a[0]: expected text'],
    [
      { filter: { a: [{ 'anything-but': Token.asList({ resolve: () => '${var.a}' }) }] } },
      'filter.a[0]: expected text',
    ],
    [{ filter: { a: [1e10] } }, 'filter.a[0]: expected text'],
    [
      {
        filter: {
          a: Array.from({ length: 16 }, (_, index) => index),
          b: Array.from({ length: 10 }, (_, index) => index),
        },
      },
      'filter: expected at most 150 combinations of conditions, found 160',
    ],
  ])('is refused for %j', (subscription, message) => {
    expect(() => subscribed(subscription)).toThrow(`stack/topic: ${message}`);
  });

  test('is refused for a name that is no word', () => {
    expect(() => topic({}, (topic) => topic.subscribe('Mails', { queue: mails }))).toThrow(
      'stack/topic: name: expected up to 16 of a-z, 0-9 and -, a letter first, found "Mails"',
    );
  });
});

describe('who publishes', () => {
  test('is a role with a grant, also of another stack', () => {
    const stack = topic({ fifo: {} }, (topic) => topic.grantPublish('Web', role));
    const granted = stack.all('aws_iam_role_policy').find(({ role }) => role === 'web')!;
    expect(granted.name).toBe('publish-order-placed.fifo-Web');
    expect(statements(granted.policy)).toEqual({
      Publishes: { Sid: 'Publishes', Effect: 'Allow', Action: 'sns:Publish', Resource: policyArn(stack) },
    });
    const topicArn = `arn:aws:sns:${region}:${account}:order-placed`;
    const other = synth((scope) =>
      MessageTopic.import(scope, 'topic', { topicName: 'order-placed', topicArn }).grantPublish('Web', role),
    );
    expect(statements(other.one('aws_iam_role_policy').policy).Publishes?.Resource).toBe(topicArn);
  });

  test('is S3 and EventBridge for what was named, which may use the key', () => {
    const stack = synth((scope) => {
      const own = new Key(scope, 'key', { purpose: 'Messages', alias: 'messages', account, region });
      const topic = new MessageTopic(scope, 'topic', props({ key: own }));
      topic.allowBucket(uploads);
      topic.allowRule(rule);
      topic.allowRule(rule);
    });
    const { TlsOnly, ...publishers } = statements(stack.one('aws_sns_topic_policy').policy);
    expect(TlsOnly).toBeDefined();
    // With a condition, EventBridge publishes nothing.
    const written = optOuts((scope) => new MessageTopic(scope, 'topic', props()).allowRule(rule));
    expect(Object.values(written)).toContainEqual({ source_account: expect.stringContaining('EventBridge') });
    expect(Object.values(publishers).map(({ Principal, Condition }) => [Principal.Service, Condition])).toEqual([
      [
        's3.amazonaws.com',
        {
          ArnEquals: { 'aws:SourceArn': [uploads.bucketArn] },
          StringEquals: { 'aws:SourceAccount': account },
        },
      ],
      ['events.amazonaws.com', undefined],
    ]);
    const { EventBridgePublicationsUses, S3NotificationsUses, SnsUses } = statements(stack.one('aws_kms_key').policy);
    expect(EventBridgePublicationsUses!.Condition).toEqual({
      ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:${region}:${account}:*` },
    });
    expect(S3NotificationsUses!.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': account } });
    expect(SnsUses!.Condition.StringEquals['kms:ViaService']).toEqual([`sns.${region}.amazonaws.com`]);
  });

  test('is SES for a configuration set, and not for a FIFO topic', () => {
    const set = { configurationSetArn: `arn:aws:ses:${region}:${account}:configuration-set/prod-shop` };
    const stack = synth((scope) => new MessageTopic(scope, 'topic', props()).allowConfigurationSet(set));
    expect(statements(stack.one('aws_sns_topic_policy').policy).SesPublishes!.Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': [set.configurationSetArn] },
      StringEquals: { 'aws:SourceAccount': account },
    });
    const fifo = () =>
      synth((scope) => new MessageTopic(scope, 'topic', props({ fifo: {} })).allowConfigurationSet(set));
    expect(fifo).toThrow('stack/topic: set: expected no configuration set, since the topic is FIFO');
  });

  test('is not S3 for a FIFO topic', () => {
    expect(() => topic({ fifo: {} }, (topic) => topic.allowBucket(uploads))).toThrow(
      'stack/topic: bucket: expected no bucket, since the topic is FIFO',
    );
  });
});

test.each<[Partial<MessageTopicProps>, string]>([
  [{ name: 'order.placed' }, 'name: expected up to 45 letters, digits, _ and -, found "order.placed"'],
  [{ logRetentionDays: 91 as 90 }, 'logRetentionDays: expected one of 1, 3, 5'],
  [{ key: {} as typeof key }, 'key.keyArn: expected the ARN of a KMS key'],
  [{ fifo: true as unknown as MessageTopicProps['fifo'] }, 'fifo: expected an object with contentBasedDeduplication'],
])('refuses %j', (rest, message) => {
  expect(() => topic(rest)).toThrow(`stack/topic: ${message}`);
});
