import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from '../iam';
import { accountId, bucketName, checkProps, wholeNumber, type Description } from '../props';

export interface LogBucketProps {
  /** The bucket's name, unique in all of AWS. */
  readonly bucket: string;
  /** The account that owns the bucket and the balancer: 12 digits. */
  readonly account: string;
  /** Days that logs are kept, 1 to 3653. */
  readonly retentionDays: number;
}

const logBucketProps: Description<LogBucketProps> = {
  bucket: bucketName,
  account: accountId,
  retentionDays: wholeNumber('days', 1, 3653),
};

/** What a balancer writes, each below a prefix of its own. */
export const logPrefixes = { access: 'access', connections: 'connections' } as const;

/** Days that a log which was overwritten or deleted can be had back. */
const deletedLogDays = 30;

/**
 * Where a balancer of the same region writes its access and connection logs: private, versioned, over TLS only, forgotten on time.
 *
 * It is encrypted with S3's own keys and not with a customer managed one, because a balancer writes to no other bucket (Application Load Balancer user guide,
 * Enable access logs, Requirements). Who may read the logs is decided by S3 alone, then: no policy of a key stands behind it.
 *
 * S3 refuses to delete a bucket that is not empty: a balancer writes a first object as soon as its logs are switched on.
 */
export class LogBucket extends Construct {
  static readonly props = logBucketProps;
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly nodes: {
    readonly bucket: S3Bucket;
    /** A balancer whose logs are switched on before this is there is refused. */
    readonly policy: S3BucketPolicy;
  };

  /** @throws PropsError for a bucket name or retention that S3 refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LogBucketProps,
  ) {
    super(scope, id);
    checkProps(this, logBucketProps, props);
    const bucket = new S3Bucket(this, 'bucket', { bucket: props.bucket });
    this.bucketName = bucket.id;
    this.bucketArn = bucket.arn;
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketOwnershipControls(this, 'ownership-controls', {
      bucket: bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, 'public-access-block', {
      bucket: bucket.id,
      ...{ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: lifecycleRules(props.retentionDays),
      dependsOn: [versioning],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: policyDocument(this.statements()),
      dependsOn: [publicAccessBlock],
    });
    this.nodes = { bucket, policy };
  }

  /**
   * The account in the path is what keeps other accounts' balancers out (Application Load Balancer user guide, Enable access logs). The same page calls the
   * policy for an account of Elastic Load Balancing, one for each region, a legacy that this one replaces in all regions.
   */
  private statements(): PolicyStatement[] {
    const { account } = this.props;
    return [
      {
        ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*' },
        Resource: [this.bucketArn, `${this.bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        ...{ Sid: 'LogDelivery', Effect: 'Allow', Action: 's3:PutObject' },
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Resource: Object.values(logPrefixes).map((prefix) => `${this.bucketArn}/${prefix}/AWSLogs/${account}/*`),
      },
    ];
  }
}

/** S3 takes an age and the clean-up of delete markers in two rules only. */
function lifecycleRules(retentionDays: number) {
  const all = { status: 'Enabled', filter: [{ prefix: '' }] };
  return [
    {
      ...{ ...all, id: 'logs-expire' },
      expiration: [{ days: retentionDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: deletedLogDays }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
    { ...all, id: 'delete-markers-expire', expiration: [{ expiredObjectDeleteMarker: true }] },
  ];
}
