import type { TerraformStack } from 'cdktf';
import { Topic, type TopicProps } from '../../modules/notifications';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const people = ['on-call@example.com', 'https://events.example.com/integration/dev'];

function topic(props: Partial<TopicProps> = {}) {
  return synth((stack) => {
    new Topic(stack, 'topic', {
      name: 'dev-alarms',
      account,
      region: 'eu-west-1',
      subscribers: people,
      publishers: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'],
      ...props,
    });
  });
}

describe('a topic', () => {
  test('is encrypted with a key of its own, and signs with SHA-256', () => {
    const stack = topic();
    expect(stack.one('aws_sns_topic')).toMatchObject({
      name: 'dev-alarms',
      kms_master_key_id: stack.reference('aws_kms_key', 'arn'),
      signature_version: 2,
    });
    expect(stack.one('aws_kms_alias').name).toBe('alias/dev-alarms/topic');
  });

  test('refuses plain HTTP to everybody, for everything', () => {
    const stack = topic();
    const { TlsOnly } = statements(stack.one('aws_sns_topic_policy').policy);
    expect(TlsOnly).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Resource: stack.reference('aws_sns_topic', 'arn'),
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(TlsOnly!.Action).toEqual(expect.arrayContaining(['sns:Publish', 'sns:Subscribe']));
  });

  test('is published to by the named services, on behalf of this account, and by nobody else', () => {
    const stack = topic();
    const { TlsOnly, ...allowed } = statements(stack.one('aws_sns_topic_policy').policy);
    const forThisAccount = {
      Effect: 'Allow',
      Action: 'sns:Publish',
      Resource: stack.reference('aws_sns_topic', 'arn'),
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    };
    expect(TlsOnly).toBeDefined();
    expect(allowed).toEqual({
      CloudwatchPublishes: {
        ...forThisAccount,
        Sid: 'CloudwatchPublishes',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      },
      EventsRdsPublishes: {
        ...forThisAccount,
        Sid: 'EventsRdsPublishes',
        Principal: { Service: 'events.rds.amazonaws.com' },
      },
    });
  });

  test('lets the same services use its key, or what they publish would be lost', () => {
    const { Administration, ...uses } = statements(topic().one('aws_kms_key').policy);
    expect(Administration).toBeDefined();
    expect(Object.values(uses).map(({ Principal, Condition }) => [Principal.Service, Condition])).toEqual([
      ['cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': account } }],
      ['events.rds.amazonaws.com', { StringEquals: { 'aws:SourceAccount': account } }],
    ]);
    for (const { Action } of Object.values(uses)) {
      expect(Action).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']));
    }
  });

  test('has an ARN that nobody uses before its policy is there', () => {
    const stack = topic();
    const throughPolicy = stack.reference('aws_sns_topic_policy', 'arn');
    for (const { topic_arn } of stack.all('aws_sns_topic_subscription')) expect(topic_arn).toBe(throughPolicy);
  });
});

describe('a rule of EventBridge', () => {
  const rule = { ruleArn: `arn:aws:events:eu-west-1:${account}:rule/dev-findings` };
  const build =
    (...rules: { ruleArn: string }[]) =>
    (stack: TerraformStack) => {
      const made = new Topic(stack, 'topic', {
        name: 'dev-security',
        account,
        region: 'eu-west-1',
        subscribers: people,
      });
      for (const one of rules) made.allowRule(one);
    };
  const allowing = (...rules: { ruleArn: string }[]) => synth(build(...rules));

  test('publishes without a condition, with which EventBridge publishes nothing, and the policy says so', () => {
    const stack = allowing(rule, rule);
    const { TlsOnly, ...allowed } = statements(stack.one('aws_sns_topic_policy').policy);
    expect(Object.values(optOuts(build(rule)))).toEqual([{ source_account: expect.stringContaining('EventBridge') }]);
    expect(TlsOnly).toBeDefined();
    expect(allowed).toEqual({
      EventBridgePublishes: {
        ...{ Sid: 'EventBridgePublishes', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } },
        ...{ Action: 'sns:Publish', Resource: stack.reference('aws_sns_topic', 'arn') },
      },
    });
  });

  test("uses the topic's key for topics of this account alone", () => {
    const { Administration, ...uses } = statements(allowing(rule).one('aws_kms_key').policy);
    expect(Administration).toBeDefined();
    expect(Object.values(uses).map(({ Principal, Condition }) => [Principal.Service, Condition])).toEqual([
      [
        'events.amazonaws.com',
        { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:eu-west-1:${account}:*` } },
      ],
    ]);
  });

  test('of another account or region is refused', () => {
    const elsewhere = { ruleArn: 'arn:aws:events:eu-west-1:999988887777:rule/dev-findings' };
    expect(() => allowing(elsewhere)).toThrow('stack/topic: rule.ruleArn: expected');
    expect(() => allowing({ ruleArn: 'rule' })).toThrow('rule.ruleArn: expected the ARN of a rule of EventBridge');
  });
});

describe('subscribers', () => {
  test('are mailed, or posted to where they confirm by themselves', () => {
    const subscriptions = topic().all('aws_sns_topic_subscription');
    expect(subscriptions).toHaveLength(2);
    expect(subscriptions).toContainEqual(
      expect.objectContaining({ protocol: 'https', endpoint: people[1], endpoint_auto_confirms: true }),
    );
    expect(subscriptions).toContainEqual(expect.objectContaining({ protocol: 'email', endpoint: people[0] }));
  });

  test('are keyed by address: order and newcomers change none of the others', () => {
    const named = (subscribers: string[]) =>
      Object.fromEntries(
        topic({ subscribers })
          .resources('aws_sns_topic_subscription')
          .map(({ name, attributes }) => [attributes.endpoint, name]),
      );
    const before = named(people);
    expect(named(['new@example.com', ...people.toReversed()])).toMatchObject(before);
    expect(before[people[0]!]).toContain('on-callexamplecom');
  });
});

describe('refuses', () => {
  const address = 'an email address or an https URL without credentials';
  const service = "an AWS service's principal other than EventBridge's, such as cloudwatch.amazonaws.com";
  test.each<[string, Partial<TopicProps>, string]>([
    [
      'a name with a space',
      { name: 'my alarms' },
      'name: expected 1 to 256 letters, digits, _ and -, found "my alarms"',
    ],
    [
      'an account that is not one',
      { account: '42' },
      'stack/topic: account: expected an account id of twelve digits, found "42"',
    ],
    ['nobody to tell', { subscribers: [] }, 'subscribers: expected 1 to 100 subscribers, each once, found []'],
    ['a name for an address', { subscribers: ['on-call'] }, `subscribers[0]: expected ${address}, found "on-call"`],
    [
      'plain HTTP',
      { subscribers: ['http://example.com'] },
      `subscribers[0]: expected ${address}, found "http://example.com"`,
    ],
    [
      'a password in a URL',
      { subscribers: ['https://me:secret@example.com'] },
      `subscribers[0]: expected ${address}, found "https://me:secret@example.com"`,
    ],
    [
      'an address given twice',
      { subscribers: ['a@example.com', 'a@example.com'] },
      'stack/topic: subscribers[1]: expected 1 to 100 subscribers, each once, found "a@example.com"',
    ],
    [
      'a topic that nobody may publish to',
      { publishers: [] },
      'publishers: expected 1 to 20 publishers, each once, found []',
    ],
    [
      'a publisher that is none',
      { publishers: ['cloudwatch'] },
      `publishers[0]: expected ${service}, found "cloudwatch"`,
    ],
    [
      'EventBridge, which sends KMS no account',
      { publishers: ['events.amazonaws.com'] },
      `publishers[0]: expected ${service}, found "events.amazonaws.com"`,
    ],
  ])('%s', (_, props, message) => {
    expect(() => topic(props)).toThrow(message);
  });
});
