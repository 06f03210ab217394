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

/** From dear to cheap, the only way that S3 moves objects; with the days that a class charges for at least (S3 user guide, Comparing the Amazon S3 storage classes). */
export const storageClasses = [
  { prop: 'standardIaDays', storageClass: 'STANDARD_IA', least: 30 },
  { prop: 'glacierInstantDays', storageClass: 'GLACIER_IR', least: 90 },
  { prop: 'glacierFlexibleDays', storageClass: 'GLACIER', least: 90 },
  { prop: 'deepArchiveDays', storageClass: 'DEEP_ARCHIVE', least: 180 },
] as const;

/** S3 refuses to move an object to Standard-IA sooner (S3 API reference, Transition, Days). */
export const leastStandardIaDays = 30;

/** Moves and deletions that come before the class in front of them has been paid for, and what is expected of each. */
export function tooEarly(
  lifecycle: BucketLifecycle,
): { readonly prop: keyof BucketLifecycle; readonly expected: string }[] {
  let earliest = 0;
  let before = '';
  return [...storageClasses, { prop: 'expireDays', least: 0 } as const].flatMap(({ prop, least }) => {
    const found = lifecycle[prop];
    if (found === undefined) return [];
    const expected = `${earliest} days or more, ${before}`;
    const isTooEarly = found < earliest;
    earliest = found + least;
    before = `since ${prop} is ${found} and S3 charges for ${least} days of that class`;
    return isTooEarly ? { prop, expected } : [];
  });
}
