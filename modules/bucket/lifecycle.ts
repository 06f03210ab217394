import type { IConstruct } from 'constructs';
import { assertProp, object, optional, wholeNumber, type Description } from '../props';

/** When objects move to a cheaper storage class and when they are deleted, in days since they were created. */
export interface BucketLifecycle {
  /**
   * To S3 Standard-IA: cheaper to keep, charged by access; 30 or more.
   * @default not moved
   */
  readonly standardIaDays?: number;
  /**
   * To S3 Glacier Instant Retrieval: read within milliseconds, kept for 90 days or charged for them.
   * @default not moved
   */
  readonly glacierInstantDays?: number;
  /**
   * To S3 Glacier Flexible Retrieval: restored within hours before it can be read, kept for 90 days or charged for them.
   * @default not moved
   */
  readonly glacierFlexibleDays?: number;
  /**
   * To S3 Glacier Deep Archive: restored within 12 to 48 hours, kept for 180 days or charged for them.
   * @default not moved
   */
  readonly deepArchiveDays?: number;
  /**
   * Deleted.
   * @default never
   */
  readonly expireDays?: number;
}

const source = 'S3 user guide, Transitioning objects using Amazon S3 Lifecycle';
const days = (least: number) => wholeNumber('days', least, 36_500, { structure: true, source });

export const lifecycleProps: Description<BucketLifecycle> = {
  // S3 refuses an earlier one (S3 API reference, Transition, Days).
  standardIaDays: optional(days(30), 'not moved'),
  glacierInstantDays: optional(days(1), 'not moved'),
  glacierFlexibleDays: optional(days(1), 'not moved'),
  deepArchiveDays: optional(days(1), 'not moved'),
  expireDays: optional(days(1), 'never'),
};

export const bucketLifecycle = object<BucketLifecycle>(lifecycleProps);

/** From dear to cheap, the only way that S3 moves objects; with the days that a class charges for at least (S3 user guide, Comparing the Amazon S3 storage classes). */
const classes = [
  { prop: 'standardIaDays', storageClass: 'STANDARD_IA', least: 30 },
  { prop: 'glacierInstantDays', storageClass: 'GLACIER_IR', least: 90 },
  { prop: 'glacierFlexibleDays', storageClass: 'GLACIER', least: 90 },
  { prop: 'deepArchiveDays', storageClass: 'DEEP_ARCHIVE', least: 180 },
] as const;

/** @throws PropsError for a move or a deletion that comes before the class in front of it has been paid for. */
export function assertLifecycle(scope: IConstruct, lifecycle: BucketLifecycle): void {
  let earliest = 0;
  let before = '';
  for (const { prop, least } of [...classes, { prop: 'expireDays', least: 0 } as const]) {
    const found = lifecycle[prop];
    if (found === undefined) continue;
    assertProp(scope, `lifecycle.${prop}`, found >= earliest, `${earliest} days or more, ${before}`, found);
    earliest = found + least;
    before = `since ${prop} is ${found} and S3 charges for ${least} days of that class`;
  }
}

/** S3 takes an age and the clean-up of delete markers in two rules only (S3 API reference, LifecycleExpiration). */
export function lifecycleRules(lifecycle: BucketLifecycle, oldVersionDays: number) {
  const whole = { status: 'Enabled', filter: [{ prefix: '' }] };
  const transition = classes.flatMap(({ prop, storageClass }) => {
    const days = lifecycle[prop];
    return days === undefined ? [] : [{ days, storageClass }];
  });
  const { expireDays } = lifecycle;
  const ages = transition.length > 0 || expireDays !== undefined;
  const expiration = expireDays === undefined ? {} : { expiration: [{ days: expireDays }] };
  return [
    ...(ages ? [{ id: 'objects-age', ...whole, transition, ...expiration }] : []),
    {
      id: 'old-versions-expire',
      ...whole,
      noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
      expiration: [{ expiredObjectDeleteMarker: true }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
  ];
}
