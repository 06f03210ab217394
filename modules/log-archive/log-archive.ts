import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { Bucket, type BucketRef } from '../bucket';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToFindings, openToTrail } from '../kms/open-key';
import { isOn, optOut, type OptOut } from '../opt-out';
import {
  accountId,
  assertProp,
  checkProps,
  newBucketName,
  object,
  optional,
  regionName,
  wholeNumber,
  type Description,
} from '../props';
import type { LogArchiveRef } from './log-archive-ref';

export interface LogArchiveProps {
  /** The name of the locked bucket, unique in all of AWS. */
  readonly bucket: string;
  /** The name of the bucket without a lock, likewise. */
  readonly unlockedBucket: string;
  /** The account that owns both: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts what is in the locked bucket. A `Key` is opened to what writes there; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that everything is kept in both, 1 to 3650; then S3 deletes it. */
  readonly retentionDays: number;
  /**
   * Days that an object of the locked bucket cannot be deleted, no more than `retentionDays`; in governance mode.
   * @default retentionDays
   */
  readonly lockDays?: number;
  /**
   * When objects move to S3 Glacier Flexible Retrieval, which charges for 90 days: so many before they are deleted, at the latest. S3 moves none below 128 KB.
   * @default not moved
   */
  readonly glacierDays?: number;
  /**
   * Protections switched off, each with its reason.
   * @default none: objects are locked, nobody deletes them, and Terraform refuses to destroy the buckets
   */
  readonly optOuts?: { readonly lock?: OptOut; readonly deletionProtection?: OptOut };
}

const days = wholeNumber('days', 1, 3650, { structure: true });
const logArchiveProps: Description<LogArchiveProps> = {
  bucket: newBucketName,
  unlockedBucket: newBucketName,
  account: accountId,
  region: regionName,
  key: keyRef,
  retentionDays: days,
  lockDays: optional(days, 'retentionDays'),
  glacierDays: optional(days, 'not moved'),
  optOuts: optional(
    object<NonNullable<LogArchiveProps['optOuts']>>({
      lock: optional(optOut, 'objects are locked'),
      deletionProtection: optional(optOut, 'nobody deletes'),
    }),
    'none',
  ),
};

/**
 * Where an account's record is kept: two buckets from which nobody deletes, and which delete on time.
 *
 * One is locked in governance mode, for the trail and findings of GuardDuty. What AWS delivers to no bucket with a lock is in the other, under the keys of S3: access logs
 * of S3, those of the locked bucket too, and the history of AWS Config (S3 user guide, Object Lock considerations; AWS Config developer guide, Managing the delivery channel).
 */
export class LogArchive extends Construct implements LogArchiveRef {
  static readonly props = logArchiveProps;
  /** Takes access logs. */
  readonly unlocked: Bucket;
  readonly locked: Bucket;
  readonly bucketName: string;
  readonly key: KeyRef;

  /** @throws PropsError for what S3 refuses, a lock longer than the retention, and a move that S3 would charge for beyond it. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LogArchiveProps,
  ) {
    super(scope, id);
    checkProps(this, logArchiveProps, props);
    const { account, region, key, retentionDays, lockDays = retentionDays, glacierDays, optOuts = {} } = props;
    assertProp(this, 'lockDays', lockDays <= retentionDays, `${retentionDays} or fewer, as retentionDays`, lockDays);
    const { lock, deletionProtection } = optOuts;
    const shared = {
      ...{ account, region, oldVersionDays: 30 },
      lifecycle: {
        ...(glacierDays !== undefined && { glacierFlexibleDays: glacierDays }),
        expireDays: retentionDays,
      },
      ...(deletionProtection && { optOuts: { deletionProtection } }),
    };

    this.unlocked = new Bucket(this, 'unlocked', {
      ...{ ...shared, bucket: props.unlockedBucket, key: 's3' },
      accessLogs: { off: true, reason: 'it takes the access logs of the others, and would log its own log' },
    });
    this.unlocked.allowAccessLogs();
    this.locked = new Bucket(this, 'locked', { ...shared, bucket: props.bucket, key, accessLogs: this.unlocked });
    this.bucketName = this.locked.bucketName;
    this.key = key;
    if (!deletionProtection) for (const bucket of [this.unlocked, this.locked]) bucket.refuseDeletion();
    if (isOn(this.locked.nodes.bucket, 'object_lock', lock)) this.lock(lockDays);
  }

  /** The bucket for access logs of other buckets of the account and region. */
  get accessLogs(): BucketRef {
    const { bucketName, bucketArn } = this.unlocked;
    return { bucketName, bucketArn };
  }

  /**
   * Lets CloudTrail write the files of a trail, encrypted with the key.
   *
   * @param trailArn known before the trail exists, from its name
   * @returns what has to be there before the trail
   */
  allowTrail(trailArn: string): S3BucketPolicy {
    this.locked.allowTrail(trailArn);
    openToTrail(this.key, trailArn);
    return this.locked.nodes.policy;
  }

  /** Lets GuardDuty write the findings of the account's detectors, encrypted with the key. */
  allowFindings(): void {
    this.locked.allowFindings();
    openToFindings(this.key, this.props.account);
  }

  /** Lets AWS Config write the history of the account's resources to the bucket without a lock. */
  allowConfig(): void {
    this.unlocked.allowConfig();
  }

  /** Nobody turns Object Lock off again; without its rule, new objects are not locked, and those that are stay so until their day. */
  private lock(days: number): void {
    new S3BucketObjectLockConfigurationA(this, 'object-lock', {
      bucket: this.locked.bucketName,
      objectLockEnabled: 'Enabled',
      rule: { defaultRetention: { mode: 'GOVERNANCE', days } },
      dependsOn: [this.locked.nodes.versioning],
    });
  }
}
