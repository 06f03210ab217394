import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { boundRoles } from '../../../modules/iam/bounded';
import { PermissionsBoundary, type PermissionsBoundaryProps } from '../../../modules/iam/permissions-boundary';
import { policyDocument } from '../../../modules/iam/policy-document';
import { allows, statementsOf, type Request } from '../../support/iam';
import { synth } from '../../support/synth';

const account = '111122223333';
const state = { bucket: 'example-dev-state', keyAlias: 'terrace/dev/state' };
const boundary = (props: Partial<PermissionsBoundaryProps> = {}) =>
  synth((stack) => new PermissionsBoundary(stack, 'boundary', { account, state, ...props })).one('aws_iam_policy');

const { policy, ...itself } = boundary();
const boundaryArn = `arn:aws:iam::${account}:policy/boundary`;
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const app = { 'aws:PrincipalArn': iam('role/bounded/app') };
const ci = { 'aws:PrincipalArn': iam('role/ci/ci-apply') };
/** What the widest policy would be left with. */
const may = (action: string, resource?: string, context: Request['context'] = ci) =>
  allows(statementsOf(policy), { action, resource, context });

describe('the boundary', () => {
  test('fits into a managed policy: 6144 characters, with room for services to come', () => {
    expect(policy.length).toBeLessThan(5000);
  });

  test('is the policy that it names as boundary', () => {
    expect(itself).toMatchObject({ name: 'boundary' });
    expect(itself).not.toHaveProperty('path');
    expect(may('iam:CreateRole', iam('role/bounded/app'), { 'iam:PermissionsBoundary': boundaryArn })).toBe(true);
  });

  test.each(['ec2:RunInstances', 'rds:CreateDBInstance', 'elasticache:Connect', 'rds-db:connect', 'ssm:StartSession'])(
    'holds the platform: %s',
    (action) => expect(may(action)).toBe(true),
  );

  test.each([
    ...['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:AddUserToGroup', 'iam:PutGroupPolicy'],
    ...['iam:UpdateAccountPasswordPolicy', 'iam:CreateOpenIDConnectProvider', 'iam:DeleteOpenIDConnectProvider'],
    ...['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'config:StopConfigurationRecorder'],
    ...['guardduty:DeleteDetector', 'securityhub:DisableSecurityHub', 'access-analyzer:DeleteAnalyzer'],
    ...['inspector2:Disable', 'macie2:DisableMacie', 'macie2:GetSensitiveDataOccurrences'],
    ...['organizations:LeaveOrganization', 'account:CloseAccount', 'sso:CreatePermissionSet', 'sts:AssumeRole'],
  ])('keeps out identity and audit: %s', (action) => expect(may(action)).toBe(false));

  test.each([
    ...['access-analyzer:GetAnalyzer', 'cloudtrail:DescribeTrails', 'config:DescribeConfigurationRecorders'],
    ...['guardduty:GetDetector', 'inspector2:BatchGetAccountStatus', 'macie2:GetMacieSession'],
    'securityhub:GetEnabledStandards',
  ])('lets CI plan audit: %s', (action) => expect(may(action)).toBe(true));

  test('can be given other services', () => {
    const { policy } = boundary({ services: ['iot'] });
    expect(allows(statementsOf(policy), { action: 'iot:CreateThing' })).toBe(true);
    expect(allows(statementsOf(policy), { action: 'ec2:RunInstances' })).toBe(false);
  });
});

describe('what records the account', () => {
  const archive = 'arn:aws:s3:::example-archive';
  const logs = `arn:aws:logs:eu-west-1:${account}:log-group:/aws/cloudtrail/prod-trail`;
  const alarms = `arn:aws:cloudwatch:eu-west-1:${account}:alarm:prod-trail-`;
  const topic = `arn:aws:sns:eu-west-1:${account}:prod-security`;
  const { policy } = boundary({
    record: {
      arns: [archive, `${archive}/*`, `${logs}*`, `${alarms}*`, `${topic}*`],
      keyAlias: 'terrace/prod/audit',
    },
  });
  const may = (action: string, resource: string, context: Request['context'] = {}) =>
    allows(statementsOf(policy), { action, resource, context: { ...ci, ...context } });

  test.each([
    ['s3:PutBucketPolicy', archive],
    ['s3:PutLifecycleConfiguration', archive],
    ['s3:PutBucketObjectLockConfiguration', archive],
    ['s3:DeleteObjectVersion', `${archive}/AWSLogs/a.json.gz`],
    ['s3:BypassGovernanceRetention', `${archive}/AWSLogs/a.json.gz`],
    ['s3:GetObject', `${archive}/AWSLogs/a.json.gz`],
    ['logs:DeleteLogGroup', `${logs}:*`],
    ['logs:PutRetentionPolicy', `${logs}:*`],
    ['logs:DeleteMetricFilter', `${logs}:*`],
    ['logs:FilterLogEvents', `${logs}:*`],
    ['cloudwatch:DeleteAlarms', `${alarms}root-use`],
    ['cloudwatch:DisableAlarmActions', `${alarms}root-use`],
    ['sns:Subscribe', topic],
    ['sns:DeleteTopic', topic],
  ])('is not touched, and what it recorded not read: %s', (action, resource) => {
    expect(may(action, resource)).toBe(false);
  });

  test.each([
    ['s3:GetBucketPolicy', archive],
    ['s3:GetLifecycleConfiguration', archive],
    ['s3:GetEncryptionConfiguration', archive],
    ['s3:GetBucketObjectLockConfiguration', archive],
    ['logs:DescribeMetricFilters', `${logs}:*`],
    ['cloudwatch:DescribeAlarms', `${alarms}root-use`],
    ['sns:GetTopicAttributes', topic],
  ])('is planned: %s', (action, resource) => expect(may(action, resource)).toBe(true));

  test('has a key that nobody within the boundary uses or changes', () => {
    const key = `arn:aws:kms:eu-west-1:${account}:key/1234`;
    const ofRecord = { 'kms:ResourceAliases': 'alias/terrace/prod/audit' };
    expect(['kms:DescribeKey', 'kms:GetKeyPolicy'].every((action) => may(action, key, ofRecord))).toBe(true);
    for (const action of ['kms:Decrypt', 'kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion']) {
      expect([action, may(action, key, ofRecord)]).toEqual([action, false]);
      expect([action, may(action, key, { 'kms:ResourceAliases': 'alias/terrace/prod/data' })]).toEqual([action, true]);
    }
  });

  test('leaves everything else to the platform', () => {
    expect(may('s3:DeleteObject', 'arn:aws:s3:::example-uploads/a')).toBe(true);
    expect(may('cloudwatch:DeleteAlarms', `arn:aws:cloudwatch:eu-west-1:${account}:alarm:prod-web`)).toBe(true);
  });

  test('fits beside the rest', () => expect(policy.length).toBeLessThan(6144));
});

describe('roles within the boundary', () => {
  const bounded = { 'iam:PermissionsBoundary': boundaryArn };
  const other = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };

  test.each(['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'])(
    '%s only with the boundary, and only below /bounded/',
    (action) => {
      expect(may(action, iam('role/bounded/app'), bounded)).toBe(true);
      expect(may(action, iam('role/bounded/app'), other)).toBe(false);
      expect(may(action, iam('role/bounded/app'), {})).toBe(false);
      expect(may(action, iam('role/app'), bounded)).toBe(false);
      expect(may(action, iam('role/ci/ci-apply'), bounded)).toBe(false);
    },
  );

  test('never lose the boundary', () => {
    expect(may('iam:DeleteRolePermissionsBoundary', iam('role/bounded/app'), bounded)).toBe(false);
  });

  test('cannot change the boundary, by any of the actions that change a policy', () => {
    const changes = [
      'CreatePolicy',
      'CreatePolicyVersion',
      'DeletePolicy',
      'DeletePolicyVersion',
      'SetDefaultPolicyVersion',
    ];
    for (const change of changes) {
      expect([change, may(`iam:${change}`, boundaryArn)]).toEqual([change, false]);
      expect([change, may(`iam:${change}`, iam('policy/people/own-mfa'))]).toEqual([change, false]);
      expect([change, may(`iam:${change}`, iam('policy/bounded/app'))]).toEqual([change, true]);
    }
  });

  test('can be granted to people whom the boundary holds, who stay as they are otherwise', () => {
    const developer = iam('role/people/developer');
    expect(may('iam:PutRolePolicy', developer, bounded)).toBe(true);
    expect(may('iam:PutRolePolicy', iam('role/people/administrator'), {})).toBe(false);
    for (const action of ['iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:PassRole', 'iam:CreateRole']) {
      expect([action, may(action, developer, bounded)]).toEqual([action, false]);
    }
  });

  test('are passed to the services that the platform runs on, and no other role is', () => {
    const pass = (role: string, service: string) => may('iam:PassRole', iam(role), { 'iam:PassedToService': service });
    expect(pass('role/bounded/app', 'ec2.amazonaws.com')).toBe(true);
    expect(pass('role/bounded/app', 'glue.amazonaws.com')).toBe(false);
    expect(pass('role/people/administrator', 'ec2.amazonaws.com')).toBe(false);
    expect(pass('role/ci/ci-apply', 'ec2.amazonaws.com')).toBe(false);
  });

  test('have instance profiles below the same path, and service-linked roles beside them', () => {
    expect(may('iam:AddRoleToInstanceProfile', iam('instance-profile/bounded/bastion'))).toBe(true);
    expect(may('iam:AddRoleToInstanceProfile', iam('instance-profile/other'))).toBe(false);
    expect(may('iam:CreateServiceLinkedRole', iam('role/aws-service-role/rds.amazonaws.com/x'))).toBe(true);
  });
});

describe('state', () => {
  const bucket = 'arn:aws:s3:::example-dev-state';
  const object = (key: string) => `${bucket}/${key}`;

  test('is read and written by CI, and by nobody else', () => {
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      expect(may(action, object('network.tfstate'), ci)).toBe(true);
      expect(may(action, object('network.tfstate'), app)).toBe(false);
      expect(may(action, 'arn:aws:s3:::app-uploads/a.png', app)).toBe(true);
    }
    expect(may('s3:ListBucket', bucket, app)).toBe(false);
  });

  test('is locked and unlocked, and never deleted', () => {
    expect(may('s3:PutObject', object('network.tfstate.tflock'))).toBe(true);
    expect(may('s3:DeleteObject', object('network.tfstate.tflock'))).toBe(true);
    expect(may('s3:DeleteObject', object('network.tfstate'))).toBe(false);
    expect(may('s3:DeleteObjectVersion', object('network.tfstate'))).toBe(false);
  });

  test('keeps its bucket as it is', () => {
    for (const action of [
      's3:PutBucketPolicy',
      's3:PutBucketVersioning',
      's3:PutLifecycleConfiguration',
      's3:DeleteBucket',
    ]) {
      expect([action, may(action, bucket)]).toEqual([action, false]);
    }
    expect(may('s3:GetBucketPolicy', bucket)).toBe(true);
  });

  test('keeps its key as it is; other keys are managed', () => {
    const key = `arn:aws:kms:eu-west-1:${account}:key/1234`;
    const ofState = { ...ci, 'kms:ResourceAliases': ['alias/terrace/dev/state'] };
    for (const action of [
      'kms:ScheduleKeyDeletion',
      'kms:DisableKey',
      'kms:PutKeyPolicy',
      'kms:UpdateAlias',
      'kms:CreateGrant',
    ]) {
      expect([action, may(action, key, ofState)]).toEqual([action, false]);
      expect([action, may(action, key, { ...ci, 'kms:ResourceAliases': ['alias/dev/database'] })]).toEqual([
        action,
        true,
      ]);
    }
    for (const action of ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey']) {
      expect([action, may(action, key, ofState)]).toEqual([action, true]);
    }
  });
});

describe('boundRoles', () => {
  const trust = policyDocument([
    { Sid: 'Ec2', Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
  const bound = (path?: string, permissionsBoundary?: string) =>
    synth((stack) => {
      boundRoles(stack, { policyArn: boundaryArn });
      const role = new IamRole(stack, 'role', { assumeRolePolicy: trust, path, permissionsBoundary });
      new IamInstanceProfile(role, 'profile', { role: role.name, path });
      new IamPolicy(role, 'policy', { policy: trust, path });
    });

  test('puts every role of a stack within the boundary, and what belongs to it below /bounded/', () => {
    const synthesized = bound();
    expect(synthesized.one('aws_iam_role')).toMatchObject({ path: '/bounded/', permissions_boundary: boundaryArn });
    expect(synthesized.one('aws_iam_instance_profile').path).toBe('/bounded/');
    expect(synthesized.one('aws_iam_policy').path).toBe('/bounded/');
  });

  test('leaves what a module chose for itself', () => {
    const synthesized = bound('/own/', 'arn:aws:iam::aws:policy/SecurityAudit');
    expect(synthesized.one('aws_iam_role')).toMatchObject({
      path: '/own/',
      permissions_boundary: 'arn:aws:iam::aws:policy/SecurityAudit',
    });
    expect(synthesized.one('aws_iam_instance_profile').path).toBe('/own/');
    expect(synthesized.one('aws_iam_policy').path).toBe('/own/');
  });
});

test.each<[string, Partial<PermissionsBoundaryProps>, string]>([
  [
    'an account that is none',
    { account: '42' },
    'stack/boundary: account: expected an account id of twelve digits, found "42"',
  ],
  [
    'every service',
    { services: ['*'] },
    'services[0]: expected a service\'s prefix, such as dynamodb, and none of identity or audit, found "*"',
  ],
  [
    'identity',
    { services: ['iam'] },
    'services[0]: expected a service\'s prefix, such as dynamodb, and none of identity or audit, found "iam"',
  ],
  [
    'audit',
    { services: ['ec2', 'cloudtrail'] },
    'services[1]: expected a service\'s prefix, such as dynamodb, and none of identity or audit, found "cloudtrail"',
  ],
])('refuses %s', (_, props, message) => {
  expect(() => boundary(props)).toThrow(message);
});
