import type { TerraformStack } from 'cdktf';
import { GitHubOidcProvider } from '../../../modules/iam/github-oidc-provider';
import { Role, type RoleProps } from '../../../modules/iam/role';
import type { Trust } from '../../../modules/iam/trust';
import { optOuts, statements, synth } from '../../support/synth';

const account = '111122223333';
const provider = { providerArn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` };
const github = { provider, repository: 'example/terrace', environment: 'prod' };

const build =
  (props: Partial<RoleProps> = {}, use: (role: Role) => void = () => {}) =>
  (stack: TerraformStack) =>
    use(new Role(stack, 'role', { name: 'app', description: 'Runs the app', trust: { people: account }, ...props }));
const role = (...made: Parameters<typeof build>) => synth(build(...made));
const trust = (trust: Trust, props: Partial<RoleProps> = {}) =>
  statements(role({ ...props, trust }).one('aws_iam_role').assume_role_policy);

describe('a role', () => {
  test('lasts an hour and has nothing to do, until told otherwise', () => {
    const synthesized = role();
    expect(synthesized.one('aws_iam_role')).toMatchObject({ name: 'app', max_session_duration: 3600 });
    expect(synthesized.types()).toEqual(['aws_iam_role']);
  });

  test('takes path, session and boundary', () => {
    const permissionsBoundary = { policyArn: `arn:aws:iam::${account}:policy/boundary` };
    expect(role({ path: '/people/', maxSessionHours: 8, permissionsBoundary }).one('aws_iam_role')).toMatchObject({
      path: '/people/',
      max_session_duration: 8 * 3600,
      permissions_boundary: permissionsBoundary.policyArn,
    });
  });

  test('has AWS managed policies attached one by one, keyed by name', () => {
    const synthesized = role({ awsManagedPolicies: ['job-function/ViewOnlyAccess', 'SecurityAudit'] });
    const attached = synthesized.resources('aws_iam_role_policy_attachment');
    expect(attached.map(({ name, attributes }) => [name, attributes.policy_arn])).toEqual([
      [expect.stringMatching(/^role_aws-SecurityAudit_/), 'arn:aws:iam::aws:policy/SecurityAudit'],
      [expect.stringMatching(/^role_aws-ViewOnlyAccess_/), 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'],
    ]);
    // The arguments of the role itself would take every other policy away.
    expect(synthesized.one('aws_iam_role')).not.toHaveProperty('managed_policy_arns');
    expect(synthesized.one('aws_iam_role')).not.toHaveProperty('inline_policy');
  });

  test('gets inline policies by name', () => {
    const synthesized = role({}, (role) =>
      role.addPolicy('reads', [
        { Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
      ]),
    );
    expect(synthesized.one('aws_iam_role_policy')).toMatchObject({
      name: 'reads',
      role: synthesized.reference('aws_iam_role', 'name'),
    });
  });

  test('can be run by EC2, through an instance profile of its name and path', () => {
    const synthesized = role({ path: '/service/' }, (role) => role.addInstanceProfile());
    const name = synthesized.reference('aws_iam_role', 'name');
    expect(synthesized.one('aws_iam_instance_profile')).toMatchObject({ name, path: '/service/', role: name });
  });
});

describe('trust', () => {
  test('for people requires MFA, no older than a session', () => {
    expect(trust({ people: account }, { maxSessionHours: 4 })).toEqual({
      PeopleWithMfa: {
        Sid: 'PeopleWithMfa',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '14400' },
        },
      },
    });
  });

  test('in a service is bound to the account that it acts for', () => {
    expect(trust({ service: 'vpc-flow-logs.amazonaws.com', sourceAccount: account }).Service).toMatchObject({
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });

  test('in a service that sends no account says so, where the review reads it', () => {
    const ec2 = { service: 'ec2.amazonaws.com', sourceAccount: { off: true, reason: 'EC2 does not send it' } } as const;
    expect(trust(ec2).Service).not.toHaveProperty('Condition');
    expect(optOuts(build({ trust: ec2 }))).toEqual({
      'stack/role/role': { source_account: 'EC2 does not send it' },
    });
  });

  test.each(['example/terrace', 'example@123456/terrace@456789'])(
    'in GitHub is pinned to %s and environment',
    (repository) => {
      expect(trust({ github: { ...github, repository } })).toEqual({
        GitHubEnvironment: {
          Sid: 'GitHubEnvironment',
          Effect: 'Allow',
          Principal: { Federated: provider.providerArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': `repo:${repository}:environment:prod`,
            },
          },
        },
      });
    },
  );
});

test("GitHub's provider takes tokens made for AWS, and no thumbprint", () => {
  const synthesized = synth((stack) => new GitHubOidcProvider(stack, 'github'));
  expect(synthesized.one('aws_iam_openid_connect_provider')).toEqual({
    url: 'https://token.actions.githubusercontent.com',
    client_id_list: ['sts.amazonaws.com'],
  });
});

describe('refuses', () => {
  const repository = 'trust.github.repository: expected owner/name or owner@id/name@id, found';
  const environment = 'trust.github.environment: expected 1 to 255 letters, digits, . _ and -, found';
  const inGitHub = (props: Partial<typeof github>) => ({ trust: { github: { ...github, ...props } } });

  test.each<[string, Partial<RoleProps>, string]>([
    ['a name with spaces', { name: 'my app' }, 'name: expected 1 to 64 letters, digits and _+=,.@-, found "my app"'],
    [
      'no description',
      { description: ' ' },
      'description: expected what the role is for, 1 to 1000 characters, found " "',
    ],
    [
      'half a path',
      { path: '/people' },
      'path: expected a path of up to 512 characters that starts and ends with /, found "/people"',
    ],
    [
      'a session of a day',
      { maxSessionHours: 24 },
      'maxSessionHours: expected a whole number of hours from 1 to 12, found 24',
    ],
    [
      'a policy by its ARN',
      { awsManagedPolicies: ['arn:aws:iam::aws:policy/SecurityAudit'] },
      'awsManagedPolicies[0]: expected a name such as job-function/ViewOnlyAccess, found "arn:aws:iam::aws:policy/SecurityAudit"',
    ],
    [
      'people of everywhere',
      { trust: { people: '*' } },
      'trust.people: expected an account id of twelve digits, found "*"',
    ],
    [
      'a service by its prefix',
      { trust: { service: 'ec2', sourceAccount: account } },
      'trust.service: expected a service principal, such as ec2.amazonaws.com, found "ec2"',
    ],
    [
      'a service for everybody',
      { trust: { service: 'rds.amazonaws.com', sourceAccount: '*' } },
      'trust.sourceAccount: expected an account id of twelve digits, or an object with off, reason, found "*"',
    ],
    [
      'a service for everybody, without a reason',
      { trust: { service: 'ec2.amazonaws.com', sourceAccount: { off: true, reason: 'because' } } },
      'trust.sourceAccount.reason: expected a reason of 10 to 300 characters, found "because"',
    ],
    ['an owner alone', inGitHub({ repository: 'example' }), `${repository} "example"`],
    ['any repository of an owner', inGitHub({ repository: 'example/*' }), `${repository} "example/*"`],
    ['half of the ids', inGitHub({ repository: 'example@1/terrace' }), `${repository} "example@1/terrace"`],
    ['any environment', inGitHub({ environment: '*' }), `${environment} "*"`],
    ['a second subject', inGitHub({ environment: 'prod:ref:main' }), `${environment} "prod:ref:main"`],
  ])('%s', (_, props, message) => {
    expect(() => role(props)).toThrow(message);
  });
});
