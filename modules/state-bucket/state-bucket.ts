import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { Key } from '../kms/key';
import { StateReplica, stateReplicaProps, type StateReplicaProps } from './state-replica';
import {
  accountId,
  bucketName,
  checkProps,
  keyAlias as alias,
  optional,
  regionName,
  wholeNumber,
  type Description,
} from '../props';

export interface StateBucketProps {
  /** The bucket's name, unique in all of AWS. */
  readonly bucket: string;
  /** The account that owns the bucket: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The alias of the key that encrypts state, without `alias/`; backends name it before the key exists. */
  readonly keyAlias: string;
  /**
   * Days that a state, or a lock, is kept after a newer version took its place; 7 or more.
   * @default 90
   */
  readonly oldVersionRetentionDays?: number;
  /**
   * Where the states are copied to in another region, each version of them.
   * @default none: the states are lost with the region
   */
  readonly replica?: StateReplicaProps;
}

const stateBucketProps: Description<StateBucketProps> = {
  bucket: bucketName,
  account: accountId,
  region: regionName,
  keyAlias: alias,
  oldVersionRetentionDays: optional(wholeNumber('days', 7, 3650), '90'),
  replica: optional(stateReplicaProps, 'none'),
};

/**
 * Where Terraform keeps state: an S3 bucket with versioning and its own KMS key, which neither Terraform nor an
 * administrator deletes by accident. Locks are objects beside the states (`use_lockfile`), so there is no lock table.
 */
export class StateBucket extends Construct {
  static readonly props = stateBucketProps;
  readonly bucketArn: string;
  readonly key: Key;
  readonly nodes: {
    readonly bucket: S3Bucket;
    readonly policy: S3BucketPolicy;
    /** Of a bucket that has one. */
    readonly replica?: StateReplica;
  };

  /** @throws PropsError for a bucket name or retention that S3 refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: StateBucketProps,
  ) {
    super(scope, id);
    checkProps(this, stateBucketProps, props);
    const { account, region, keyAlias, oldVersionRetentionDays = 90 } = props;

    this.key = new Key(this, 'key', {
      purpose: `Terraform state in ${props.bucket}`,
      alias: keyAlias,
      account,
      region,
    });
    // Whoever S3 lets at the objects may use the key through S3, and only so.
    this.key.allowViaService('S3', 's3');
    this.key.nodes.key.lifecycle = { preventDestroy: true };

    const bucket = new S3Bucket(this, 'bucket', { bucket: props.bucket, lifecycle: { preventDestroy: true } });
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
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.key.keyArn },
          bucketKeyEnabled: true,
        },
      ],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: [oldVersionsExpire(oldVersionRetentionDays)],
      dependsOn: [versioning],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: bucketPolicy(bucket.arn),
      dependsOn: [publicAccessBlock],
    });
    const replica = props.replica ? this.addReplica(props.replica, versioning) : undefined;
    this.nodes = { bucket, policy, ...(replica && { replica }) };
  }

  private addReplica(replica: StateReplicaProps, versioning: S3BucketVersioningA): StateReplica {
    const { bucket, account, region, keyAlias, oldVersionRetentionDays: oldVersionDays = 90 } = this.props;
    const { bucketArn, key } = this;
    return new StateReplica(this, 'replica', {
      ...{ ...replica, account, region, keyAlias, oldVersionDays, versioning, source: { bucket, bucketArn, key } },
    });
  }
}

/** A lock is written and deleted by every run, so its versions and delete markers are most of what expires here. */
function oldVersionsExpire(days: number) {
  return {
    id: 'old-versions-expire',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    noncurrentVersionExpiration: [{ noncurrentDays: days }],
    expiration: [{ expiredObjectDeleteMarker: true }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
  };
}

function bucketPolicy(bucketArn: string): string {
  const everyone = { Effect: 'Deny', Principal: '*' } as const;
  const objects = `${bucketArn}/*`;
  return policyDocument([
    {
      ...everyone,
      Sid: 'TlsOnly',
      Action: 's3:*',
      Resource: [bucketArn, objects],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      // StringNotEquals also holds when the header is missing, so a put that leaves encryption to a default is refused.
      ...everyone,
      Sid: 'NoUnencryptedPut',
      Action: 's3:PutObject',
      Resource: objects,
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    },
    { ...everyone, Sid: 'NoDeletion', Action: 's3:DeleteBucket', Resource: bucketArn },
  ]);
}
