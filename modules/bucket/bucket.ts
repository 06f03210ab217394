import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { arn, checkProps } from '../props';
import { backupReports, configHistory, deletion, findings, trail } from './audit-policy';
import { bucketProps, type BucketProps } from './bucket-props';
import { accessLogs, distributionReads, flowLogs, loadBalancerLogs, logDelivery, protection } from './bucket-policy';
import type { BucketRef } from './bucket-ref';
import { encryption } from './encryption';
import { GrantingBucket } from './granting-bucket';
import type { Granting } from './grants';
import { ImportedBucket } from './imported-bucket';
import { assertLifecycle, lifecycleRules } from './lifecycle';

const trailProps = { trailArn: arn('a trail', 'cloudtrail', /^trail\/[\w.-]{3,128}$/) };
const distributionProps = { distributionArn: arn('a distribution', 'cloudfront', /^distribution\/[A-Z0-9]+$/) };

/**
 * A private S3 bucket: encrypted, versioned, over TLS only, owned by its account alone whoever writes to it, and protected from deletion. Objects move to cheaper
 * classes and are deleted when `lifecycle` says so; overwritten ones and what is left of incomplete uploads are deleted anyway.
 */
export class Bucket extends GrantingBucket implements BucketRef {
  static readonly props = bucketProps;
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Where CloudFront and clients of its region reach it: `<name>.s3.<region>.amazonaws.com`. */
  readonly domainName: string;
  readonly nodes: {
    readonly bucket: S3Bucket;
    readonly versioning: S3BucketVersioningA;
    readonly policy: S3BucketPolicy;
  };
  private readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  private readonly statements: PolicyStatement[] = [];
  private readonly distributions: string[] = [];

  /** @throws PropsError for a name that S3 refuses, and for a lifecycle that moves objects too early or the wrong way. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BucketProps,
  ) {
    super(scope, id);
    checkProps(this, bucketProps, props);
    const { lifecycle = {}, oldVersionDays = 90, key } = props;
    assertLifecycle(this, lifecycle);
    if (key !== 's3') openToServices(key, 's3');

    const bucket = new S3Bucket(this, 'bucket', { bucket: props.bucket, forceDestroy: false });
    if (isOn(bucket, 'deletion_protection', props.optOuts?.deletionProtection)) {
      bucket.lifecycle = { preventDestroy: true };
    }
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
    this.encryption = new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.id,
      rule: [encryption(key)],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: lifecycleRules(lifecycle, oldVersionDays),
      dependsOn: [versioning],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      // Services are let in after construction, so the policy is written when the stack is.
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      dependsOn: [publicAccessBlock],
    });
    this.nodes = { bucket, versioning, policy };
    this.bucketName = bucket.id;
    this.bucketArn = bucket.arn;
    this.domainName = bucket.bucketRegionalDomainName;
    this.statements.push(...protection(bucket.arn, key));
    this.logTo(props.accessLogs);
    if (props.corsOrigins) this.admitPages(props.corsOrigins);
  }

  protected get granting(): Granting {
    return { bucket: this.props.bucket, bucketArn: this.bucketArn };
  }

  /** A bucket of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: BucketRef): ImportedBucket {
    return new ImportedBucket(scope, id, ref);
  }

  /** Lets S3 write the access logs of the account's buckets, each below its name. It does so only to a bucket with the key `s3`. */
  allowAccessLogs(): void {
    this.admit(accessLogs(this.bucketArn, this.props.account));
  }

  /** Lets the log delivery of AWS write logs of the account, such as those of its distributions. It does so under the key `s3`. */
  allowLogDelivery(): void {
    this.admit(logDelivery(this.bucketArn, this.props.account));
  }

  /** Lets the log delivery of AWS write flow logs of the account and region, below `flow-logs/`. */
  allowFlowLogs(): void {
    this.admit(...flowLogs(this.bucketArn, this.props));
  }

  /** Lets Elastic Load Balancing write the logs of the account's balancers, below `load-balancers/`. It does so under the key `s3`. */
  allowLoadBalancers(): void {
    this.admit(loadBalancerLogs(this.bucketArn, this.props.account));
  }

  /** Lets AWS Backup write reports, below `backup/`. */
  allowBackupReports(): void {
    this.admit(backupReports(this.bucketArn, this.props.account));
  }

  /**
   * Lets CloudTrail write the files of a trail, each with the trail in its encryption context, which a bucket key would leave out. Their digests may be encrypted by S3.
   *
   * @throws PropsError for what is no trail's ARN
   */
  allowTrail(trailArn: string): void {
    checkProps(this, trailProps, { trailArn });
    this.encryption.putRule([encryption(this.props.key, false)]);
    const { key, account } = this.props;
    const protections = protection(this.bucketArn, key, ['cloudtrail.amazonaws.com']);
    this.statements.splice(0, protections.length, ...protections);
    this.admit(...trail({ bucketArn: this.bucketArn, account }, trailArn));
  }

  /** Lets AWS Config write the history of the account's resources. It does so to no bucket with a default retention. */
  allowConfig(): void {
    this.admit(...configHistory({ bucketArn: this.bucketArn, account: this.props.account }));
  }

  /** Lets GuardDuty write the findings of the account's detectors, of all regions. */
  allowFindings(): void {
    this.admit(...findings({ bucketArn: this.bucketArn, account: this.props.account }));
  }

  /** Refuses deletions, and lifting the retention of locked objects, to everybody: who has to deletes the policy first. */
  refuseDeletion(): void {
    this.admit(deletion(this.bucketArn));
  }

  /** Lets a CloudFront distribution read all objects: its viewers are the readers then. @throws PropsError for what is no distribution's ARN */
  allowDistribution(distributionArn: string): void {
    checkProps(this, distributionProps, { distributionArn });
    if (!this.distributions.includes(distributionArn)) this.distributions.push(distributionArn);
    this.admit(distributionReads(this.bucketArn, this.distributions));
  }

  private admit(...statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements.filter(({ Sid }) => this.statements.every((known) => known.Sid !== Sid)));
  }

  private logTo(target: BucketProps['accessLogs']): void {
    if ('off' in target) {
      isOn(this.nodes.bucket, 'access_logs', target);
      return;
    }
    const isOurs = target instanceof Bucket;
    if (isOurs) target.allowAccessLogs();
    new S3BucketLoggingA(this, 'access-logs', {
      bucket: this.bucketName,
      targetBucket: target.bucketName,
      targetPrefix: `${this.props.bucket}/`,
      // S3 refuses a target that does not let it write.
      ...(isOurs && { dependsOn: [target.nodes.policy] }),
    });
  }

  private admitPages(origins: readonly string[]): void {
    const corsRule = [
      { allowedOrigins: [...origins], allowedMethods: ['GET', 'PUT'], allowedHeaders: ['*'], maxAgeSeconds: 3000 },
    ];
    new S3BucketCorsConfiguration(this, 'cors', { bucket: this.bucketName, corsRule });
  }
}
