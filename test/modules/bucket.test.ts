import { Token } from 'cdktf';
import { Bucket, type BucketLifecycle, type BucketProps } from '../../modules/bucket';
import { Key } from '../../modules/kms';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const logs = { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' };
const props = (rest: Partial<BucketProps> = {}): BucketProps => ({
  ...{ bucket: 'example-uploads', account, region, key, accessLogs: logs },
  ...rest,
});
const bucket = (rest?: Partial<BucketProps>, use: (bucket: Bucket) => void = () => undefined) =>
  synth((stack) => use(new Bucket(stack, 'uploads', props(rest))));
const refusal = (rest: Partial<BucketProps>) => () => bucket(rest);
const policyOf = (stack: ReturnType<typeof bucket>) => statements(stack.one('aws_s3_bucket_policy').policy);
const granted = (use: (bucket: Bucket) => void) => {
  const { name, role, policy } = bucket({}, use).one('aws_iam_role_policy');
  return { name, role, statements: statements(policy) };
};

describe('a bucket', () => {
  test('is private, versioned, owned by its account, and not destroyed', () => {
    const stack = bucket();
    expect(stack.one('aws_s3_bucket')).toMatchObject({
      bucket: 'example-uploads',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.one('aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
    expect(stack.one('aws_s3_bucket_ownership_controls').rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
    expect(stack.one('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    for (const type of stack.types().filter((type) => type.startsWith('aws_s3_bucket_'))) {
      expect(stack.one(type).bucket).toBe(stack.reference('aws_s3_bucket', 'id'));
    }
  });

  test('encrypts with its key, asks KMS seldom, and refuses every other encryption', () => {
    const stack = bucket();
    expect(stack.one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: key.keyArn },
        bucket_key_enabled: true,
      },
    ]);
    expect(policyOf(stack).NoOtherEncryption).toMatchObject({
      Effect: 'Deny',
      Action: 's3:PutObject',
      Condition: {
        Null: { 's3:x-amz-server-side-encryption': 'false' },
        StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      },
    });
  });

  test('opens its key to S3', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Uploads', alias: 'uploads', account, region });
      new Bucket(stack, 'uploads', props({ key: own }));
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toEqual([
      'Administration',
      'S3Uses',
      'S3Delegates',
    ]);
  });

  test('is encrypted by the keys of S3 where services write their logs', () => {
    const stack = bucket({ key: 's3' });
    expect(stack.one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    expect(policyOf(stack)).not.toHaveProperty('NoOtherEncryption');
  });

  test('answers over TLS only, and lets nobody in by itself', () => {
    const policy = policyOf(bucket());
    const arn = bucket().reference('aws_s3_bucket', 'arn');
    expect(policy.TlsOnly).toEqual({
      ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(Object.values(policy).filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
  });

  test('can be left to be destroyed, with a reason', () => {
    const reason = 'It holds copies only';
    const off = { optOuts: { deletionProtection: { off: true as const, reason } } };
    expect(bucket(off).one('aws_s3_bucket')).not.toHaveProperty('lifecycle');
    expect(Object.values(optOuts((stack) => new Bucket(stack, 'uploads', props(off))))).toEqual([
      { deletion_protection: reason },
    ]);
  });
});

describe('access logs', () => {
  test('go to another bucket, below the name of this one', () => {
    expect(bucket().one('aws_s3_bucket_logging')).toMatchObject({
      target_bucket: 'example-logs',
      target_prefix: 'example-uploads/',
    });
  });

  test('are admitted by the bucket that they go to, once', () => {
    const none = { off: true as const, reason: 'It holds the logs itself' };
    const stack = synth((stack) => {
      const to = new Bucket(stack, 'logs', props({ bucket: 'example-logs', key: 's3', accessLogs: none }));
      new Bucket(stack, 'uploads', props({ accessLogs: to }));
      new Bucket(stack, 'site', props({ bucket: 'example-site', accessLogs: to }));
    });
    const [policy] = stack.all('aws_s3_bucket_policy').map(({ policy }) => statements(policy));
    expect(policy?.AccessLogs).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
    // S3 refuses a target that does not let it write.
    const { name } = stack.resources('aws_s3_bucket_policy')[0]!;
    expect(stack.all('aws_s3_bucket_logging').map((logging) => logging.depends_on)).toEqual([
      [`aws_s3_bucket_policy.${name}`],
      [`aws_s3_bucket_policy.${name}`],
    ]);
  });

  test('can be left out, with a reason', () => {
    const accessLogs = { off: true as const, reason: 'It holds the logs itself' };
    expect(bucket({ accessLogs }).none('aws_s3_bucket_logging')).toBe(true);
    expect(Object.values(optOuts((stack) => new Bucket(stack, 'uploads', props({ accessLogs }))))).toEqual([
      { access_logs: accessLogs.reason },
    ]);
  });
});

describe('the lifecycle', () => {
  const rulesOf = (lifecycle?: BucketLifecycle) =>
    bucket(lifecycle && { lifecycle }).one('aws_s3_bucket_lifecycle_configuration').rule;
  const cleanUp = {
    id: 'old-versions-expire',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    noncurrent_version_expiration: [{ noncurrent_days: 90 }],
    expiration: [{ expired_object_delete_marker: true }],
    abort_incomplete_multipart_upload: { days_after_initiation: 7 },
  };

  test('deletes old versions and what is left of incomplete uploads, and no object', () => {
    expect(rulesOf()).toEqual([{ ...cleanUp, abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }]);
  });

  test('moves objects to cheaper classes one after the other, and deletes them at last', () => {
    const [ages, ...others] = rulesOf({
      ...{ standardIaDays: 30, glacierInstantDays: 60, glacierFlexibleDays: 150, deepArchiveDays: 240 },
      expireDays: 420,
    });
    expect(ages).toMatchObject({
      status: 'Enabled',
      filter: [{ prefix: '' }],
      transition: [
        { days: 30, storage_class: 'STANDARD_IA' },
        { days: 60, storage_class: 'GLACIER_IR' },
        { days: 150, storage_class: 'GLACIER' },
        { days: 240, storage_class: 'DEEP_ARCHIVE' },
      ],
      expiration: [{ days: 420 }],
    });
    expect(others).toHaveLength(1);
  });

  test.each<[BucketLifecycle, string]>([
    [{ standardIaDays: 29 }, 'lifecycle.standardIaDays: expected a whole number of days from 30 to 36500, found 29'],
    [
      { standardIaDays: 30, glacierInstantDays: 59 },
      'lifecycle.glacierInstantDays: expected 60 days or more, since standardIaDays is 30 and S3 charges for 30 days of that class, found 59',
    ],
    [
      { glacierInstantDays: 10, deepArchiveDays: 99 },
      'lifecycle.deepArchiveDays: expected 100 days or more, since glacierInstantDays is 10 and S3 charges for 90 days',
    ],
    [{ glacierFlexibleDays: 1, deepArchiveDays: 90 }, 'lifecycle.deepArchiveDays: expected 91 days or more'],
    [
      { deepArchiveDays: 180, expireDays: 359 },
      'lifecycle.expireDays: expected 360 days or more, since deepArchiveDays is 180 and S3 charges for 180 days',
    ],
    [{ expireDays: 0 }, 'lifecycle.expireDays: expected a whole number of days from 1 to 36500, found 0'],
  ])('refuses %j', (lifecycle, message) => {
    expect(refusal({ lifecycle })).toThrow(message);
  });
});

describe('a grant', () => {
  const arn = bucket().reference('aws_s3_bucket', 'arn');

  test('to read lets a role read and list a prefix', () => {
    const { name, role: grantee, statements } = granted((bucket) => bucket.grantRead('Web', role, 'uploads/'));
    expect([name, grantee]).toEqual(['read-example-uploads-Web', 'web']);
    expect(statements).toEqual({
      ReadObjects: { Sid: 'ReadObjects', Effect: 'Allow', Action: ['s3:GetObject'], Resource: `${arn}/uploads/*` },
      ListObjects: {
        ...{ Sid: 'ListObjects', Effect: 'Allow', Action: 's3:ListBucket', Resource: arn },
        Condition: { StringLike: { 's3:prefix': 'uploads/*' } },
      },
    });
  });

  test('to write lets it not delete, and the other way round', () => {
    expect(granted((bucket) => bucket.grantWrite('Web', role)).statements.WriteObjects).toMatchObject({
      Action: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      Resource: `${arn}/*`,
    });
    expect(granted((bucket) => bucket.grantDelete('Web', role, 'tmp/')).statements).toEqual({
      DeleteObjects: { Sid: 'DeleteObjects', Effect: 'Allow', Action: ['s3:DeleteObject'], Resource: `${arn}/tmp/*` },
    });
  });

  test('to presign is for URLs only, and for a minute', () => {
    expect(granted((bucket) => bucket.grantPresign('Web', role, 'uploads/')).statements).toEqual({
      PresignedUrls: {
        ...{ Sid: 'PresignedUrls', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'] },
        Resource: `${arn}/uploads/*`,
        Condition: {
          StringEquals: { 's3:authType': 'REST-QUERY-STRING' },
          NumericLessThanEquals: { 's3:signatureAge': '60000' },
        },
      },
    });
  });

  test('to a distribution lets it alone read', () => {
    const distribution = `arn:aws:cloudfront::${account}:distribution/E2ABC`;
    const policy = policyOf(bucket({}, (bucket) => bucket.allowDistribution(distribution)));
    expect(policy.CloudFrontReads).toMatchObject({
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Condition: { StringEquals: { 'aws:SourceArn': [distribution] } },
    });
  });

  test.each([
    ['uploads', 'prefix: expected names with a / after each, such as uploads/'],
    ['/', 'prefix'],
    ['*/', 'prefix'],
    [Token.asString({ resolve: () => '${var.a}' }), 'prefix: expected names with a / after each'],
  ])('refuses the prefix %s', (prefix, message) => {
    expect(() => bucket({}, (bucket) => bucket.grantRead('Web', role, prefix))).toThrow(`stack/uploads: ${message}`);
  });

  test('refuses URLs for more than a week', () => {
    expect(() => bucket({}, (bucket) => bucket.grantPresign('Web', role, undefined, 604_801))).toThrow(
      'stack/uploads: seconds: expected a whole number of seconds from 1 to 604800, found 604801',
    );
  });
});

describe('a bucket of records', () => {
  const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/prod-trail`;

  test('lets one trail write, whose digests may be under the keys of S3, and has no bucket key', () => {
    const stack = bucket({}, (bucket) => bucket.allowTrail(trailArn));
    const { rule } = stack.one('aws_s3_bucket_server_side_encryption_configuration');
    expect(rule[0]).toMatchObject({ bucket_key_enabled: false });
    expect(Object.keys(policyOf(stack))).toEqual(['TlsOnly', 'NoOtherEncryption', 'TrailChecksAcl', 'TrailWrites']);
  });

  test('under the keys of S3 lets a trail write too', () => {
    const stack = bucket({ key: 's3' }, (bucket) => bucket.allowTrail(trailArn));
    expect(Object.keys(policyOf(stack))).toEqual(['TlsOnly', 'TrailChecksAcl', 'TrailWrites']);
  });

  test('lets nobody else write as a trail', () => {
    expect(() => bucket({}, (bucket) => bucket.allowTrail('arn:aws:s3:::example-trail'))).toThrow(
      'stack/uploads: trailArn: expected the ARN of a trail, found "arn:aws:s3:::example-trail"',
    );
  });

  test('lets in each service once, and nobody delete', () => {
    const stack = bucket({}, (bucket) => {
      for (const _ of [1, 2]) {
        bucket.allowConfig();
        bucket.allowFindings();
        bucket.refuseDeletion();
      }
    });
    expect(Object.keys(policyOf(stack)).slice(2)).toEqual([
      ...['ConfigChecks', 'ConfigWrites', 'GuardDutyFindsBucket', 'GuardDutyWrites', 'NoDeletion'],
    ]);
  });
});

test('pages of an origin may use presigned URLs', () => {
  expect(
    bucket({ corsOrigins: ['https://shop.example.com'] }).one('aws_s3_bucket_cors_configuration').cors_rule,
  ).toEqual([
    {
      allowed_origins: ['https://shop.example.com'],
      allowed_methods: ['GET', 'PUT'],
      allowed_headers: ['*'],
      max_age_seconds: 3000,
    },
  ]);
  expect(bucket().none('aws_s3_bucket_cors_configuration')).toBe(true);
});

test.each([
  [{ bucket: 'Example' }, 'bucket: expected 3 to 63 of a-z, 0-9 and -'],
  [{ key: 'kms' as 's3' }, 'key: expected one of s3, or a KMS key'],
  [{ accessLogs: {} as typeof logs }, 'accessLogs: expected a bucket for access logs, or a reason why there is none'],
  [{ oldVersionDays: 0 }, 'oldVersionDays: expected a whole number of days from 1 to 3650, found 0'],
  [{ corsOrigins: ['*'] }, 'corsOrigins[0]: expected an origin of HTTPS'],
  [{ corsOrigins: ['http://shop.example.com'] }, 'corsOrigins[0]: expected an origin of HTTPS'],
])('refuses %j', (rest, message) => {
  expect(refusal(rest)).toThrow(`stack/uploads: ${message}`);
});
