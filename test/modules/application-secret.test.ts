import type { TerraformStack } from 'cdktf';
import { FailedRotations, Secret, type SecretProps } from '../../modules/application-secret';
import { Function as LambdaFunction } from '../../modules/function';
import { Key } from '../../modules/kms';
import { Topic } from '../../modules/notifications';
import { DeadLetterQueue } from '../../modules/queue';
import { accepted } from '../support/hostile-props';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const untold = { queueArn: `arn:aws:sqs:${region}:${account}:prod-failed-events` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const other = { roleName: 'office', roleArn: `arn:aws:iam::${account}:role/office` };
const byHand = { everyDays: 90, nextBy: '2027-02-28', reason: 'the carrier makes it' };
const ref = {
  secretName: 'prod/webhook',
  secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:prod/webhook-20261130120000000000000001-AbCdEf`,
};

const props = (rest: Partial<SecretProps> = {}): SecretProps => ({
  ...{ name: 'prod/webhook', description: 'Signs what the carrier tells', key, rotation: { byHand } },
  ...rest,
});
const secret = (rest?: Partial<SecretProps>, use: (secret: Secret, stack: TerraformStack) => void = () => undefined) =>
  synth((stack) => use(new Secret(stack, 'webhook', props(rest)), stack));
const policyOf = (...made: Parameters<typeof secret>) =>
  statements(secret(...made).one('aws_secretsmanager_secret_policy').policy);
const rotating = (stack: TerraformStack) =>
  new LambdaFunction(stack, 'rotator', accepted['function/Function']!(stack) as never);
const arn = secret().reference('aws_secretsmanager_secret', 'arn');

describe('a secret', () => {
  test('is encrypted with its key, kept for 30 days after its deletion, and destroyed by nobody', () => {
    expect(secret().one('aws_secretsmanager_secret')).toMatchObject({
      name_prefix: 'prod/webhook-',
      description: 'Signs what the carrier tells',
      kms_key_id: key.keyArn,
      recovery_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
      tags: { Name: 'prod/webhook', 'rotate-by': '2027-02-28' },
    });
  });

  test('has no value that Terraform knows', () => {
    const made = secret();
    expect(made.none('aws_secretsmanager_secret_version')).toBe(true);
    expect(JSON.stringify(made.json)).not.toContain('secret_string');
  });

  test('opens its key to Secrets Manager', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Secrets', alias: 'secrets', account, region });
      new Secret(stack, 'webhook', props({ key: own }));
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toContain('SecretsManagerUses');
  });

  test('may be destroyed for a reason', () => {
    const off = { off: true as const, reason: 'set again in a minute' };
    const unprotected = secret({ optOuts: { deletionProtection: off } });
    expect(unprotected.one('aws_secretsmanager_secret').lifecycle).toBeUndefined();
  });

  test.each([
    ['too long a name', { name: `prod/${'a'.repeat(60)}` }, 'name: expected up to 64 letters, digits and /_.-'],
    ['a day that there is not', { rotation: { byHand: { ...byHand, nextBy: '2027-02-30' } } }, 'a day such as'],
    ['no days', { rotation: { byHand: { ...byHand, everyDays: 0 } } }, 'a whole number of days from 1 to 365'],
    ['a rotation by nobody without a reason', { rotation: { off: true, reason: '' } }, 'a reason'],
    ['two who rotate it', { rotation: { byHand, byFunction: true } }, 'one of byFunction, byHand, off'],
  ])('is refused with %s', (_, rest, expected) => {
    expect(() => secret(rest as Partial<SecretProps>)).toThrow(expected);
  });
});

describe('who reads it', () => {
  test('is nobody at first, whatever the policies of others say', () => {
    expect(policyOf()).toEqual({
      ReadersOnly: {
        ...{ Sid: 'ReadersOnly', Effect: 'Deny', Principal: '*' },
        ...{ Action: 'secretsmanager:GetSecretValue', Resource: arn },
      },
    });
    expect(secret().one('aws_secretsmanager_secret_policy')).toMatchObject({ block_public_policy: true });
  });

  test('is who was granted to, and the readers of other stacks', () => {
    const policy = policyOf({ readers: [other] }, (made) => made.grantRead('Web', role));
    expect(policy.ReadersOnly!.Condition).toEqual({
      ArnNotEquals: { 'aws:PrincipalArn': [other.roleArn, role.roleArn] },
    });
  });

  test('may read and describe it, and nothing else', () => {
    const {
      name,
      role: granted,
      policy,
    } = secret({}, (made) => made.grantRead('Web', role)).one('aws_iam_role_policy');
    expect([name, granted]).toEqual(['read-prod.webhook-Web', 'web']);
    expect(statements(policy)).toEqual({
      ReadsSecret: {
        ...{ Sid: 'ReadsSecret', Effect: 'Allow', Resource: arn },
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      },
    });
  });

  test('is granted from another stack, which names it by its ARN', () => {
    const stack = synth((stack) => Secret.import(stack, 'webhook', ref).grantRead('Web', role));
    expect(statements(stack.one('aws_iam_role_policy').policy).ReadsSecret!.Resource).toBe(ref.secretArn);
    expect(stack.none('aws_secretsmanager_secret_policy')).toBe(true);
  });
});

describe('its rotation', () => {
  const off = { off: true as const, reason: 'replaced with the contract' };

  test('by hand has a day, as a tag, and is an opt-out with its reason', () => {
    expect(optOuts((stack) => new Secret(stack, 'webhook', props()))).toEqual({
      'stack/webhook/secret': { rotation: 'the carrier makes it' },
    });
  });

  test('by nobody is an opt-out, without a day', () => {
    expect(optOuts((stack) => new Secret(stack, 'webhook', props({ rotation: off })))).toEqual({
      'stack/webhook/secret': { rotation: 'replaced with the contract' },
    });
    expect(secret({ rotation: off }).one('aws_secretsmanager_secret').tags).toEqual({ Name: 'prod/webhook' });
  });

  test('by a function is none of an opt-out', () => {
    const made = (stack: TerraformStack) => new Secret(stack, 'webhook', props({ rotation: { byFunction: true } }));
    expect(optOuts(made)).toEqual({});
  });

  test('by a function lets Secrets Manager invoke it for this secret, and it do the four steps', () => {
    const stack = synth((stack) => {
      new Secret(stack, 'webhook', props({ rotation: { byFunction: true } })).rotateBy(rotating(stack), 30);
    });
    const own = stack.reference('aws_secretsmanager_secret', 'arn');
    expect(stack.one('aws_secretsmanager_secret_rotation')).toMatchObject({
      secret_id: own,
      rotation_rules: { automatically_after_days: 30 },
      rotate_immediately: false,
    });
    expect(stack.one('aws_lambda_permission')).toMatchObject({
      principal: 'secretsmanager.amazonaws.com',
      source_arn: own,
    });
    const policies = stack.all('aws_iam_role_policy').filter(({ name }) => name === 'rotate-prod.webhook');
    expect(policies.map(({ policy }) => statements(policy as string).RotatesSecret)).toEqual([
      expect.objectContaining({
        Action: ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
          (action) => `secretsmanager:${action}`,
        ),
        Resource: own,
      }),
    ]);
    const [reader] = statements(stack.one('aws_secretsmanager_secret_policy').policy).ReadersOnly!.Condition
      .ArnNotEquals['aws:PrincipalArn'];
    expect(reader).toMatch(/aws_iam_role\..*\.arn/);
  });

  test.each([
    ['what is no function', () => ({ aliasArn: 'x' }), 30, 'rotating: expected a Function of the stack'],
    [
      'more days than Secrets Manager takes',
      rotating,
      1001,
      'everyDays: expected a whole number of days from 1 to 1000',
    ],
  ])('by %s is refused', (_, by, days, expected) => {
    expect(() =>
      secret({ rotation: { byFunction: true } }, (made, stack) => made.rotateBy(by(stack) as LambdaFunction, days)),
    ).toThrow(expected);
  });
});

describe('rotations that failed', () => {
  test('are told to people, and what could not be told is kept', () => {
    const stack = synth((stack) => new FailedRotations(stack, 'failed', { name: 'prod', topic, untold }));
    const { name, event_pattern: pattern } = stack.one('aws_cloudwatch_event_rule');
    expect(name).toBe(FailedRotations.ruleNameOf('prod'));
    expect(JSON.parse(pattern)).toMatchObject({
      source: ['aws.secretsmanager'],
      detail: { eventName: ['RotationFailed'] },
    });
    expect(stack.one('aws_cloudwatch_event_target')).toMatchObject({
      arn: topic.topicArn,
      dead_letter_config: { arn: untold.queueArn },
    });
  });

  test('open a topic and a queue of the same stack', () => {
    const stack = synth((stack) => {
      const own = new Topic(stack, 'topic', { name: 'alarms', account, region, subscribers: ['a@example.com'] });
      const queue = new DeadLetterQueue(stack, 'queue', {
        name: 'untold',
        account,
        region,
        key,
        alarms: { topic: own },
      });
      new FailedRotations(stack, 'failed', { name: 'prod', topic: own, untold: queue });
    });
    expect(JSON.stringify(statements(stack.one('aws_sns_topic_policy').policy))).toContain('events.amazonaws.com');
    expect(JSON.stringify(statements(stack.one('aws_sqs_queue_policy').policy))).toContain('events.amazonaws.com');
  });
});
