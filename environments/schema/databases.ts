import { databaseInstanceClasses } from '../aws/instance-types';
import { fields, list, listed, matching, name, named, oneOf, protection, wholeNumber, yesOrNo } from './field';
import { dailyWindow, weeklyWindow } from './window';

// Which versions exist depends on the engine: environments/laws.
const databaseVersion = matching(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'an engine version such as 17 or 17.6');

const replica = name(/^[a-z][a-z0-9]{0,19}$/, 'a name of 1 to 20 of a-z and 0-9, a letter first');

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
  readReplicas: list(replica, 'names', 0, 15),
  /**
   * Read replicas that are about to go, by the names that they had in `readReplicas`. One that is moved here loses its deletion
   * protection; taken out of here, in the change after that, it is deleted with its alarms. RDS refuses it in one step.
   */
  retiringReplicas: list(replica, 'names', 0, 15),
  /** Retention of automated backups in days: 1 to 35. 0 is refused, since it turns backups off. */
  backupRetentionDays: wholeNumber('days', 1, 35),
  /** When backups are taken, each day: `01:00-02:00` UTC, 30 minutes or longer, outside maintenance. */
  backupWindow: dailyWindow(30),
  /** When RDS may patch, each week: `sun:03:00-sun:04:00` UTC, 30 minutes or longer. */
  maintenanceWindow: weeklyWindow(30),
  /** Whether RDS refuses to delete it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
});

/** Relational databases by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const databases = named('databases', database);
