import { matching } from './field';

/**
 * The name of a bucket: unique in all of AWS. No dots, which its TLS certificate does not cover.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const newBucket = matching(
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'a bucket name of 3 to 63 of a-z, 0-9 and -, with none of the prefixes and suffixes that S3 reserves',
);
