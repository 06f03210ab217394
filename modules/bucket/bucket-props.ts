import { keyRef, type KeyRef } from '../kms/key-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  either,
  list,
  matching,
  newBucketName,
  object,
  oneOf,
  optional,
  regionName,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { bucketRef, type BucketRef } from './bucket-ref';
import { bucketLifecycle } from './lifecycle';
import type { BucketLifecycle } from './storage-classes';

export interface BucketProps {
  /** The bucket's name, unique in all of AWS. */
  readonly bucket: string;
  /** The account that owns the bucket: 12 digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Encrypts the objects. A `Key` is opened to S3; one that is only referred to must admit it. `s3`: the keys of S3 itself, for a bucket that AWS services write
   * their logs to, since S3's access logs and load balancers write with no other.
   */
  readonly key: KeyRef | 's3';
  /** The bucket that records who read and wrote which object, of the same account and region; or why there is none. A `Bucket` is opened to S3's logs. */
  readonly accessLogs: BucketRef | OptOut;
  /**
   * When objects move to cheaper storage classes, and when they are deleted.
   * @default objects stay in S3 Standard, and are never deleted
   */
  readonly lifecycle?: BucketLifecycle;
  /**
   * Days that an object which was overwritten or deleted can be had back; 1 to 3650.
   * @default 90
   */
  readonly oldVersionDays?: number;
  /**
   * The origins whose pages may read and write by presigned URL: `https://shop.example.com`.
   * @default none
   */
  readonly corsOrigins?: readonly string[];
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy it
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export const bucketProps: Description<BucketProps> = {
  bucket: newBucketName,
  account: accountId,
  region: regionName,
  key: either<'s3', KeyRef>(oneOf(['s3']), keyRef),
  accessLogs: union<BucketRef | OptOut>('a bucket for access logs, or a reason why there is none', {
    bucketArn: bucketRef,
    off: optOut,
  }),
  lifecycle: optional(bucketLifecycle, 'objects stay in S3 Standard, and are never deleted'),
  oldVersionDays: optional(
    wholeNumber('days', 1, 3650, { source: 'S3 API reference, NoncurrentVersionExpiration' }),
    '90',
  ),
  corsOrigins: optional(
    list(
      'origins',
      matching(
        /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/,
        'an origin of HTTPS, such as https://shop.example.com',
        {
          structure: true,
        },
      ),
      { min: 1, max: 100 },
    ),
    'none',
  ),
  optOuts: optional(
    object<NonNullable<BucketProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy it'),
    }),
    'none',
  ),
};
