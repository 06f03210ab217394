import type { BucketProps } from './bucket-props';

/** With a bucket key, S3 asks KMS once for many objects. */
export function encryption(key: BucketProps['key'], bucketKeyEnabled = true) {
  if (key === 's3') return { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };
  const byDefault = { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn };
  return { applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled };
}
