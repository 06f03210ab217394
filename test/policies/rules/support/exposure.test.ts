import { type Document } from '../../../../review/iam/document';
import { documentOf } from '../../../../review/iam/read-document';
import { Text, Unknown, type Value } from '../../../../review/model/value';
import { opennessOf } from '../../../../review/iam/openness';
import { foreignPrincipalsOf } from '../../../../policies/rules/support/exposure';

const read = (...statements: object[]): Document => documentOf({ Statement: statements as Value[] }) as Document;
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

/** Whom the first statement lets in. */
function openness(principal: unknown, condition?: object, ...more: object[]) {
  const document = read({ ...allow, Principal: principal, ...(condition && { Condition: condition }) }, ...more);
  return opennessOf(document.statements[0]!, document);
}

describe('an Allow', () => {
  test.each([
    ['*', '*'],
    ['{"AWS": "*"}', { AWS: '*' }],
    ['one of several', { AWS: ['arn:aws:iam::111122223333:root', '*'] }],
    ['any account', { AWS: 'arn:aws:iam::*:root' }],
    ['any service', { Service: '*' }],
  ])('is open to everyone with principal %s', (_, principal) => {
    expect(openness(principal)).toBe('everyone');
  });

  test('for all but some is open to everyone', () => {
    const document = read({ ...allow, NotPrincipal: { AWS: '111122223333' } });
    expect(opennessOf(document.statements[0]!, document)).toBe('everyone');
  });

  test('is open to whom it names', () => {
    expect(openness({ AWS: '111122223333', Service: 'ec2.amazonaws.com' })).toBe('named');
  });

  test.each([
    ['StringEquals', 'aws:SourceAccount', '111122223333'],
    ['stringequals', 'AWS:SOURCEACCOUNT', '111122223333'],
    ['StringEquals', 'kms:CallerAccount', '111122223333'],
    ['StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*'],
    ['StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:111122223333:*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::uploads'],
    ['StringEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d'],
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '2001:db8::/32']],
    ['Bool', 'elasticfilesystem:AccessedViaMountTarget', 'true'],
    ['ForAnyValue:StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
  ])('for everyone is narrowed by %s %s %j', (operator, key, value) => {
    expect(openness('*', { [operator]: { [key]: value } })).toBe('named');
  });

  test.each([
    ['StringLike', 'aws:SourceAccount', '*'],
    ['StringLike', 'aws:PrincipalOrgID', ['o-a1b2c3d4e5', 'o-*']],
    ['StringEqualsIfExists', 'aws:SourceAccount', '111122223333'],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
    ['StringNotEquals', 'aws:PrincipalAccount', '111122223333'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*'],
    ['StringLike', 'aws:PrincipalOrgPaths', '*/ou-1234/*'],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0'],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']],
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '::/0']],
    ['StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com'],
    ['StringEquals', 'sts:ExternalId', '7f3a9c'],
    ['StringEquals', 'aws:PrincipalTag/team', 'shop'],
    ['Bool', 'aws:SecureTransport', 'true'],
    ['Null', 'aws:SourceAccount', 'false'],
  ])('for everyone is not narrowed by %s %s %j', (operator, key, value) => {
    expect(openness('*', { [operator]: { [key]: value } })).toBe('everyone');
  });

  test('for everyone is narrowed by a Deny of the same policy for all but the organization', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
    const outside = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    const people = { ...outside, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
    const mfa = { ...outside, Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    expect(openness('*', undefined, { ...deny, Condition: outside })).toBe('named');
    expect(openness('*', undefined, { ...deny, Condition: people })).toBe('named');
    expect(openness('*', undefined, { ...deny, Condition: mfa })).toBe('everyone');
    expect(openness('*', undefined, { ...deny, Action: 's3:PutObject', Condition: outside })).toBe('everyone');
  });

  test('is not known to be open where its principal or its condition is not known', () => {
    expect(openness({ AWS: new Unknown('var.reader has no value') })).toEqual(new Unknown('var.reader has no value'));
    const condition = { StringEquals: { 'aws:SourceAccount': new Unknown('var.account has no value') } };
    expect(openness('*', condition)).toEqual(new Unknown('var.account has no value'));
  });
});

describe('the principals of other accounts', () => {
  const of = (principal: unknown, own?: string, condition?: object) =>
    foreignPrincipalsOf(read({ ...allow, Principal: principal, Condition: condition }).statements[0]!, own, [
      '222233334444',
    ]);
  const stranger = 'arn:aws:iam::999988887777:root';

  test('are those of accounts that are neither the own nor known', () => {
    const principal = { AWS: ['111122223333', 'arn:aws:iam::222233334444:role/a', stranger] };
    expect(of(principal, '111122223333')).toEqual({ found: [{ id: stranger, account: '999988887777' }] });
  });

  test('are also those that a condition names', () => {
    const condition = { StringEquals: { 'aws:PrincipalAccount': '999988887777' } };
    expect(of('*', '111122223333', condition).found).toEqual([{ id: '999988887777', account: '999988887777' }]);
  });

  test('are not known where the own account is not', () => {
    expect(of({ AWS: stranger })).toEqual({
      found: [],
      unknown: new Unknown('whether 999988887777 is its own account: the provider has no allowed_account_ids'),
    });
  });

  test('are not known where an ARN does not tell its account', () => {
    const id = new Text(['arn:aws:iam::', new Unknown('var.account has no value'), ':root']);
    expect(of({ AWS: id }, '111122223333').unknown).toEqual(new Unknown('var.account has no value'));
  });
});
