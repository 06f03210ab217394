import { StateBucket, type StateBucketProps } from '../../modules/state-bucket/state-bucket';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const bucket = (props: Partial<StateBucketProps> = {}) =>
  synth(
    (stack) =>
      new StateBucket(stack, 'state', {
        bucket: 'example-dev-state',
        account,
        region: 'eu-west-1',
        keyAlias: 'terrace/dev/state',
        ...props,
      }),
  );

describe('the state bucket', () => {
  const synthesized = bucket();
  const id = synthesized.reference('aws_s3_bucket', 'id');
  const arn = synthesized.reference('aws_s3_bucket', 'arn');
  const policy = statements(synthesized.one('aws_s3_bucket_policy').policy);

  test('keeps every version', () => {
    expect(synthesized.one('aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
  });

  test('is private, and has no access control lists', () => {
    expect(synthesized.one('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(synthesized.one('aws_s3_bucket_ownership_controls').rule).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
  });

  test('encrypts with a customer key of its own, used only through S3', () => {
    expect(synthesized.one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: 'aws:kms',
          kms_master_key_id: synthesized.reference('aws_kms_key', 'arn'),
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(synthesized.one('aws_kms_alias').name).toBe('alias/terrace/dev/state');
    const { S3Uses } = statements(synthesized.one('aws_kms_key').policy);
    expect(S3Uses!.Condition.StringEquals).toEqual({
      'kms:CallerAccount': account,
      'kms:ViaService': ['s3.eu-west-1.amazonaws.com'],
    });
  });

  test('refuses plain HTTP, for the bucket and what is in it', () => {
    expect(policy.TlsOnly).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('closes to the public before it takes a policy, since S3 refuses two such changes at once', () => {
    expect(synthesized.one('aws_s3_bucket_policy').depends_on).toEqual([
      expect.stringMatching(/^aws_s3_bucket_public_access_block\./),
    ]);
  });

  test('refuses a put that does not ask for KMS encryption, also one that asks for nothing', () => {
    expect(policy.NoUnencryptedPut).toMatchObject({
      Effect: 'Deny',
      Action: 's3:PutObject',
      Resource: `${arn}/*`,
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    });
  });

  test('is deleted by nobody: not by Terraform, not by an administrator; its key neither', () => {
    expect(synthesized.one('aws_s3_bucket').lifecycle).toEqual({ prevent_destroy: true });
    expect(synthesized.one('aws_s3_bucket').force_destroy).toBeUndefined();
    expect(synthesized.one('aws_kms_key').lifecycle).toEqual({ prevent_destroy: true });
    expect(policy.NoDeletion).toMatchObject({ Effect: 'Deny', Action: 's3:DeleteBucket', Resource: arn });
  });

  test('forgets old versions of states and locks, their delete markers and broken uploads', () => {
    expect(bucket({ oldVersionRetentionDays: 30 }).one('aws_s3_bucket_lifecycle_configuration').rule).toEqual([
      {
        id: 'old-versions-expire',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        expiration: [{ expired_object_delete_marker: true }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  test('every setting is of this bucket', () => {
    const settings = synthesized.resources().filter(({ type }) => /^aws_s3_bucket_/.test(type));
    expect(settings).toHaveLength(6);
    for (const { type, attributes } of settings) expect([type, attributes.bucket]).toEqual([type, id]);
  });
});

test.each<[string, Partial<StateBucketProps>, string]>([
  [
    'a name with capitals',
    { bucket: 'State' },
    'stack/state: bucket: expected 3 to 63 of a-z, 0-9 and -, with none of the prefixes and suffixes that S3 reserves, found "State"',
  ],
  [
    'a retention too short to notice a loss',
    { oldVersionRetentionDays: 1 },
    'stack/state: oldVersionRetentionDays: expected a whole number of days from 7 to 3650, found 1',
  ],
])('refuses %s', (_, props, message) => {
  expect(() => bucket(props)).toThrow(message);
});
