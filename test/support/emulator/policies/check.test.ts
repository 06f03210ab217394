import type { AcceptedRequest } from '../constraint';
import { Policies } from './check';
import { referenceGaps } from './reference-gaps';

const account = '111122223333';
const topic = `arn:aws:sns:eu-west-1:${account}:alarms`;

const request = (call: string, parameters: Record<string, unknown>): AcceptedRequest => {
  const [service = '', operation = ''] = call.split(' ');
  return { service, operation, region: 'eu-west-1', parameters };
};
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const managed = (text: string) => request('iam CreatePolicy', { PolicyName: 'p', PolicyDocument: text });
const trust = (text: string) => request('iam CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: text });
const key = (text: string) => request('kms PutKeyPolicy', { KeyId: 'k', Policy: text });
const bucket = (text: string) => request('s3 PutBucketPolicy', { Bucket: 'b', Policy: text });
const queue = (text: string) => request('sqs SetQueueAttributes', { QueueUrl: 'q', Attributes: { Policy: text } });
const topicPolicy = (text: string) =>
  request('sns SetTopicAttributes', { TopicArn: topic, AttributeName: 'Policy', AttributeValue: text });

const reads = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const assumes = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
const uses = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };
const aliased = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const byAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/state' } };
const shares = { ...reads, Principal: { AWS: account } };
/** What AWS gives a topic that has no policy, and what the provider sets in place of one that it destroys. */
const ofAws = {
  Sid: '__default_statement_ID',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:Subscribe', 'SNS:Publish', 'SNS:Receive'],
  Resource: topic,
  Condition: { StringEquals: { 'AWS:SourceOwner': account } },
};
const receives = {
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: `arn:aws:sqs:eu-west-1:${account}:q`,
};
const publishes = {
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: topic,
};

/** What AWS answers, as `code: place: expected`. */
function refusalOf(asked: AcceptedRequest, policies = new Policies()): string | undefined {
  const refused = policies.refusal(asked);
  return (
    refused && `${refused.code}: ${refused.violations.map((one) => `${one.member}: ${one.constraint}`).join('; ')}`
  );
}

test.each<[string, AcceptedRequest]>([
  ['a managed policy', managed(policy(reads))],
  ['a policy with variables', managed(policy({ ...reads, Resource: 'arn:aws:s3:::b/${aws:username}/*' }))],
  ['an action with a wildcard', managed(policy({ ...reads, Action: ['s3:Get*', 's3:ListBucket'], Resource: '*' }))],
  ['a condition key that the reference gives to no action', managed(policy({ ...aliased, Condition: byAlias }))],
  [
    'a pattern of a service that has no such action yet',
    managed(policy({ ...reads, Action: ['s3:GetObject', 's3:Ask*'] })),
  ],
  [
    'what the reference leaves out',
    managed(
      policy(
        ...referenceGaps.map(({ action, resource = '*' }) => ({ Effect: 'Allow', Action: action, Resource: resource })),
      ),
    ),
  ],
  ['a trust policy', trust(policy(assumes))],
  ['a key policy', key(policy(uses))],
  ['a bucket policy', bucket(policy(shares))],
  ['a queue policy', queue(policy(receives))],
  ['a topic policy', topicPolicy(policy(publishes))],
  ["AWS's own topic policy", topicPolicy(policy(ofAws))],
  [
    'an attribute that is no policy',
    request('sns SetTopicAttributes', { AttributeName: 'DisplayName', AttributeValue: 'x' }),
  ],
  ['a request without a policy', request('kms CreateKey', {})],
])('takes %s', (_name, asked) => {
  const policies = new Policies();
  expect([refusalOf(asked, policies), ...policies.ineffective]).toEqual([undefined]);
});

test.each<[string, AcceptedRequest, string]>([
  ['text that is no JSON', managed('{'), 'MalformedPolicyDocument: PolicyDocument: .* expected a JSON object'],
  ['an unknown version', managed('{"Version":"2020-01-01","Statement":[]}'), 'Version: .* expected 2012-10-17'],
  ['no statement', managed(policy()), 'Statement: .* expected at least one'],
  [
    'an unknown field',
    managed(policy({ ...reads, Actions: 's3:*' })),
    'Statement\\[0\\]: .* expected only Sid, Effect',
  ],
  [
    'an effect in lower case',
    managed(policy({ ...reads, Effect: 'allow' })),
    'Statement\\[0\\].Effect: .* Allow or Deny',
  ],
  ['an action without a service', managed(policy({ ...reads, Action: 'GetObject' })), 'expected <service>:<action>'],
  ['both kinds of action', managed(policy({ ...reads, NotAction: 's3:*' })), 'expected Action or NotAction'],
  ['no resource', managed(policy({ Effect: 'Allow', Action: 's3:*' })), 'expected Resource or NotResource'],
  ['a resource that is no ARN', managed(policy({ ...reads, Resource: 'b/*' })), 'expected an ARN or \\*'],
  ['a principal in a policy of an identity', managed(policy(shares)), 'expected no Principal'],
  ['a resource in a trust policy', trust(policy({ ...assumes, Resource: '*' })), 'expected no Resource'],
  [
    'a trust policy that allows something else',
    trust(policy({ ...assumes, Action: 's3:GetObject' })),
    'expected an action of sts',
  ],
  [
    'no principal in a key policy',
    key(policy({ ...uses, Principal: undefined })),
    'MalformedPolicyDocumentException: .*expected Principal',
  ],
  [
    'a part of a role name',
    key(policy({ ...uses, Principal: { AWS: `arn:aws:iam::${account}:role/ci-*` } })),
    'expected a principal of the form',
  ],
  [
    'an account that is a bit short',
    bucket(policy({ ...shares, Principal: { AWS: '1111' } })),
    'MalformedPolicy: .*principal of the form',
  ],
  [
    'a service without its domain',
    trust(policy({ ...assumes, Principal: { Service: 'ec2' } })),
    'principal of the form',
  ],
  [
    'an unknown type of principal',
    trust(policy({ ...assumes, Principal: { Role: 'r' } })),
    'expected AWS, Service, Federated',
  ],
  [
    'an unknown condition operator',
    managed(policy({ ...reads, Condition: { StringIs: { 'aws:username': 'a' } } })),
    'expected a condition operator',
  ],
  [
    'a condition key without a prefix',
    managed(policy({ ...reads, Condition: { StringEquals: { username: 'a' } } })),
    'expected <prefix>:<key>',
  ],
  ['two statements of one Sid', managed(policy({ ...reads, Sid: 'A' }, { ...reads, Sid: 'A' })), 'a Sid of its own'],
  ['a Sid with a space', managed(policy({ ...reads, Sid: 'Reads it' })), 'expected letters and digits'],
  [
    'another service in a bucket policy',
    bucket(policy({ ...shares, Action: 'kms:Decrypt' })),
    'expected an action of s3',
  ],
  [
    'an action that S3 does not have',
    bucket(policy({ ...shares, Action: 's3:ReadObject' })),
    'expected an action that exists',
  ],
  [
    'a bucket action on objects',
    bucket(policy({ ...shares, Action: 's3:ListBucket' })),
    'expected a resource that s3:ListBucket supports',
  ],
  [
    'a condition key that S3 does not have',
    bucket(policy({ ...shares, Condition: { Bool: { 's3:Tls': 'true' } } })),
    'expected a condition key',
  ],
  [
    'another service in a queue policy',
    queue(policy({ ...receives, Action: 'sns:Publish' })),
    'InvalidAttributeValue: .*expected an action of sqs',
  ],
  [
    'an action of no topic in a topic policy',
    topicPolicy(policy({ ...publishes, Action: 'sns:CreatePlatformApplication' })),
    'InvalidParameter: .*supports',
  ],
])('refuses %s', (_name, asked, expected) => {
  expect(refusalOf(asked)).toMatch(new RegExp(expected));
});

test.each<[string, AcceptedRequest, string]>([
  [
    'an action that exists nowhere',
    managed(policy({ ...reads, Action: 's3:ReadObject' })),
    'expected an action that exists, found "s3:ReadObject"',
  ],
  [
    'an action on a resource of another type',
    managed(policy({ ...reads, Action: 'ec2:DescribeVpcs' })),
    'expected a resource that ec2:DescribeVpcs supports',
  ],
  [
    'a condition key of another service',
    managed(policy({ ...reads, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } })),
    'expected a condition key that a request for the actions has, found "kms:ViaService"',
  ],
  [
    'an action that KMS does not have',
    key(policy({ ...uses, Action: 'kms:Encipher' })),
    'kms PutKeyPolicy k: Statement[0].Action',
  ],
])('notes %s, which AWS accepts and never applies', (_name, asked, expected) => {
  const policies = new Policies();
  expect(refusalOf(asked, policies)).toBeUndefined();
  expect([...policies.ineffective].join()).toContain(expected);
});

describe('the size of', () => {
  const padded = (statement: object, size: number) => {
    const text = policy({ ...statement, Sid: '' });
    return policy({ ...statement, Sid: 'S'.repeat(size - text.length) });
  };

  test.each<[string, (text: string) => AcceptedRequest, object, number, string]>([
    ['a managed policy', managed, reads, 6_144, 'LimitExceeded'],
    ['a trust policy', trust, assumes, 2_048, 'LimitExceeded'],
    ['a key policy', key, uses, 32_768, 'LimitExceededException'],
    ['a bucket policy', bucket, shares, 20_480, 'PolicyTooLarge'],
    ['a queue policy', queue, receives, 8_192, 'InvalidAttributeValue'],
    ['a topic policy', topicPolicy, publishes, 30_720, 'InvalidParameter'],
  ])('%s has a limit', (_name, carry, statement, most, code) => {
    expect(refusalOf(carry(padded(statement, most)))).toBeUndefined();
    expect(refusalOf(carry(padded(statement, most + 1)))).toMatch(`${code}: `);
  });

  test('a managed policy is without white space', () => {
    const text = JSON.stringify(JSON.parse(padded(reads, 6_000)), undefined, 80);
    expect(text.length).toBeGreaterThan(6_144);
    expect(refusalOf(managed(text))).toBeUndefined();
  });

  test('inline policies is that of all of one owner', () => {
    const policies = new Policies();
    const put = (PolicyName: string, size: number, RoleName = 'r') =>
      refusalOf(request('iam PutRolePolicy', { RoleName, PolicyName, PolicyDocument: padded(reads, size) }), policies);
    expect(put('a', 6_000)).toBeUndefined();
    expect(put('b', 5_000)).toMatch(/at most 10240 characters/);
    expect(put('b', 5_000, 'another')).toBeUndefined();
    expect(put('a', 5_000)).toBeUndefined();
    expect(put('b', 5_000)).toBeUndefined();
    policies.refusal(request('iam DeleteRolePolicy', { RoleName: 'r', PolicyName: 'a' }));
    expect(put('c', 5_000)).toBeUndefined();
  });
});
