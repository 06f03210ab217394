import { Key } from '../../modules/kms';
import { LogArchive, type LogArchiveProps } from '../../modules/log-archive';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const reason = 'destroyed with the environment';
const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/prod-trail`;
const props = (rest: Partial<LogArchiveProps> = {}): LogArchiveProps => ({
  ...{ bucket: 'example-archive', unlockedBucket: 'example-archive-unlocked', account, region, key },
  retentionDays: 1095,
  ...rest,
});
const archived = (rest?: Partial<LogArchiveProps>, use: (archive: LogArchive) => void = () => undefined) =>
  synth((stack) => use(new LogArchive(stack, 'archive', props(rest))));
const refusal = (rest: Partial<LogArchiveProps>) => () => archived(rest);
/** Of one of the buckets, by its construct. */
const of = (stack: ReturnType<typeof archived>, type: string, which: 'locked' | 'unlocked') =>
  stack.resources(type).find(({ name }) => name.startsWith(`archive_${which}_`))!;
const policyOf = (stack: ReturnType<typeof archived>, which: 'locked' | 'unlocked') =>
  statements(of(stack, 'aws_s3_bucket_policy', which).attributes.policy);

describe('a log archive', () => {
  test('locks what is written, in governance mode, for as long as it keeps it', () => {
    const stack = archived();
    expect(stack.one('aws_s3_bucket_object_lock_configuration')).toMatchObject({
      bucket: `\${aws_s3_bucket.${of(stack, 'aws_s3_bucket', 'locked').name}.id}`,
      object_lock_enabled: 'Enabled',
      rule: { default_retention: { mode: 'GOVERNANCE', days: 1095 } },
      depends_on: [`aws_s3_bucket_versioning.${of(stack, 'aws_s3_bucket_versioning', 'locked').name}`],
    });
  });

  test('locks for fewer days', () => {
    const { rule } = archived({ lockDays: 365 }).one('aws_s3_bucket_object_lock_configuration');
    expect(rule).toEqual({ default_retention: { mode: 'GOVERNANCE', days: 365 } });
  });

  test('has a bucket without a lock under the keys of S3, which takes access logs, those of the locked one too', () => {
    const stack = archived();
    const logging = stack.one('aws_s3_bucket_logging');
    expect(logging).toMatchObject({
      bucket: `\${aws_s3_bucket.${of(stack, 'aws_s3_bucket', 'locked').name}.id}`,
      target_bucket: `\${aws_s3_bucket.${of(stack, 'aws_s3_bucket', 'unlocked').name}.id}`,
      target_prefix: 'example-archive/',
    });
    const encryption = of(stack, 'aws_s3_bucket_server_side_encryption_configuration', 'unlocked').attributes.rule;
    expect(encryption).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }]);
    expect(policyOf(stack, 'unlocked').AccessLogs).toMatchObject({
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });

  test('lets nobody delete, and is not destroyed', () => {
    const stack = archived();
    for (const which of ['locked', 'unlocked'] as const) {
      expect(of(stack, 'aws_s3_bucket', which).attributes).toMatchObject({
        force_destroy: false,
        lifecycle: { prevent_destroy: true },
      });
      expect(policyOf(stack, which).NoDeletion).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:BypassGovernanceRetention', 's3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      });
    }
  });

  test('deletes everything on time, and moves it to Glacier before', () => {
    const stack = archived({ glacierDays: 90 });
    for (const which of ['locked', 'unlocked'] as const) {
      expect(of(stack, 'aws_s3_bucket_lifecycle_configuration', which).attributes.rule[0]).toMatchObject({
        expiration: [{ days: 1095 }],
        transition: [{ days: 90, storage_class: 'GLACIER' }],
      });
    }
  });

  test('says why nothing is locked, and why it may be destroyed', () => {
    const optedOut = { off: true, reason } as const;
    const decided = { optOuts: { lock: optedOut, deletionProtection: optedOut } };
    const stack = archived(decided);
    expect(stack.none('aws_s3_bucket_object_lock_configuration')).toBe(true);
    const reasons = optOuts((stack) => void new LogArchive(stack, 'archive', props(decided)));
    expect(reasons['stack/archive/locked/bucket']).toEqual({ deletion_protection: reason, object_lock: reason });
    expect(reasons['stack/archive/unlocked/bucket']).toMatchObject({ deletion_protection: reason });
    for (const which of ['locked', 'unlocked'] as const) {
      expect(of(stack, 'aws_s3_bucket', which).attributes).not.toHaveProperty('lifecycle');
      expect(policyOf(stack, which)).not.toHaveProperty('NoDeletion');
    }
  });
});

describe('what writes to it', () => {
  test('one trail, below the account, with its name in the encryption context', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Record', alias: 'audit', account, region });
      new LogArchive(stack, 'archive', props({ key: own })).allowTrail(trailArn);
    });
    const { TrailChecksAcl, TrailWrites, NoOtherEncryption } = policyOf(stack, 'locked');
    expect(TrailChecksAcl).toMatchObject({
      ...{ Action: 's3:GetBucketAcl', Principal: { Service: 'cloudtrail.amazonaws.com' } },
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    });
    expect(TrailWrites).toMatchObject({
      Action: 's3:PutObject',
      Resource: expect.stringMatching(/\/AWSLogs\/111122223333\/\*$/),
      Condition: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    });
    // Its digests may be under the keys of S3.
    expect(NoOtherEncryption!.Condition.StringNotEquals).toEqual({
      's3:x-amz-server-side-encryption': 'aws:kms',
      'aws:PrincipalServiceName': ['cloudtrail.amazonaws.com'],
    });
    // A bucket key would replace the encryption context that the key's policy asks for.
    const { rule } = of(stack, 'aws_s3_bucket_server_side_encryption_configuration', 'locked').attributes;
    expect(rule[0].bucket_key_enabled).toBe(false);
    const ofKey = statements(stack.one('aws_kms_key').policy);
    expect(ofKey.TrailEncrypts).toMatchObject({
      ...{ Action: 'kms:GenerateDataKey*', Principal: { Service: 'cloudtrail.amazonaws.com' } },
      Condition: {
        StringEquals: { 'aws:SourceArn': trailArn },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
      },
    });
    expect(ofKey.TrailDescribes).toMatchObject({
      Action: 'kms:DescribeKey',
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    });
  });

  test('detectors of the account, to the locked bucket and under its key', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Record', alias: 'audit', account, region });
      new LogArchive(stack, 'archive', props({ key: own })).allowFindings();
    });
    const source = {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:guardduty:*:${account}:detector/*` },
    };
    const policy = policyOf(stack, 'locked');
    expect(policy.GuardDutyFindsBucket).toMatchObject({ Action: 's3:GetBucketLocation', Condition: source });
    expect(policy.GuardDutyWrites).toMatchObject({ Action: 's3:PutObject', Condition: source });
    expect(statements(stack.one('aws_kms_key').policy).GuardDutyUses).toMatchObject({ Condition: source });
  });

  test('AWS Config, to the bucket without a lock', () => {
    const stack = archived({}, (archive) => archive.allowConfig());
    const policy = policyOf(stack, 'unlocked');
    expect(policy.ConfigChecks).toMatchObject({ Action: ['s3:GetBucketAcl', 's3:ListBucket'] });
    expect(policy.ConfigWrites).toMatchObject({
      Resource: expect.stringMatching(/\/AWSLogs\/111122223333\/Config\/\*$/),
      Condition: { StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    });
    expect(policyOf(stack, 'locked')).not.toHaveProperty('ConfigWrites');
  });
});

test.each<[Partial<LogArchiveProps>, string]>([
  [{ lockDays: 1096 }, 'stack/archive: lockDays: expected 1095 or fewer, as retentionDays, found 1096'],
  [{ retentionDays: 0 }, 'stack/archive: retentionDays: expected a whole number of days from 1 to 3650, found 0'],
  [
    { glacierDays: 1006 },
    'stack/archive/unlocked: lifecycle.expireDays: expected 1096 days or more, since glacierFlexibleDays is 1006 and S3 charges for 90 days of that class, found 1095',
  ],
])('%j is refused', (rest, message) => {
  expect(refusal(rest)).toThrow(message);
});
