import { z } from 'zod';
import { cacheNodeTypes, databaseInstanceClasses } from '../aws/instance-types';
import { fields, list, listed, matching, name, named, oneOf, protection, wholeNumber, yesOrNo } from './field';
import { domain } from './domain';
import { newBucket } from './bucket-name';
import { dailyWindow, weeklyWindow } from './window';

// Which versions exist depends on the engine: environments/laws.
const databaseVersion = matching(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'an engine version such as 17 or 17.6');
const cacheVersion = matching(/^\d{1,3}\.\d{1,3}$/, 'an engine version such as 8.0');

const database = fields({
  /** RDS for PostgreSQL or for MySQL. */
  engine: oneOf(['postgres', 'mysql']),
  /**
   * The major version: `17`, `8.4`. RDS chooses the minor one, and upgrades it in the maintenance window; with the minor one
   * written (`17.6`), each such upgrade shows as a difference until it is written too.
   */
  engineVersion: databaseVersion,
  /** DB instance class: `db.r7g.xlarge`. */
  instanceClass: listed('a DB instance class', databaseInstanceClasses, 'instance-types.ts'),
  /** Storage at the start, GiB: 20 to 65536 (gp3). Source: AllocatedStorage of the RDS API's CreateDBInstance. */
  allocatedStorageGb: wholeNumber('GiB', 20, 65_536),
  /**
   * Maximum of storage autoscaling, GiB: 10 % above `allocatedStorageGb` or more; 26 % spares a warning.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
   */
  maxAllocatedStorageGb: wholeNumber('GiB', 22, 65_536),
  /** A standby in a second zone, to which RDS fails over. */
  multiAz: yesOrNo(),
  /**
   * Read replicas by name, 1 to 20 of a-z and 0-9: up to 15.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
   */
  readReplicas: list(name(/^[a-z][a-z0-9]{0,19}$/, 'a name of 1 to 20 of a-z and 0-9, a letter first'), 'names', 0, 15),
  /** Retention of automated backups in days: 1 to 35. 0 is refused, since it turns backups off. */
  backupRetentionDays: wholeNumber('days', 1, 35),
  /** When backups are taken, each day: `01:00-02:00` UTC, 30 minutes or longer, outside maintenance. */
  backupWindow: dailyWindow(30),
  /** When RDS may patch, each week: `sun:03:00-sun:04:00` UTC, 30 minutes or longer. */
  maintenanceWindow: weeklyWindow(30),
  /** Whether RDS refuses to delete it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
});

const cache = fields({
  /** ElastiCache for Valkey or for Redis OSS. */
  engine: oneOf(['valkey', 'redis']),
  /** Major and minor: `8.0`. */
  engineVersion: cacheVersion,
  /** Node type: `cache.t4g.micro`. */
  nodeType: listed('a cache node type', cacheNodeTypes, 'instance-types.ts'),
  /**
   * Shards that the keys are spread over, 1 to 90. With replicas, 90 nodes in all: AWS's
   * quota, which it raises on request. Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html
   */
  shards: wholeNumber('shards', 1, 90),
  /** Replicas of each shard, in other zones: 0 to 5. With one or more, ElastiCache fails over. */
  replicasPerShard: wholeNumber('replicas', 0, 5),
  /** Days that snapshots are kept: 1 to 35. AWS's 0 is refused: it means no snapshots. */
  snapshotRetentionDays: wholeNumber('days', 1, 35),
  /** When snapshots are taken, each day: `02:00-03:00` UTC, 60 minutes or longer, outside maintenance. */
  snapshotWindow: dailyWindow(60),
  /** When ElastiCache may patch, each week: `sun:04:00-sun:05:00` UTC, 60 minutes or longer. */
  maintenanceWindow: weeklyWindow(60),
});

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

/** Relational databases by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const databases = named('databases', database);

/** Caches by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const caches = named('caches', cache);

/** Repositories of container images by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const imageRepositories = named('repositories', imageRepository);
