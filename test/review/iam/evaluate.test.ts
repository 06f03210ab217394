import { holds, inWords } from '../../../review/iam/conditions';
import { contextOf, type ContextValues } from '../../../review/iam/context';
import { type Condition, type Document } from '../../../review/iam/document';
import { documentOf } from '../../../review/iam/read-document';
import { decide, type Decision, type Policies, type Policy } from '../../../review/iam/evaluate';
import type { Requester } from '../../../review/iam/statement';
import { Reference, Text, Unknown, type Value } from '../../../review/model/value';
import type { AnyText } from '../../../review/model/text';
import { graphOfHcl } from '../../../review/model/load';

const account = '111122223333';
const role: Requester = { kind: 'role', id: `arn:aws:iam::${account}:role/app`, account };
const user: Requester = { kind: 'user', id: `arn:aws:iam::${account}:user/ann`, account };
const bucket = 'arn:aws:s3:::logs/a';

function policy(kind: Policy['kind'], ...statements: unknown[]): Policy {
  const document = documentOf({ Version: '2012-10-17', Statement: statements as Value[] }) as Document;
  return { name: kind, kind, document };
}
const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };

function ask(
  policies: Partial<Policies>,
  requester = role,
  resource: AnyText = bucket,
  context: ContextValues = {},
): Decision {
  const request = { requester, action: 's3:GetObject', resource, context: contextOf('unknown', context) };
  return decide(request, { identity: [], ...policies });
}

describe('what AWS decides', () => {
  test('what no statement allows is denied', () => {
    expect(ask({})).toEqual({ result: 'denied', because: 'nothing allows it' });
  });

  test('an allow allows, and names its statement', () => {
    const by = { index: 1, sid: 'Reads', policy: expect.objectContaining({ name: 'identity' }) };
    expect(
      ask({ identity: [policy('identity', { ...allow, Action: 'sqs:*' }, { ...allow, Sid: 'Reads' })] }),
    ).toMatchObject({ result: 'allowed', by });
  });

  test('a deny of any policy wins', () => {
    const identity = [policy('identity', allow)];
    const denied = { result: 'denied', because: 'a statement denies it' };
    expect(ask({ identity: [...identity, policy('identity', deny)] })).toMatchObject(denied);
    expect(ask({ identity, boundary: policy('boundary', allow, deny) })).toMatchObject(denied);
    expect(ask({ identity, resource: policy('resource', { ...deny, Principal: '*' }) })).toMatchObject(denied);
    expect(ask({ identity, session: policy('session', deny) })).toMatchObject(denied);
  });

  test('a boundary has to allow it too', () => {
    const identity = [policy('identity', allow)];
    expect(ask({ identity, boundary: policy('boundary', { ...allow, Action: 'sqs:*' }) })).toEqual({
      result: 'denied',
      because: 'its boundary, boundary, does not allow it',
    });
  });

  test('in one account the policy of the resource is enough', () => {
    expect(ask({ resource: policy('resource', { ...allow, Principal: { AWS: role.id } }) }).result).toBe('allowed');
  });

  test('to the account it is a grant to those whom its own policies let', () => {
    const resource = policy('resource', { ...allow, Principal: { AWS: account } });
    expect(ask({ resource }).result).toBe('denied');
    expect(ask({ resource, identity: [policy('identity', allow)] }).result).toBe('allowed');
  });

  test('a grant to the ARN of a role stays within its boundary, one to a user does not', () => {
    const boundary = policy('boundary', { ...allow, Action: 'sqs:*' });
    const to = ({ id }: Requester) => policy('resource', { ...allow, Principal: { AWS: id } });
    expect(ask({ resource: to(role), boundary }, role).result).toBe('denied');
    expect(ask({ resource: to(user), boundary }, user).result).toBe('allowed');
  });

  test('across accounts both sides have to allow it', () => {
    const identity = [policy('identity', allow)];
    const resource = policy('resource', { ...allow, Principal: { AWS: account } });
    const resourceAccount = '222233334444';
    expect(ask({ identity, resourceAccount }).result).toBe('denied');
    expect(ask({ resource, resourceAccount }).result).toBe('denied');
    expect(ask({ identity, resource, resourceAccount }).result).toBe('allowed');
  });

  test('a key or a trust policy has to allow it, or leave it to the account', () => {
    const identity = [policy('identity', allow)];
    expect(ask({ identity, needsResourcePolicy: true })).toEqual({
      result: 'denied',
      because: 'the resource has no policy that allows it, and needs one',
    });
    const delegated = policy('resource', { ...allow, Principal: { AWS: `arn:aws:iam::${account}:root` } });
    expect(ask({ identity, resource: delegated, needsResourcePolicy: true }).result).toBe('allowed');
  });

  test('a Deny with NotPrincipal spares those whom it names, not their account, nor who has a permissions boundary', () => {
    const ask2 = (principals: readonly unknown[], requester = role) =>
      ask(
        {
          identity: [policy('identity', allow)],
          resource: policy('resource', { ...deny, NotPrincipal: { AWS: principals } }),
        },
        requester,
      ).result;
    const root = `arn:aws:iam::${account}:root`;
    expect(ask2([role.id, root])).toBe('allowed');
    expect(ask2([role.id, root], user)).toBe('denied');
    expect(ask2([root])).toBe('denied');
    expect(ask2([role.id, root], { ...role, hasBoundary: true })).toBe('denied');
  });

  test('NotPrincipal spares whom it names, and nobody else', () => {
    const resource = policy('resource', { ...deny, NotPrincipal: { AWS: role.id } });
    const identity = [policy('identity', allow)];
    expect(ask({ identity, resource }, role).result).toBe('allowed');
    expect(ask({ identity, resource }, user).result).toBe('denied');
  });

  test('of a pattern, an allow of a part is enough, and a deny has to cover all', () => {
    const logs = { ...allow, Resource: 'arn:aws:s3:::logs/*' };
    const identity = [policy('identity', logs, { ...deny, Resource: 'arn:aws:s3:::logs/secret/*' })];
    expect(ask({ identity }, role, 'arn:aws:s3:::*').result).toBe('allowed');
    expect(ask({ identity }, role, 'arn:aws:s3:::logs/secret/*').result).toBe('denied');
    expect(ask({ identity }, role, 'arn:aws:s3:::other/*').result).toBe('denied');
  });
});

describe('what is not known', () => {
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

  test('an allow that depends on a key is unknown, and names it', () => {
    const identity = [policy('identity', { ...allow, Sid: 'WithMfa', Condition: mfa })];
    expect(ask({ identity })).toMatchObject({
      result: 'unknown',
      because: 'whether aws:MultiFactorAuthPresent is "true"',
      by: { sid: 'WithMfa' },
    });
    expect(ask({ identity }, role, bucket, { 'AWS:multifactorauthpresent': 'true' }).result).toBe('allowed');
    expect(ask({ identity }, role, bucket, { 'aws:MultiFactorAuthPresent': null }).result).toBe('denied');
  });

  test('a deny that depends on a key is unknown, unless nothing allows it anyway', () => {
    const denied = policy('identity', { ...deny, Condition: mfa });
    expect(ask({ identity: [denied, policy('identity', allow)] }).result).toBe('unknown');
    expect(ask({ identity: [denied] }).result).toBe('denied');
  });

  test('what another statement allows for certain is allowed', () => {
    const identity = [policy('identity', { ...allow, Condition: mfa }, allow)];
    expect(ask({ identity })).toMatchObject({ result: 'allowed', by: { index: 1 } });
  });

  test('a policy whose text is not known may allow and deny', () => {
    const unknown: Policy = { name: 'elsewhere', kind: 'identity', document: new Unknown('the text of elsewhere') };
    expect(ask({ identity: [unknown] })).toEqual({ result: 'unknown', because: 'the text of elsewhere' });
    const reading: Policy = { ...unknown, atMost: (action) => action.startsWith('sqs:') };
    expect(ask({ identity: [reading] }).result).toBe('denied');
    expect(ask({ identity: [reading, policy('identity', allow)] }).result).toBe('allowed');
  });

  test('a part of an ARN that is not known matters only where it could match', () => {
    const name = new Unknown('var.bucket has no value');
    const to = (...parts: (string | Unknown)[]) => [policy('identity', { ...allow, Resource: new Text(parts) })];
    expect(ask({ identity: to('arn:aws:s3:::', name, '/*') })).toMatchObject({
      result: 'unknown',
      because: 'var.bucket has no value',
    });
    expect(ask({ identity: to('arn:aws:sqs:::', name) }).result).toBe('denied');
  });

  test('braces in a text are text', () => {
    const tenants = 'arn:aws:s3:::{tenant id}/*';
    const identity = [policy('identity', { ...allow, Resource: tenants })];
    expect(ask({ identity }, role, 'arn:aws:s3:::other/a').result).toBe('denied');
    expect(ask({ identity }, role, 'arn:aws:s3:::{tenant id}/a').result).toBe('allowed');
  });

  test('an id that AWS decides is the same as itself, and as nothing else', async () => {
    const keys = (await graphOfHcl('resource "aws_kms_key" "a" {}\nresource "aws_kms_key" "b" {}')).all('aws_kms_key');
    const [a, b] = keys.map((key) => new Text(['arn:aws:kms:eu-west-1:111122223333:key/', new Reference(key, 'id')]));
    const identity = [policy('identity', { ...allow, Resource: a })];
    expect(ask({ identity }, role, a).result).toBe('allowed');
    expect(ask({ identity }, role, b).result).toBe('denied');
  });

  test('what a data source reads may be any text', async () => {
    const [read] = (await graphOfHcl('data "aws_iam_role" "a" {\n name = "a"\n}')).all('data.aws_iam_role');
    const identity = [policy('identity', { ...allow, Resource: new Reference(read!, 'arn') })];
    expect(ask({ identity })).toMatchObject({
      result: 'unknown',
      because: 'data.aws_iam_role.a.arn is known after apply',
    });
  });
});

describe('conditions', () => {
  const judge = (operator: string, key: string, values: string[], context: ContextValues) =>
    holds({ operator, key, values } satisfies Condition, contextOf('absent', context), true);

  test.each<[string, string[], string | null, boolean]>([
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', ['A'], 'a', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a'], null, true],
    ['StringEquals', ['a'], null, false],
    ['StringEqualsIfExists', ['a'], null, true],
    ['stringequalsignorecase', ['A'], 'a', true],
    ['StringLike', ['repo:example/*'], 'repo:example/terrace', true],
    ['NumericLessThan', ['3600'], '10', true],
    ['NumericLessThan', ['3600'], 'soon', false],
    ['DateGreaterThan', ['2026-11-21T00:00:00Z'], '2026-11-22T00:00:00Z', true],
    ['DateLessThan', ['2026-11-21T00:00:00Z'], '1700000000', true],
    ['Bool', ['true'], 'True', true],
    ['IpAddress', ['203.0.113.0/24'], '203.0.113.9', true],
    ['NotIpAddress', ['203.0.113.0/24'], '203.0.113.9', false],
    ['IpAddress', ['2001:db8::/32'], '2001:db8::1', true],
    ['IpAddress', ['nonsense'], '203.0.113.9', false],
    ['ArnLike', ['arn:aws:sns:*:111122223333:*'], 'arn:aws:sns:eu-west-1:111122223333:topic', true],
    ['ArnLike', ['arn:aws:*:topic'], 'arn:aws:sns:eu-west-1:111122223333:topic', false],
    ['ArnNotEquals', ['arn:aws:sns:*:*:*'], 'arn:aws:sqs:eu-west-1:111122223333:queue', true],
    ['Null', ['true'], null, true],
    ['Null', ['false'], 'x', true],
    ['ForAllValues:StringEquals', ['a'], null, true],
    ['ForAnyValue:StringEquals', ['a'], null, false],
  ])('%s %j of %j is %s', (operator, values, actual, expected) => {
    expect(judge(operator, 'k', values, { k: actual })).toBe(expected);
  });

  test('several values: all of them, or any', () => {
    const tags = { 'aws:TagKeys': ['team', 'cost'] };
    expect(judge('ForAllValues:StringEquals', 'aws:TagKeys', ['team'], tags)).toBe(false);
    expect(judge('ForAnyValue:StringEquals', 'aws:TagKeys', ['team'], tags)).toBe(true);
  });

  test('a variable is what the request says', () => {
    expect(judge('StringEquals', 'k', ['${aws:username}'], { k: 'ann', 'aws:username': 'ann' })).toBe(true);
    expect(judge('StringEquals', 'k', ['${aws:username}'], { k: '' })).toBe(false);
    expect(judge('StringEquals', 'k', ["${aws:PrincipalTag/team, 'none'}"], { k: 'none' })).toBe(true);
  });

  test('an operator that AWS does not have is not known', () => {
    expect(judge('StringMatches', 'k', ['a'], { k: 'a' })).toEqual(
      new Unknown('AWS has no condition operator "StringMatches"'),
    );
  });

  test('read as a sentence', () => {
    const words = (operator: string) => inWords({ operator, key: 'k', values: ['a', 'b'] });
    expect(words('StringNotLike')).toBe('k is not like "a" or "b"');
    expect(words('ForAnyValue:StringEqualsIfExists')).toBe('any value of k is "a" or "b", or is absent');
    expect(inWords({ operator: 'Null', key: 'k', values: ['false'] })).toBe('k is present');
  });
});
