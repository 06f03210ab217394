import { LogBucket, type LogBucketProps } from '../../../modules/load-balancer';
import { statements, synth } from '../../support/synth';

const account = '111122223333';
const bucket = (props: Partial<LogBucketProps> = {}) =>
  synth(
    (stack) =>
      new LogBucket(stack, 'logs', {
        bucket: 'example-logs',
        account,
        retentionDays: 90,
        ...props,
      }),
  );

describe('the log bucket of a balancer', () => {
  const synthesized = bucket();
  const id = synthesized.reference('aws_s3_bucket', 'id');
  const arn = synthesized.reference('aws_s3_bucket', 'arn');
  const policy = statements(synthesized.one('aws_s3_bucket_policy').policy);
  const logs = [`${arn}/access/AWSLogs/${account}/*`, `${arn}/connections/AWSLogs/${account}/*`];

  test('is encrypted with keys of S3, the only ones that a balancer can write with', () => {
    expect(synthesized.one('aws_s3_bucket_server_side_encryption_configuration')).toEqual({
      bucket: id,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
  });

  test('is private, versioned and without access control lists', () => {
    expect(synthesized.one('aws_s3_bucket_public_access_block')).toMatchObject({
      ...{ block_public_acls: true, block_public_policy: true, ignore_public_acls: true },
      ...{ restrict_public_buckets: true, bucket: id },
    });
    expect(synthesized.one('aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
    expect(synthesized.one('aws_s3_bucket_ownership_controls').rule).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
  });

  test('lets Elastic Load Balancing write the logs of this account, and nothing else', () => {
    expect(policy.LogDelivery).toEqual({
      ...{ Sid: 'LogDelivery', Effect: 'Allow', Action: 's3:PutObject', Resource: logs },
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    });
    expect(Object.keys(policy).sort()).toEqual(['LogDelivery', 'TlsOnly']);
  });

  test('refuses plain HTTP, for the bucket and what is in it', () => {
    expect(policy.TlsOnly).toEqual({
      ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('forgets logs on time, old versions, delete markers and unfinished uploads too', () => {
    expect(bucket({ retentionDays: 30 }).one('aws_s3_bucket_lifecycle_configuration').rule).toEqual([
      {
        ...{ id: 'logs-expire', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: 30 }] },
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
      {
        ...{ id: 'delete-markers-expire', status: 'Enabled', filter: [{ prefix: '' }] },
        expiration: [{ expired_object_delete_marker: true }],
      },
    ]);
  });

  test.each<[Partial<LogBucketProps>, string]>([
    [{ bucket: 'Logs' }, 'bucket: expected 3 to 63 of a-z, 0-9 and -'],
    [{ retentionDays: 0 }, 'retentionDays: expected a whole number of days from 1 to 3653, found 0'],
  ])('refuses %j', (props, message) => {
    expect(() => bucket(props)).toThrow(`stack/logs: ${message}`);
  });
});
