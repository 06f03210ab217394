import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { bucketProps } from './bucket-props';
import { bucketRef, type BucketRef } from './bucket-ref';
import { GrantingBucket } from './granting-bucket';
import type { Granting } from './grants';

/** A bucket of another stack, to be granted in this one; `Bucket.import` makes it. */
export class ImportedBucket extends GrantingBucket implements BucketRef {
  readonly bucketName: string;
  readonly bucketArn: string;

  /** @throws PropsError for what is no reference to a bucket, and for a name that is known only after apply. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: BucketRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: bucketRef }, { ref });
    // Part of the names of policies.
    checkProps(this, { bucket: bucketProps.bucket }, { bucket: ref.bucketName });
    this.bucketName = ref.bucketName;
    this.bucketArn = ref.bucketArn;
  }

  protected get granting(): Granting {
    const { bucketName, bucketArn } = this.ref;
    return { bucket: bucketName, bucketArn };
  }
}
