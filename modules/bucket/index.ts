export { Bucket } from './bucket';
export type { BucketProps } from './bucket-props';
export type { BucketRef } from './bucket-ref';
export type { BucketLifecycle } from './storage-classes';
export type { ImportedBucket } from './imported-bucket';
