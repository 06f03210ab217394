import { Testing } from 'cdktf';
import { rmSync } from 'node:fs';
import { prod } from '../../environments';
import { waivers } from '../../environments/waivers';
import type { Environment } from '../../environments/schema';
import { AccountStack } from '../../stacks/account';
import { AuditStack } from '../../stacks/audit';
import { stackOf } from '../support/stacks';
import { statements, Synthesized, type Attributes } from '../support/synth';

const audit = (more: Partial<Environment['audit']> = {}) =>
  stackOf({ ...prod, audit: { ...prod.audit, ...more } }, 'audit');
/** The same with the account below it alone: what is above depends on zones. */
function auditIn(region: string): Synthesized {
  const environment = { ...prod, region };
  const app = Testing.app();
  try {
    const account = new AccountStack(app, environment);
    return new Synthesized(JSON.parse(Testing.synth(new AuditStack(app, environment, { account }))));
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
}
const regionOf = ({ provider }: Attributes) => provider?.replace('aws.', '').replaceAll('_', '-') ?? prod.region;
const regions = (stack: Synthesized, type: string) => stack.all(type).map(regionOf).sort();
const inUse = [prod.region, prod.recovery.region, 'us-east-1'];

describe('in each region in use', () => {
  test.each([
    ...['aws_config_configuration_recorder', 'aws_config_delivery_channel', 'aws_config_configuration_recorder_status'],
    ...['aws_guardduty_detector', 'aws_guardduty_publishing_destination', 'aws_securityhub_account'],
    'aws_inspector2_enabler',
  ])('there is one %s', (type) => {
    expect(regions(audit(), type)).toEqual(inUse);
  });

  test('of an environment in us-east-1, there is one of each there', () => {
    const stack = auditIn('us-east-1');
    for (const type of ['aws_guardduty_detector', 'aws_config_configuration_recorder', 'aws_securityhub_account']) {
      expect(
        stack
          .all(type)
          .map(({ provider }) => provider)
          .sort(),
      ).toEqual(['aws.eu_west_3', undefined]);
    }
  });
});

describe('once in the account', () => {
  test('the resources of IAM are recorded, in the own region', () => {
    const global = audit()
      .all('aws_config_configuration_recorder')
      .filter(({ recording_group: group }) => group.include_global_resource_types);
    expect(global.map(regionOf)).toEqual([prod.region]);
  });

  test('there are the service-linked role, the aggregators and the rule, in the own region', () => {
    const stack = audit();
    const once = ['aws_iam_service_linked_role', 'aws_config_configuration_aggregator'];
    for (const type of [...once, 'aws_securityhub_finding_aggregator', 'aws_cloudwatch_event_rule']) {
      expect(regions(stack, type)).toEqual([prod.region]);
    }
    expect(stack.one('aws_securityhub_finding_aggregator').specified_regions).toEqual([
      'us-east-1',
      prod.recovery.region,
    ]);
    expect(stack.one('aws_config_configuration_aggregator').account_aggregation_source.regions.sort()).toEqual(inUse);
  });
});

test('findings are published to the locked archive under its key, and history goes to the other bucket', () => {
  const stack = audit();
  const bucket = (id: string) =>
    `\${aws_s3_bucket.${stack.resources('aws_s3_bucket').find(({ name }) => name.startsWith(id))!.name}`;
  for (const destination of stack.all('aws_guardduty_publishing_destination')) {
    expect(destination.destination_arn).toBe(`${bucket('archive_locked')}.arn}`);
    expect(destination.kms_key_arn).toMatch(/^\$\{aws_kms_key\.key_/);
  }
  for (const channel of stack.all('aws_config_delivery_channel')) {
    expect(channel.s3_bucket_name).toMatch(/archive_unlocked/);
    expect(channel).not.toHaveProperty('s3_kms_key_arn');
  }
  const policies = stack.all('aws_s3_bucket_policy').map(({ policy }) => Object.keys(statements(policy)).join());
  expect(policies.some((sids) => sids.includes('GuardDutyWrites'))).toBe(true);
  expect(policies.some((sids) => sids.includes('ConfigWrites'))).toBe(true);
});

test('bucket and key admit GuardDuty before it is told to publish there', () => {
  for (const { depends_on: first = [] } of audit().all('aws_guardduty_publishing_destination')) {
    expect(first).toEqual([expect.stringMatching(/^aws_s3_bucket_policy\.archive_locked/)]);
  }
  for (const { depends_on: first } of audit().all('aws_config_delivery_channel')) {
    expect(first).toEqual(expect.arrayContaining([expect.stringMatching(/^aws_s3_bucket_policy\.archive_unlocked/)]));
  }
});

test('what the environment decides is on, and nothing else', () => {
  const stack = audit({ guardDuty: ['rds'], inspector: ['ecr'], standards: ['cis-3.0'], config: 'daily' });
  const on = stack.all('aws_guardduty_detector_feature').filter(({ status }) => status === 'ENABLED');
  expect([...new Set(on.map(({ name }) => name))].sort()).toEqual(['EKS_AUDIT_LOGS', 'RDS_LOGIN_EVENTS']);
  for (const { resource_types: types } of stack.all('aws_inspector2_enabler')) expect(types).toEqual(['ECR']);
  for (const { standards_arn: arn } of stack.all('aws_securityhub_standards_subscription')) {
    expect(arn).toMatch(/::standards\/cis-aws-foundations-benchmark\/v\/3\.0\.0$/);
  }
  for (const { recording_mode: mode } of stack.all('aws_config_configuration_recorder')) {
    expect(mode).toEqual({ recording_frequency: 'DAILY' });
  }
});

test('Macie and the search for unused access are there by decision', () => {
  const without = audit({ macie: 'none', unusedAccessDays: 'none' });
  expect(['aws_macie2_account', 'aws_accessanalyzer_analyzer'].every((type) => without.none(type))).toBe(true);
  const stack = audit({ macie: 'on', unusedAccessDays: 45 });
  expect(regions(stack, 'aws_macie2_account')).toEqual(inUse);
  expect(stack.one('aws_accessanalyzer_analyzer').configuration.unused_access.unused_access_age).toBe(45);
});

test('what the organization decides is not made here', () => {
  const types = audit({
    ...{ config: 'organization', standards: 'organization', guardDuty: 'organization' },
    ...{ inspector: 'organization', macie: 'organization', unusedAccessDays: 'none' },
  }).types();
  expect(
    types.filter((type) => /_(config|securityhub|guardduty|inspector2|macie2|cloudwatch_event)_/.test(type)),
  ).toEqual([]);
});

describe('a control of Security Hub', () => {
  const associations = audit().all('aws_securityhub_standards_control_association');

  test('is off exactly where a waiver of the environment names it, in each region in use', () => {
    const named = waivers
      .filter(({ environment }) => [environment].flat().includes('prod'))
      .flatMap(({ controls = [] }) => controls);
    const off = associations.filter(({ association_status: status }) => status === 'DISABLED');
    expect(new Set(off.map(({ security_control_id: control }) => control))).toEqual(new Set(named));
    expect(off).toHaveLength(associations.length);
    expect(new Set(off.map(regionOf))).toEqual(new Set(inUse));
  });

  test('is off for the reason of the waiver', () => {
    const port = associations.find(({ security_control_id: control }) => control === 'RDS.23')!;
    expect(port.updated_reason).toMatch(/^Only declared security groups can reach the port.*TERRACE-PORT, until/);
  });
});

test('findings are told from the severity that the environment decides, to those who are not on call', () => {
  const stack = audit();
  const { event_pattern: pattern } = stack.one('aws_cloudwatch_event_rule');
  expect(JSON.parse(pattern).detail.findings.Severity.Label).toEqual(['MEDIUM', 'HIGH', 'CRITICAL']);
  expect(stack.one('aws_cloudwatch_event_target').arn).toMatch(/^\$\{aws_sns_topic_policy\.security_/);
  const lost = stack
    .all('aws_cloudwatch_metric_alarm')
    .filter(({ namespace }) => ['AWS/Events', 'AWS/SQS'].includes(namespace));
  expect(lost.length).toBeGreaterThan(1);
  for (const { alarm_actions: actions } of lost) expect(actions).toEqual([expect.stringMatching(/remote_state/)]);
});
