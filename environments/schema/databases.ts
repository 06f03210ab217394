import { z } from 'zod';
import { auditEvents } from '../../modules/rds/audit-events';
import { aParameter, parameterName } from '../../modules/rds/parameters';
import { databaseInstanceClasses } from '../aws/instance-types';
import { fields, list, listed, matching, name, named, nameOf, oneOf, protection, wholeNumber, yesOrNo } from './field';
import { backupPlan } from './recovery';
import { parametersOf } from './parameters';
import { restoreFromOf } from './restore-from';
import { dailyWindow, weeklyWindow } from './window';

// Which versions exist depends on the engine: environments/laws.
const databaseVersion = matching(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'an engine version such as 17 or 17.6');

const instanceClass = () => listed('a DB instance class', databaseInstanceClasses, 'instance-types.ts');

const replicaName = name(/^[a-z][a-z0-9]{0,19}$/, 'a name of 1 to 20 of a-z and 0-9, a letter first');

const replica = z.union(
  [
    replicaName,
    fields({
      /** 1 to 20 of a-z and 0-9. */
      name: replicaName,
      /**
       * DB instance class, where it is not the source's. RDS advises the same: a smaller replica may fall behind, and one of PostgreSQL has to take as many
       * connections as its source. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html
       */
      instanceClass: instanceClass(),
    }),
  ],
  { error: () => 'a name, or an object of name, instanceClass' },
);

/** A number, or what RDS gives by itself. */
function baselineOr<Number extends z.ZodType<number>>(number: Number, expected: string) {
  return z.union([z.literal('baseline'), number], { error: () => `"baseline" or a whole number of ${expected}` });
}

const restoreFrom = restoreFromOf('database');

const auditedUsers = list(
  name(/^[\w-]{1,32}$/, 'the name of a database user, of 1 to 32 letters, digits, _ and -'),
  'database users',
  1,
  100,
);

const auditLog = z.union(
  [
    z.literal('none'),
    fields({
      /** What is recorded: `CONNECT`, all statements (`QUERY`), or kinds of them: `QUERY_DDL`, `QUERY_DML`, `QUERY_DML_NO_SELECT`, `QUERY_DCL`. */
      events: list(oneOf(auditEvents), `events of ${auditEvents.join(', ')}`, 1, 6),
      /** Whose statements: `all` (but those of RDS itself, `rdsadmin`), an object of `included`, or of `excluded`, whose connections are recorded still. */
      users: z.union([z.literal('all'), fields({ included: auditedUsers }), fields({ excluded: auditedUsers })], {
        error: () => '"all", an object of included, or an object of excluded',
      }),
      /** Length at which a statement is cut: 0 to 2147483647; RDS's own is 1024. */
      queryLogLimit: wholeNumber('characters', 0, 2_147_483_647),
    }),
  ],
  { error: () => '"none" or an object of events, users, queryLogLimit' },
);

const shards = z.union(
  [
    z.literal('none'),
    fields({
      /**
       * The table of `tables` with the shard map: its partition key is `database`, a string, and the item of this database has an attribute for each
       * slot that another shard has, `200: 'main-b'`. What the item does not have is here. The application writes it, and Terraform never does.
       */
      map: nameOf('a table'),
      /**
       * Databases of this definition beside it, by name: `b` of `main` is the database `main-b`, 21 characters or less. One more changes nothing of the
       * others, and has no slot until the application moves some.
       */
      others: named(
        'shards',
        fields({
          /** What it is made from: `none`, a snapshot, or another database or shard of this environment as it was. */
          restoreFrom,
          /** Whether RDS refuses to delete it: off only with a reason, once no slot is on it. */
          deletionProtection: protection(),
        }),
      ),
    }),
  ],
  { error: () => '"none" or an object of map, others' },
);

const database = fields({
  /** RDS for PostgreSQL or for MySQL. */
  engine: oneOf(['postgres', 'mysql']),
  /**
   * The major version: `17`, `8.4`. RDS chooses the minor one, and upgrades it in the maintenance window; with the minor one
   * written (`17.6`), each such upgrade shows as a difference until it is written too. With read replicas, the major one alone. A new
   * major version: docs/guides/upgrade-a-database.md.
   */
  engineVersion: databaseVersion,
  /** Whether a new major version is taken; `true` for the one apply that upgrades. Otherwise RDS refuses it. */
  allowMajorVersionUpgrade: yesOrNo(),
  /**
   * Parameters of the engine by name, in RDS's units, for it and its replicas: `{ work_mem: '65536' }`. Dynamic ones of PostgreSQL that RDS's user guide lists are set at
   * once; others with the next reboot, which RDS leaves to you. Those of TLS and logs are set for every database.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
   */
  parameters: parametersOf(parameterName, aParameter),
  /**
   * The audit log of MySQL, of it and its replicas, in CloudWatch Logs for `logRetentionDays`; `none` of PostgreSQL, which has pgaudit through `parameters`.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
   */
  auditLog,
  /**
   * What it is made from: `none`, a snapshot, or another database of this environment as it was. It says how the database began; to change it later
   * does nothing. docs/guides/restore-a-database.md
   */
  restoreFrom,
  /** DB instance class: `db.r7g.xlarge`. Replicas have the same, unless they have their own. */
  instanceClass: instanceClass(),
  /**
   * Storage at the start, GiB: 20 to 65536 (gp3). It grows in place, by 10 % or more; RDS refuses to shrink it, and to change it twice in six hours.
   * Source: AllocatedStorage of the RDS API's CreateDBInstance and ModifyDBInstance.
   */
  allocatedStorageGb: wholeNumber('GiB', 20, 65_536),
  /**
   * Maximum of storage autoscaling, GiB: 10 % above `allocatedStorageGb` or more; 26 % spares a warning.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
   */
  maxAllocatedStorageGb: wholeNumber('GiB', 22, 65_536),
  /**
   * `gp3`, or `io2` with provisioned IOPS from 100 GiB up. Changed in place, while RDS moves the data for hours.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
   */
  storageType: oneOf(['gp3', 'io2']),
  /**
   * IOPS, or `baseline`: of gp3 3000, and 12000 from 400 GiB up, where 12000 to 64000 can be had. io2 has no baseline: from 1000 and half of
   * `maxAllocatedStorageGb`, to 1000 a GiB. Read replicas on gp3 have the baseline of their size.
   */
  iops: baselineOr(wholeNumber('IOPS', 1000, 256_000), 'IOPS from 1000 to 256000'),
  /** Throughput, MiB/s, or `baseline`: of gp3 125, and 500 from 400 GiB up, where 500 to 4000 can be had, up to a quarter of the IOPS. */
  throughputMibps: baselineOr(wholeNumber('MiB/s', 500, 4000), 'MiB/s from 500 to 4000'),
  /** A standby in a second zone, to which RDS fails over. */
  multiAz: yesOrNo(),
  /**
   * Read replicas by name, 1 to 20 of a-z and 0-9: up to 15. With another class than the source's: `{ name: 'reporting', instanceClass: 'db.r7g.2xlarge' }`.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
   */
  readReplicas: list(replica, 'replicas', 0, 15),
  /**
   * Read replicas that are about to go, as they were in `readReplicas`. One that is moved here loses its deletion
   * protection; taken out of here, in the change after that, it is deleted with its alarms. RDS refuses it in one step.
   */
  retiringReplicas: list(replica, 'replicas', 0, 15),
  /** Retention of automated backups in days: 1 to 35. 0 is refused, since it turns backups off. */
  backupRetentionDays: wholeNumber('days', 1, 35),
  /** When backups are taken, each day: `01:00-02:00` UTC, 30 minutes or longer, outside maintenance. */
  backupWindow: dailyWindow(30),
  /** When RDS may patch, each week: `sun:03:00-sun:04:00` UTC, 30 minutes or longer. */
  maintenanceWindow: weeklyWindow(30),
  /**
   * Whether changes of class, version, storage and standby are made at once, with all that still wait for the maintenance window; `true` for the one
   * apply. Otherwise they wait. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
   */
  applyImmediately: yesOrNo(),
  /** The plan of `recovery.plans` that backs it up, and its shards; off only with a reason, which the review sees. */
  backupPlan,
  /** Whether RDS refuses to delete it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
  /** The databases that its rows are spread over, or `none`. docs/guides/database-ladder/9-shards.md */
  shards,
});

/** Relational databases by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const databases = named('databases', database);
