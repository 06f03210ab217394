import type { Waiver } from '../../review/engine/waiver';

const everywhere = ['dev', 'test', 'prod'];
const platform = { owner: 'platform@example.com', granted: '2026-11-21' } as const;

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
  ...(
    [
      ['', everywhere],
      ['/us-east-1', everywhere],
      ['/eu-west-3', ['test', 'prod']],
    ] as const
  ).map(([region, environment]): Waiver => ({
    ...platform,
    rule: 'guardduty/runtime-agents',
    resource: `<environment>-audit${region}/detector/runtime-monitoring`,
    environment,
    reason:
      'For its agents GuardDuty makes an endpoint in each VPC, which no security group here admits and beside which Terraform cannot destroy the VPC. Agents on instances can be installed by hand.',
    ticket: 'TERRACE-AGENTS',
    expires: '2027-05-20',
    controls: ['GuardDuty.7', 'GuardDuty.12', 'GuardDuty.13'],
  })),
  {
    ...platform,
    rule: 'secrets-manager/rotated',
    resource: '<environment>-data/database-main/master-secret/secret',
    environment: ['test', 'prod'],
    reason:
      'RDS does not rotate the password of a database with read replicas (docs/decisions/0009); people and applications log in with IAM.',
    ticket: 'TERRACE-MASTER-PASSWORD',
    expires: '2027-05-20',
    controls: ['SecretsManager.1', 'SecretsManager.4'],
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
    controls: ['RDS.25'],
  },
  {
    ...platform,
    rule: 'rds/port',
    resource: '<environment>-data/database-main/source/instance',
    environment: everywhere,
    reason: 'Only declared security groups can reach the port, so another port would not help.',
    ticket: 'TERRACE-PORT',
    expires: '2027-11-21',
    controls: ['RDS.23'],
  },
  {
    ...platform,
    rule: 'secrets-manager/rotated',
    resource: '<environment>-data/proxy-analytics/users/sales/secret',
    environment: ['test', 'prod'],
    reason:
      'RDS Proxy alone reads it, and its clients log in with IAM. Nothing but the proxy and operators reaches the cluster that the password is of.',
    ticket: 'TERRACE-PROXY-PASSWORD',
    expires: '2027-05-20',
  },
  {
    ...platform,
    rule: 'rds/admin-name',
    resource: '<environment>-data/cluster-analytics/cluster',
    environment: ['test', 'prod'],
    reason: 'Nobody logs in as the administrator: people log in with IAM, and the proxy as the user of its client.',
    ticket: 'TERRACE-ADMIN-NAME',
    expires: '2027-11-21',
  },
  {
    ...platform,
    rule: 'rds/port',
    resource: '<environment>-data/cluster-analytics/cluster',
    environment: ['test', 'prod'],
    reason: 'Only declared security groups can reach the port, so another port would not help.',
    ticket: 'TERRACE-PORT',
    expires: '2027-11-21',
  },
];
