import { arn, bucketName, reference } from '../props';

/** An S3 bucket that another module or stack made. */
export interface BucketRef {
  readonly bucketName: string;
  /** The bucket's ARN: `arn:aws:s3:::<name>`. */
  readonly bucketArn: string;
}

export const bucketRef = reference<BucketRef>('an S3 bucket', {
  bucketName,
  bucketArn: arn('an S3 bucket', 's3', /^[a-z0-9-]{3,63}$/),
});
