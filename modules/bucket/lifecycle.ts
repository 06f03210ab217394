import type { IConstruct } from 'constructs';
import { assertProp, object, optional, wholeNumber, type Description } from '../props';
import { leastStandardIaDays, storageClasses, tooEarly, type BucketLifecycle } from './storage-classes';

const source = 'S3 user guide, Transitioning objects using Amazon S3 Lifecycle';
const days = (least: number) => wholeNumber('days', least, 36_500, { structure: true, source });

export const lifecycleProps: Description<BucketLifecycle> = {
  standardIaDays: optional(days(leastStandardIaDays), 'not moved'),
  glacierInstantDays: optional(days(1), 'not moved'),
  glacierFlexibleDays: optional(days(1), 'not moved'),
  deepArchiveDays: optional(days(1), 'not moved'),
  expireDays: optional(days(1), 'never'),
};

export const bucketLifecycle = object<BucketLifecycle>(lifecycleProps);

/** @throws PropsError for a move or a deletion that comes before the class in front of it has been paid for. */
export function assertLifecycle(scope: IConstruct, lifecycle: BucketLifecycle): void {
  const [problem] = tooEarly(lifecycle);
  if (problem) assertProp(scope, `lifecycle.${problem.prop}`, false, problem.expected, lifecycle[problem.prop]);
}

/** S3 takes an age and the clean-up of delete markers in two rules only (S3 API reference, LifecycleExpiration). */
export function lifecycleRules(lifecycle: BucketLifecycle, oldVersionDays: number) {
  const whole = { status: 'Enabled', filter: [{ prefix: '' }] };
  const transition = storageClasses.flatMap(({ prop, storageClass }) => {
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
