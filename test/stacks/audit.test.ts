import { App } from 'cdktf';
import { dev, prod } from '../../environments';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';

const audit = (environment: Environment = prod) => stackOf(environment, 'audit');
const decided = (more: Partial<Environment['audit']>): Environment => ({ ...prod, audit: { ...prod.audit, ...more } });

describe('the audit stack', () => {
  test('is there before anything is made in the account, and after who may do what', () => {
    const { account, audit, network, data } = environmentStacks(new App(), prod);
    expect(audit.dependencies).toEqual([account]);
    expect(network.dependencies).toContain(audit);
    expect(data.dependencies).toContain(audit);
  });

  test('makes no role that CI may change', () => {
    for (const role of audit().all('aws_iam_role')) expect(role.path).toBe('/audit/');
  });

  test('logs the bucket of the state, and takes the log of the bucket of access logs', () => {
    const stack = audit();
    const ofState = stack.all('aws_s3_bucket_logging').find(({ bucket }) => bucket === prod.state.bucket);
    const unlocked = stack.resources('aws_s3_bucket').find(({ name }) => name.startsWith('archive_unlocked'))!;
    expect(ofState).toMatchObject({
      target_bucket: `\${aws_s3_bucket.${unlocked.name}.id}`,
      target_prefix: 'example-terrace-prod-state/',
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.archive_unlocked/)],
    });
    const data = stackOf(prod, 'data');
    const ofLogs = data
      .all('aws_s3_bucket_logging')
      .filter(({ target_prefix }) => target_prefix === `${prod.accessLogs.bucket}/`);
    expect(ofLogs.map(({ target_bucket }) => target_bucket)).toEqual([prod.audit.archive.unlockedBucket]);
  });

  test('records objects of all buckets but those of logs', () => {
    const [, objects] = audit().one('aws_cloudtrail').advanced_event_selector;
    const [, , { not_starts_with: leftOut }] = objects.field_selector;
    expect(leftOut.slice(1)).toEqual([
      `arn:aws:s3:::${prod.audit.archive.unlockedBucket}/`,
      `arn:aws:s3:::${prod.accessLogs.bucket}/`,
    ]);
  });

  test('records objects of the buckets that the environment names', () => {
    const dataEvents = { objects: ['uploads'], functions: 'none' as const };
    const [, objects] = audit(decided({ dataEvents })).one('aws_cloudtrail').advanced_event_selector;
    expect(objects.field_selector[2].starts_with).toEqual([`arn:aws:s3:::${prod.buckets.uploads.bucket}/`]);
  });

  test('keeps as long as the environment decides', () => {
    const stack = audit();
    expect(stack.one('aws_s3_bucket_object_lock_configuration').rule).toEqual({
      default_retention: { mode: 'GOVERNANCE', days: 365 },
    });
    for (const { rule } of stack.all('aws_s3_bucket_lifecycle_configuration')) {
      expect(rule[0]).toMatchObject({
        expiration: [{ days: 1095 }],
        transition: [{ days: 90, storage_class: 'GLACIER' }],
      });
    }
    expect(audit(dev).none('aws_s3_bucket_object_lock_configuration')).toBe(true);
  });

  test('protects buckets and key where the environment says so', () => {
    const kept = (environment: Environment) =>
      audit(environment)
        .resources()
        .filter(({ attributes }) => attributes.lifecycle?.prevent_destroy)
        .map(({ type, name }) => `${type} ${name.replace(/_[0-9A-F]{8}$/, '')}`);
    expect(kept(prod)).toEqual([
      'aws_kms_key key',
      'aws_s3_bucket archive_locked_bucket',
      'aws_s3_bucket archive_unlocked_bucket',
      'aws_sqs_queue findings_undelivered_queue',
    ]);
    expect(kept(dev)).toEqual([]);
  });

  test('makes no trail where the organization has one, and keeps the archive', () => {
    const stack = audit(decided({ trail: 'organization' }));
    expect([stack.none('aws_cloudtrail'), stack.none('aws_cloudwatch_log_metric_filter')]).toEqual([true, true]);
    expect(stack.all('aws_s3_bucket')).toHaveLength(2);
  });

  test('tells who looks into it, and not who is on call', () => {
    const stack = audit();
    expect(stack.one('aws_sns_topic').name).toBe('prod-security');
    expect(stack.one('aws_sns_topic_subscription').endpoint).toBe('security@example.com');
    for (const { alarm_name, alarm_actions } of stack.all('aws_cloudwatch_metric_alarm')) {
      // That findings are not delivered is told by the other topic.
      const onCall = alarm_name.includes('-findings-');
      expect(alarm_actions).toEqual([
        onCall ? expect.stringMatching(/remote_state/) : stack.reference('aws_sns_topic_policy', 'arn'),
      ]);
    }
  });
});

describe('whom it records', () => {
  test('is bounded to read how it is configured: buckets, log group, alarms, topic and key by the names that it has', () => {
    const account = stackOf(prod, 'account');
    const boundary = account.all('aws_iam_policy').find(({ name }) => name === 'boundary')!;
    const { RecordIsKept, RecordKeyIsKept } = statements(boundary.policy);
    const stack = audit();
    const matches = (arn: string) =>
      (RecordIsKept!.Resource as string[]).some((one) => new RegExp(`^${one.replaceAll('*', '.*')}$`).test(arn));
    const at = 'eu-west-1:444455556666';
    const arns = [
      ...stack.all('aws_s3_bucket').map(({ bucket }) => `arn:aws:s3:::${bucket}`),
      ...stack.all('aws_s3_bucket').map(({ bucket }) => `arn:aws:s3:::${bucket}/AWSLogs/a`),
      ...stack
        .all('aws_cloudwatch_metric_alarm')
        .map(({ alarm_name }) => `arn:aws:cloudwatch:${at}:alarm:${alarm_name}`),
      ...stack.all('aws_cloudwatch_log_group').map(({ name }) => `arn:aws:logs:${at}:log-group:${name}:*`),
      ...stack.all('aws_sns_topic').map(({ name }) => `arn:aws:sns:${at}:${name}`),
      ...stack.all('aws_sqs_queue').map(({ name }) => `arn:aws:sqs:${at}:${name}`),
      ...stack.all('aws_cloudwatch_event_rule').map(({ name }) => `arn:aws:events:${at}:rule/${name}`),
    ];
    expect(arns.filter((arn) => !matches(arn))).toEqual([]);
    const [alias] = stack.all('aws_kms_alias').filter(({ name }) => name.endsWith('/audit'));
    expect(RecordKeyIsKept!.Condition).toEqual({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias!.name } });
  });
});
