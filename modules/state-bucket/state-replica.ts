import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3BucketReplicationConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import { Role } from '../iam/role';
import { inRegion } from '../in-region';
import { awsProvider } from '../in-region/us-east-1';
import { Key } from '../kms/key';
import type { KeyRef } from '../kms/key-ref';
import { assertProp, newBucketName, object } from '../props';

/** A copy of the states in another region. */
export interface StateReplicaProps {
  /** The name of the bucket there, unique in all of AWS. */
  readonly bucket: string;
  /** The provider configuration of the other region. */
  readonly provider: AwsProvider;
}

export const stateReplicaProps = object<StateReplicaProps>({ bucket: newBucketName, provider: awsProvider });

interface OfStates extends StateReplicaProps {
  readonly source: { readonly bucket: string; readonly bucketArn: string; readonly key: KeyRef };
  readonly account: string;
  readonly region: string;
  readonly keyAlias: string;
  readonly oldVersionDays: number;
  /** What the source has to have before S3 replicates it. */
  readonly versioning: ITerraformDependable;
}

/**
 * The bucket that states are replicated to, under a key of its region, and the role that S3 does it with. Each new version of a state and of a lock is copied within
 * minutes, with its tags; a deletion is not, so that a state which is deleted stays there.
 */
export class StateReplica extends Construct {
  readonly bucketArn: string;
  readonly nodes: { readonly bucket: Bucket; readonly replication: S3BucketReplicationConfigurationA };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OfStates,
  ) {
    super(scope, id);
    const { account, source, keyAlias: alias, provider, versioning } = props;
    const region = provider.region ?? '';
    assertProp(this, 'replica.provider.region', region !== props.region, `another region than ${props.region}`, region);
    const there = new Construct(this, region);
    const key = new Key(there, 'key', { purpose: `Copies of the states in ${source.bucket}`, alias, account, region });
    key.nodes.key.lifecycle = { preventDestroy: true };
    const bucket = new Bucket(there, 'bucket', {
      ...{ bucket: props.bucket, account, region, key, oldVersionDays: props.oldVersionDays },
      accessLogs: { off: true, reason: 'S3 alone writes it, and nobody reads it before a region is lost' },
    });
    inRegion(there, provider);
    const replication = new S3BucketReplicationConfigurationA(this, 'replication', {
      ...{ bucket: source.bucket, role: this.addRole(bucket, key).roleArn },
      rule: [
        {
          ...{ id: 'states', priority: 1, status: 'Enabled', filter: { prefix: '' } },
          deleteMarkerReplication: { status: 'Disabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: { bucket: bucket.bucketArn, encryptionConfiguration: { replicaKmsKeyId: key.keyArn } },
        },
      ],
      // S3 refuses buckets without versions.
      dependsOn: [versioning, bucket.nodes.versioning],
    });
    this.bucketArn = bucket.bucketArn;
    this.nodes = { bucket, replication };
  }

  /** S3 user guide, Setting up permissions for live replication, and Replicating encrypted objects. */
  private addRole(bucket: Bucket, key: Key): Role {
    const { account, region, provider, source } = this.props;
    const role = new Role(this, 'role', {
      name: `${source.bucket}-replication`,
      description: `Copies the states in ${source.bucket} to ${this.props.bucket}`,
      trust: { service: 's3.amazonaws.com', sourceAccount: account },
    });
    const allow = { Effect: 'Allow' } as const;
    const through = (place: string) => ({ StringLike: { 'kms:ViaService': `s3.${place}.amazonaws.com` } });
    role.addPolicy('replicates', [
      {
        ...{ ...allow, Sid: 'ReadsBucket', Resource: source.bucketArn },
        Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      },
      {
        ...{ ...allow, Sid: 'ReadsStates', Resource: `${source.bucketArn}/*` },
        Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
      },
      {
        ...{ ...allow, Sid: 'WritesCopies', Resource: `${bucket.bucketArn}/*` },
        Action: ['s3:ReplicateObject', 's3:ReplicateTags'],
      },
      {
        ...{ ...allow, Sid: 'Decrypts', Action: 'kms:Decrypt', Resource: source.key.keyArn },
        Condition: through(region),
      },
      {
        ...{ ...allow, Sid: 'Encrypts', Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Resource: key.keyArn },
        Condition: through(provider.region ?? ''),
      },
    ]);
    return role;
  }
}
