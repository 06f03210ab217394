import type { CloudtrailAdvancedEventSelector } from '@cdktf/provider-aws/lib/cloudtrail';
import { optOut, type OptOut } from '../opt-out';
import { bucketName, list, object, oneOf, optional, union, type Prop } from '../props';

/** Reads and writes of the objects of some buckets, by name. */
export interface ObjectsOfBuckets {
  readonly inBuckets: readonly string[];
}

/** Reads and writes of the objects of all buckets but the trail's own and these: where logs are delivered, each delivery would be an event, which would be delivered. */
export interface ObjectsElsewhere {
  readonly notInBuckets: readonly string[];
}

/** What a trail records besides management events: CloudTrail charges for each. */
export interface TrailDataEvents {
  /**
   * Reads and writes of objects, or why there are none.
   * @default none, which the review reports
   */
  readonly objects?: ObjectsOfBuckets | ObjectsElsewhere | OptOut;
  /**
   * Invocations of Lambda functions: `all`.
   * @default none
   */
  readonly functions?: 'all';
}

const source = 'CloudTrail user guide, Quotas in AWS CloudTrail';

export const trailDataEvents: Prop<TrailDataEvents> = object<TrailDataEvents>({
  objects: optional(
    union<ObjectsOfBuckets | ObjectsElsewhere | OptOut>('buckets, or a reason why there are none', {
      inBuckets: object<ObjectsOfBuckets>({
        inBuckets: list('names of buckets', bucketName, { min: 1, max: 249, source }),
      }),
      notInBuckets: object<ObjectsElsewhere>({
        notInBuckets: list('names of buckets', bucketName, { max: 249, source }),
      }),
      off: optOut,
    }),
    'none, which the review reports',
  ),
  functions: optional(oneOf(['all']), 'none'),
});

/** Selectors of all management events, and of data events. Without any, a trail records management events. */
export function selectors(
  { objects, functions }: TrailDataEvents,
  ownBucket: string,
): CloudtrailAdvancedEventSelector[] {
  const data = [
    ...(objects && !('off' in objects) ? [ofType('Objects', 'AWS::S3::Object', [ofBuckets(objects, ownBucket)])] : []),
    ...(functions === 'all' ? [ofType('Invocations of functions', 'AWS::Lambda::Function')] : []),
  ];
  if (data.length === 0) return [];
  return [{ name: 'Management events', fieldSelector: [{ field: 'eventCategory', equalTo: ['Management'] }] }, ...data];
}

function ofBuckets(objects: ObjectsOfBuckets | ObjectsElsewhere, ownBucket: string) {
  const arns = (names: readonly string[]) => names.map((name) => `arn:aws:s3:::${name}/`);
  return {
    field: 'resources.ARN',
    ...('inBuckets' in objects
      ? { startsWith: arns(objects.inBuckets) }
      : { notStartsWith: arns([ownBucket, ...objects.notInBuckets]) }),
  };
}

function ofType(name: string, type: string, also: readonly ReturnType<typeof ofBuckets>[] = []) {
  const ofData = { field: 'eventCategory', equalTo: ['Data'] };
  return { name, fieldSelector: [ofData, { field: 'resources.type', equalTo: [type] }, ...also] };
}
