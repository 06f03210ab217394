import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import type { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { dependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import { ImportedBucket } from '../bucket/imported-bucket';
import { assertProp, checkProps, list, object, oneOf, optional, satisfying, text } from '../props';
import type { InvokedFunction } from './invoking';

const eventNames = [
  ...['s3:ObjectCreated:*', 's3:ObjectCreated:Put', 's3:ObjectCreated:CompleteMultipartUpload'],
  ...['s3:ObjectRemoved:*', 's3:ObjectRemoved:Delete', 's3:ObjectRemoved:DeleteMarkerCreated'],
] as const;
type ObjectEvent = (typeof eventNames)[number];

export interface ObjectNotifications {
  /** The start of the keys: `incoming/`. Objects that the function itself writes have another one, or each would invoke it again. */
  readonly prefix: string;
  /**
   * The end of the keys: `.jpg`.
   * @default any
   */
  readonly suffix?: string;
  /**
   * What happens to the objects, in S3's words.
   * @default s3:ObjectCreated:*
   */
  readonly events?: readonly ObjectEvent[];
}

const source = 'S3 user guide, Configuring event notifications using object key name filtering';
const part = (what: string) =>
  text(
    `${what}, 1 to 1024 characters and no *: S3 has no wildcards here`,
    (value) => value.length > 0 && value.length <= 1024 && !value.includes('*'),
    { structure: true, source },
  );

const props = {
  bucket: satisfying<Bucket | ImportedBucket>(
    'a Bucket, or Bucket.import of one',
    (found) => found instanceof Bucket || found instanceof ImportedBucket,
  ),
  notifications: object<ObjectNotifications>({
    prefix: part('the start of keys'),
    suffix: optional(part('the end of keys'), 'any'),
    events: optional(list('events', oneOf(eventNames), { min: 1, max: eventNames.length }), 's3:ObjectCreated:*'),
  }),
};

interface Entry extends Required<Omit<ObjectNotifications, 'suffix'>> {
  readonly suffix: string;
  readonly notified: InvokedFunction;
}

/** Lets a bucket invoke a function when objects are written or deleted. */
export function onObjects(
  notified: InvokedFunction,
  account: string,
  bucket: Bucket | ImportedBucket,
  notifications: ObjectNotifications,
): void {
  checkProps(notified, props, { bucket, notifications });
  const { prefix, suffix, events } = notifications;
  const isHere = TerraformStack.of(bucket) === TerraformStack.of(notified);
  assertProp(notified, 'bucket', isHere, 'a bucket of this stack, or Bucket.import of one in it', bucket.node.path);
  const id = 'function-notifications';
  const found = bucket.node.tryFindChild(id);
  const all = found instanceof BucketNotifications ? found : new BucketNotifications(bucket, id, bucket);
  all.add({ notified, prefix, suffix: suffix ?? '', events: events ?? ['s3:ObjectCreated:*'] }, account);
}

/** All notifications of a bucket: S3 has one configuration, which another resource for the bucket would overwrite. */
class BucketNotifications extends Construct {
  private readonly entries: Entry[] = [];
  private readonly permissions: LambdaPermission[] = [];
  private readonly notification: S3BucketNotification;

  constructor(
    scope: Construct,
    id: string,
    private readonly bucket: Bucket | ImportedBucket,
  ) {
    super(scope, id);
    this.notification = new S3BucketNotification(this, 'notification', { bucket: bucket.bucketName });
  }

  add(entry: Entry, account: string): void {
    const other = this.entries.find((one) => overlap(one, entry));
    const separate = `a prefix and suffix that no other notification of the bucket has part of, as "${other?.prefix}" has`;
    assertProp(entry.notified, 'notifications.prefix', other === undefined, separate, entry.prefix);
    this.entries.push(entry);
    const { notified } = entry;
    const sourceArn = this.bucket.bucketArn;
    if (!this.node.tryFindChild(notified.functionName)) {
      const principal = 's3.amazonaws.com';
      const permit = { principal, sourceArn, sourceAccount: account };
      this.permissions.push(notified.permit(this, notified.functionName, permit));
    }
    const sorted = [...this.entries].sort((one, next) => (nameOf(one) < nameOf(next) ? -1 : 1));
    this.notification.putLambdaFunction(
      sorted.map((one) => ({
        ...{ id: nameOf(one), lambdaFunctionArn: one.notified.aliasArn, events: [...one.events] },
        ...{ filterPrefix: one.prefix, ...(one.suffix && { filterSuffix: one.suffix }) },
      })),
    );
    // S3 refuses a function that does not let it invoke.
    this.notification.dependsOn = this.permissions.map(dependable);
  }
}

function nameOf({ notified, prefix, suffix }: Entry): string {
  return `${notified.functionName}:${prefix}${suffix && `*${suffix}`}`.slice(0, 255);
}

/** S3 refuses two notifications for one event of one object. */
function overlap(one: Entry, other: Entry): boolean {
  const sharesEvent = one.events.some((event) => other.events.some((another) => covers(event, another)));
  const starts = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
  return sharesEvent && starts && (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix));
}

function covers(event: string, other: string): boolean {
  const kind = (name: string) => name.split(':')[1];
  return event === other || (kind(event) === kind(other) && (event.endsWith('*') || other.endsWith('*')));
}
