import { z } from 'zod';
import { newBucket } from './bucket-name';
import { domain } from './domain';
import { fields, list, named, protection, wholeNumber } from './field';

const imageRepository = fields({
  /**
   * How many images are kept, the newest, 1 to 1000: a release that is older cannot be rolled back to.
   * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
   */
  keptImages: wholeNumber('images', 1, 1000),
});

/** Days, or `never`. */
const daysOrNever = z.union([wholeNumber('days', 1, 36_500), z.literal('never')], {
  error: () => '"never" or a whole number of days from 1 to 36500',
});

const bucket = fields({
  /** Its name, unique in all of AWS. */
  bucket: newBucket,
  /** When objects move to S3 Standard-IA, in days since they were written: 30 or more, or `never`. */
  standardIaAfterDays: daysOrNever,
  /** To S3 Glacier Instant Retrieval, which is read within milliseconds and charges for 90 days. */
  glacierInstantAfterDays: daysOrNever,
  /** To S3 Glacier Deep Archive, which is restored within 12 to 48 hours and charges for 180 days. */
  deepArchiveAfterDays: daysOrNever,
  /** When objects are deleted. */
  expireAfterDays: daysOrNever,
  /** Days that an object which was overwritten or deleted can be had back: 1 to 3650. */
  oldVersionDays: wholeNumber('days', 1, 3650),
  /** The hosts whose pages may read and write objects by presigned URL: up to 20. */
  pagesOf: list(domain, 'hosts', 0, 20),
  /** Whether Terraform refuses to destroy it. */
  deletionProtection: protection(),
});

/** The bucket of access logs: of the environment's buckets, its load balancer and its distribution. They are kept for `logRetentionDays`. */
export const accessLogs = fields({
  /** Its name, unique in all of AWS. */
  bucket: newBucket,
  /** Whether Terraform refuses to destroy it. */
  deletionProtection: protection(),
});

/** Buckets by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const buckets = named('buckets', bucket);

/** Repositories of container images by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const imageRepositories = named('repositories', imageRepository);
