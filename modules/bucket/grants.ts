import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import type { PolicyStatement } from '../iam/policy-statement';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, matching, optional, wholeNumber } from '../props';
import type { BucketRef } from './bucket-ref';

/** What is granted: the bucket's name, known at synthesis, tells the grants of two buckets to one role from each other. */
export type Granting = Pick<BucketRef, 'bucketArn'> & { readonly bucket: string };

const grantProps = {
  name: matching(/^[A-Za-z0-9-]{1,50}$/, 'up to 50 letters, digits and hyphens', { structure: true }),
  role: roleRef,
  // A name that ends without a slash would also take in its neighbours: `user-1` those of `user-10`.
  prefix: optional(
    matching(/^([\w.=-]+\/){1,10}$/, 'names with a / after each, such as uploads/', {
      structure: true,
      source: 'S3 user guide, Naming Amazon S3 objects',
    }),
    'the whole bucket',
  ),
};
const presignProps = {
  ...grantProps,
  seconds: optional(
    wholeNumber('seconds', 1, 604_800, { structure: true, source: 'S3 API reference, X-Amz-Expires' }),
    '60',
  ),
};

interface Grant {
  readonly name: string;
  readonly role: RoleRef;
  readonly prefix: string | undefined;
}

/** Lets `role` read the objects of a prefix and list their names. */
export function grantRead(scope: Construct, bucket: Granting, { name, role, prefix }: Grant): void {
  checkProps(scope, grantProps, { name, role, prefix });
  const listing: PolicyStatement = {
    ...{ Sid: 'ListObjects', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket.bucketArn },
    ...(prefix !== undefined && { Condition: { StringLike: { 's3:prefix': `${prefix}*` } } }),
  };
  grant(scope, `read-${bucket.bucket}-${name}`, role, [
    objects(bucket, 'ReadObjects', ['s3:GetObject'], prefix),
    listing,
  ]);
}

/** Lets `role` write objects below a prefix, in parts too; not delete them. */
export function grantWrite(scope: Construct, bucket: Granting, { name, role, prefix }: Grant): void {
  checkProps(scope, grantProps, { name, role, prefix });
  const actions = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
  grant(scope, `write-${bucket.bucket}-${name}`, role, [objects(bucket, 'WriteObjects', actions, prefix)]);
}

/** Lets `role` delete objects below a prefix; their versions stay. */
export function grantDelete(scope: Construct, bucket: Granting, { name, role, prefix }: Grant): void {
  checkProps(scope, grantProps, { name, role, prefix });
  grant(scope, `delete-${bucket.bucket}-${name}`, role, [
    objects(bucket, 'DeleteObjects', ['s3:DeleteObject'], prefix),
  ]);
}

/**
 * Lets `role` sign URLs that read or write one object each. The role itself cannot read or write with it otherwise, and a URL is refused when its signature is
 * older than `seconds`, whatever it says (S3 API reference, Amazon S3 Signature Version 4 authentication specific policy keys).
 */
export function grantPresign(
  scope: Construct,
  bucket: Granting,
  { name, role, prefix, seconds }: Grant & { readonly seconds: number | undefined },
): void {
  checkProps(scope, presignProps, { name, role, prefix, seconds });
  const condition = {
    StringEquals: { 's3:authType': 'REST-QUERY-STRING' },
    NumericLessThanEquals: { 's3:signatureAge': String((seconds ?? 60) * 1000) },
  };
  const statement = objects(bucket, 'PresignedUrls', ['s3:GetObject', 's3:PutObject'], prefix);
  grant(scope, `presign-${bucket.bucket}-${name}`, role, [{ ...statement, Condition: condition }]);
}

function objects(bucket: Granting, sid: string, actions: readonly string[], prefix = ''): PolicyStatement {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: `${bucket.bucketArn}/${prefix}*` };
}
