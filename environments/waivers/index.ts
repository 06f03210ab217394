import type { Waiver } from '../../review/engine/waiver';

const everywhere = ['dev', 'test', 'prod'];
const platform = { owner: 'platform@example.com', granted: '2026-11-21' } as const;

/** The audit stack does not exist yet. No environment of this repository is applied before it does. */
const audit = {
  ...platform,
  environment: everywhere,
  ticket: 'TERRACE-AUDIT',
  reason:
    'The audit stack, with CloudTrail, AWS Config, GuardDuty and log buckets, is planned next. No environment is applied before it exists.',
} as const;

/** Regions are listed by name, so that a new Region is not waived. */
const accounts = [
  { environment: 'dev', account: '111122223333', regions: ['eu-central-1', 'us-east-1'] },
  { environment: 'test', account: '222233334444', regions: ['eu-west-2', 'us-east-1'] },
  { environment: 'prod', account: '444455556666', regions: ['eu-west-1', 'us-east-1'] },
] as const;

/** What was accepted for the environments of this repository. docs/guides/security-reviewer.md says how to add one. */
export const waivers: readonly Waiver[] = [
  {
    ...platform,
    rule: 'iam/no-aws-managed-admin',
    resource: '<environment>-account/people/role-administrator/aws-AdministratorAccess',
    environment: everywhere,
    reason: 'The only administrator role of the account. Only people can assume it, with MFA.',
    ticket: 'TERRACE-ADMIN',
    expires: '2027-02-19',
  },
  {
    ...platform,
    rule: 'iam/no-aws-managed-admin',
    resource: '<environment>-account/ci/ci-apply/aws-PowerUserAccess',
    environment: everywhere,
    reason:
      'The permissions boundary limits CI to an allow list of the services in use; this policy grants nothing beyond it.',
    ticket: 'TERRACE-CI',
    expires: '2027-02-19',
  },
  {
    ...platform,
    rule: 'iam/pass-role-is-bound',
    resource: '<environment>-account/ci/ci-apply/apply',
    environment: everywhere,
    reason:
      'Roles are limited by path and permissions boundary. The condition on iam:PassedToService uses IfExists, since not every service sends that key.',
    ticket: 'TERRACE-CI',
    expires: '2027-02-19',
  },
  ...accounts.flatMap(({ environment, account, regions }): Waiver[] => [
    {
      ...audit,
      environment,
      rule: 'cloudtrail/account-is-logged',
      resource: `@account.${account}`,
      expires: '2027-02-19',
    },
    ...regions.flatMap((region): Waiver[] => {
      const resource = `@region.${account}/${region}`;
      return [
        { ...audit, environment, rule: 'guardduty/enabled', resource, expires: '2027-02-19' },
        { ...audit, environment, rule: 'config/region-is-recorded', resource, expires: '2027-05-20' },
      ];
    }),
  ]),
  { ...audit, rule: 's3/access-logging', resource: '<environment>-state/state/bucket', expires: '2027-11-21' },
  {
    ...platform,
    rule: 'backup/stores-are-backed-up',
    resource: '<environment>-data/database-main/source/instance',
    environment: ['test', 'prod'],
    reason:
      'RDS automated backups allow point-in-time recovery within the retention period. Copies in a vault come with the backup stack.',
    ticket: 'TERRACE-BACKUP',
    expires: '2027-05-20',
  },
  {
    ...platform,
    rule: 'backup/stores-are-backed-up',
    resource: '<environment>-data/table-sessions/table',
    environment: ['test', 'prod'],
    reason:
      'Point-in-time recovery restores the table to any second of the last 35 days. Copies in a vault come with the backup stack.',
    ticket: 'TERRACE-BACKUP',
    expires: '2027-05-20',
  },
  {
    ...platform,
    rule: 'backup/stores-are-backed-up',
    resource: '<environment>-data/table-receipts/table',
    environment: ['test', 'prod'],
    reason:
      'Point-in-time recovery restores the table to any second of the last 35 days. Copies in a vault come with the backup stack.',
    ticket: 'TERRACE-BACKUP',
    expires: '2027-05-20',
  },
  {
    ...platform,
    rule: 'secrets-manager/rotated',
    resource: '<environment>-data/database-main/master-secret/secret',
    environment: ['test', 'prod'],
    reason:
      'RDS does not rotate the password of a database with read replicas (docs/decisions/0009); people and applications log in with IAM.',
    ticket: 'TERRACE-MASTER-PASSWORD',
    expires: '2027-05-20',
  },
  {
    ...platform,
    rule: 'rds/admin-name',
    resource: '<environment>-data/database-main/source/instance',
    environment: everywhere,
    reason:
      'Nobody logs in as the administrator: people and applications log in with IAM, so another name would not help.',
    ticket: 'TERRACE-ADMIN-NAME',
    expires: '2027-11-21',
  },
  {
    ...platform,
    rule: 'rds/port',
    resource: '<environment>-data/database-main/source/instance',
    environment: everywhere,
    reason: 'Only declared security groups can reach the port, so another port would not help.',
    ticket: 'TERRACE-PORT',
    expires: '2027-11-21',
  },
];
