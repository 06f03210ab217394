import type { Waiver } from '../../review/engine/waiver';

const everywhere = ['dev', 'test', 'prod'];
const platform = { owner: 'platform@example.com', granted: '2026-11-21' } as const;

/** The audit stack is not there yet. No environment of this repository is applied before it is. */
const audit = {
  ...platform,
  environment: everywhere,
  ticket: 'TERRACE-AUDIT',
  reason: 'The audit stack, which records the account, is planned next; no environment is applied before it is there.',
} as const;

/** By name: a region that is used tomorrow has been seen by nobody. */
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
    reason: 'The one role that administers the account: people assume it with MFA, and nothing else does.',
    ticket: 'TERRACE-ADMIN',
    expires: '2027-02-19',
  },
  {
    ...platform,
    rule: 'iam/no-aws-managed-admin',
    resource: '<environment>-account/ci/ci-apply/aws-PowerUserAccess',
    environment: everywhere,
    reason: 'What CI may do is its boundary, an allow list of the services here; this policy only fills it.',
    ticket: 'TERRACE-CI',
    expires: '2027-02-19',
  },
  {
    ...platform,
    rule: 'iam/pass-role-is-bound',
    resource: '<environment>-account/ci/ci-apply/apply',
    environment: everywhere,
    reason:
      'Roles are bound by path and boundary, receivers by a condition that holds where the service says who receives; not every service does.',
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
      'RDS keeps backups of its own to any second of the retention; copies in a vault come with the backup stack.',
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
      'Nobody logs in as the administrator: people and applications log in with IAM, so another name hides nothing.',
    ticket: 'TERRACE-ADMIN-NAME',
    expires: '2027-11-21',
  },
  {
    ...platform,
    rule: 'rds/port',
    resource: '<environment>-data/database-main/source/instance',
    environment: everywhere,
    reason: 'The port is open to declared peers only: another number would hide nothing.',
    ticket: 'TERRACE-PORT',
    expires: '2027-11-21',
  },
];
