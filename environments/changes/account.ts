import type { Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

const withoutGitHub = {
  'identity.ci.repository': undefined,
  'identity.ci.planEnvironment': undefined,
  'identity.ci.applyEnvironment': undefined,
};

/** The account: names, people, cost, state, keys. */
export const account: Changes = {
  name: [
    {
      to: 'production',
      does: 'refused',
      says: 'The name is in every resource, stack and state. Add an environment of the other name beside it, move what it holds, and retire this one (docs/guides/retire.md).',
    },
  ],
  criticality: [
    {
      to: 'high',
      does: 'nothing',
      says: 'Nothing in AWS: the laws and the review ask for other protections.',
    },
    {
      in: 'dev',
      to: 'critical',
      does: 'refused',
      says: 'What it protects less than a less critical environment is named, field by field: decide those first.',
    },
  ],
  account: [
    {
      to: '777788889999',
      does: 'refused',
      says: 'The AWS provider refuses credentials of an account that is not this one. An environment does not move: add one in the other account.',
    },
  ],
  region: [
    {
      to: 'eu-west-2',
      does: 'refused',
      says: 'Zones and names belong to a region, and so does the state bucket. An environment does not move: add one in the other region.',
    },
  ],
  'tags.owner': [{ to: 'web@example.com', does: 'in place', says: 'The tag changes on every resource.' }],
  'tags.costCentre': [
    {
      to: 'shop',
      does: 'in place',
      says: 'The tag changes on every resource; Cost Explorer counts by the new one from that day on.',
    },
  ],
  'tags.repository': [
    { to: 'https://github.com/example/platform', does: 'in place', says: 'The tag changes on every resource.' },
  ],
  'state.bucket': [
    {
      to: 'example-terrace-prod-other-state',
      does: 'refused',
      says: 'Terraform refuses to replace the bucket that has the states. Keep its name.',
    },
  ],
  'state.replica': [
    {
      in: 'dev',
      to: { region: 'eu-west-3', bucket: 'example-terrace-dev-state-replica' },
      title: 'a copy in another region',
      does: 'in place',
      says: 'With the next `terrace bootstrap`: a bucket and a key there, and a role of S3; the boundary keeps CI from it. Each state is copied from its next version on.',
    },
    {
      to: 'none',
      does: 'refused',
      says: 'Of a critical environment. Else the bucket and its key are kept by Terraform: take them out of the state first (`terraform state rm`).',
    },
  ],
  'state.oldVersionRetentionDays': [
    {
      to: 730,
      does: 'in place',
      says: 'S3 keeps old versions of states for the new time. Versions that are older than a shorter one are deleted within days.',
    },
  ],
  'notifications.alarms': [
    {
      to: (old: string[]) => [...old, 'second@example.com'],
      title: 'an address more',
      does: 'adds',
      says: 'The new address gets a message, and nothing else until it has confirmed.',
    },
    {
      to: ['second@example.com'],
      title: 'another address',
      does: 'removes',
      says: 'The old address hears nothing from the apply on, the new one once it has confirmed: add it first, and take the old one out later.',
    },
  ],
  'notifications.billing': [
    {
      to: (old: string[]) => [...old, 'second@example.com'],
      title: 'an address more',
      does: 'adds',
      says: 'The new address gets a message, and nothing else until it has confirmed; those of the budget hear at once.',
    },
  ],
  logRetentionDays: [
    {
      to: 731,
      does: 'in place',
      says: 'For each log group and for access logs. With fewer days, CloudWatch Logs deletes what is older, within 72 hours, and nothing brings it back.',
    },
  ],
  logDataProtection: [
    {
      to: { dataIdentifiers: ['EmailAddress', 'CreditCardNumber'] },
      title: 'types of data',
      does: 'adds',
      says: 'A policy of each log group of a service: what is logged from then on is masked, for all who have no `logs:Unmask`; what is there stays readable. A log group of findings, and an alarm.',
    },
    {
      to: { dataIdentifiers: ['Email'] },
      title: 'a type that there is not',
      does: 'refused',
      says: 'The nearest type is named.',
    },
  ],
  'accessLogs.bucket': [
    {
      to: 'example-terrace-prod-other-access-logs',
      does: 'refused',
      says: 'A bucket cannot be renamed: Terraform refuses to replace a protected one.',
    },
  ],
  'accessLogs.deletionProtection': [
    unprotected('Terraform would destroy it from then on. The review shows that, with the reason.'),
    protectedByTerraform,
  ],
  'identity.passwordPolicy.minimumLength': [
    { to: 20, does: 'in place', says: 'It is asked of the next password of each IAM user.' },
  ],
  'identity.passwordPolicy.maxAgeDays': [
    {
      to: 60,
      does: 'in place',
      says: 'IAM users whose password is older have to change it when they next sign in.',
    },
  ],
  'identity.passwordPolicy.reusePrevention': [
    { to: 12, does: 'refused', says: 'CIS AWS Foundations 1.9 asks for 24, the most that IAM takes.' },
  ],
  'identity.maxSessionHours': [
    {
      to: 2,
      does: 'in place',
      says: 'For sessions that begin after the apply. Those that run end when they would have.',
    },
  ],
  'identity.saml': [
    {
      to: {
        name: 'okta',
        metadataFile: 'test/support/saml/identity-provider.xml',
        signInRegions: ['eu-west-1', 'us-east-1'],
      },
      title: 'people of an identity provider in the place of users',
      does: 'removes',
      says: "The roles stay, and trust assertions of the identity provider from the apply on; those who are in one stay until their session ends. The groups and the policy of users' own MFA are destroyed: IAM refuses it of a group that has users, so take them out first. Test the sign-in as an administrator before.",
    },
  ],
  'identity.ci.gitlab': [
    {
      to: {
        url: 'https://gitlab.com',
        project: 'example/terrace',
        planRef: { branch: 'main' },
        applyRef: { branch: 'production' },
      },
      title: 'GitLab in the place of GitHub',
      with: withoutGitHub,
      does: 'removes',
      says: 'Workflows of GitHub are refused from the apply on, and its provider is destroyed: let a person apply it. Another project, branch or tag is in place: jobs of the old one are refused. Another instance is another provider.',
    },
  ],
  'identity.ci.oidc': [
    {
      to: {
        url: 'https://app.terraform.io',
        audience: 'aws.workload.identity',
        planSubject: 'organization:example:project:shop:workspace:prod:run_phase:plan',
        applySubject: 'organization:example:project:shop:workspace:prod:run_phase:apply',
      },
      title: 'another issuer in the place of GitHub',
      with: withoutGitHub,
      does: 'removes',
      says: 'As with GitLab: the old jobs are refused from the apply on, and their provider is destroyed. Another subject is in place.',
    },
  ],
  'identity.ci.repository': [
    {
      to: 'example/platform',
      does: 'in place',
      says: 'Workflows of the old repository are refused from the apply on: let a person or the old repository apply this, then move.',
    },
  ],
  'identity.ci.planEnvironment': [
    { to: 'prod-review', does: 'in place', says: 'Jobs of the old GitHub environment are refused from the apply on.' },
  ],
  'identity.ci.applyEnvironment': [
    {
      to: 'production',
      does: 'in place',
      says: 'Jobs of the old GitHub environment are refused from the apply on. The job that applies this keeps its session.',
    },
  ],
  'billing.monthlyBudgetUsd': [
    {
      to: 5000,
      does: 'in place',
      says: 'Budget and alarms count against the new amount at once, for the present month.',
    },
  ],
  'billing.alarmThresholdsPercent': [
    {
      to: [25, 50, 75, 90, 100],
      does: 'in place',
      says: 'One alarm more for each percentage more. An alarm whose percentage goes is destroyed.',
    },
  ],
  'billing.budgets': [
    {
      to: { database: { limitUsd: 800, service: 'Amazon Relational Database Service' } },
      title: 'a budget of a part',
      does: 'adds',
      says: 'It counts the present month from its first day. Another limit or filter of one is in place; with another name it is made again. A tag counts from the day that its key is activated.',
    },
  ],
  'billing.anomalyThresholdUsd': [{ to: 100, does: 'in place', says: 'For anomalies that are found from then on.' }],
  'dataKey.deletionProtection': [
    {
      to: { off: true, reason: 'retired with what it holds' },
      does: 'refused',
      says: 'While a less critical environment is protected, or a store under the key is. Else in place: Terraform would destroy the key from then on, and with it every snapshot and backup: docs/guides/retire.md.',
    },
    protectedByTerraform,
  ],
};
