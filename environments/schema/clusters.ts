import { z } from 'zod';
import { clusterAuditEvents } from '../../modules/aurora/cluster-engine';
import { aParameter, parameterName } from '../../modules/rds/parameters';
import { clusterInstanceClasses } from '../aws/instance-types';
import { byKey, fields, list, listed, matching, named, oneOf, protection, wholeNumber, yesOrNo } from './field';
import { backupPlan } from './recovery';
import { parametersOf } from './parameters';
import { restoreFromOf } from './restore-from';
import { dailyWindow, weeklyWindow } from './window';

// Which versions exist depends on the engine: environments/laws.
const clusterVersion = matching(
  /^\d{1,3}(\.\d{1,3})?(\.mysql_aurora(\.\d{1,3}){3})?$/,
  'an engine version such as 17, 17.5 or 8.0.mysql_aurora.3.10.1',
);

/** Names that say nothing of who writes: each failover may make it another. */
const isInstanceName = (name: string) =>
  name.length <= 21 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && !/writer|reader|primary|replica/.test(name);

const instance = fields({
  /** Instance class: `db.serverless`, which scales in the range of `serverless`, or of a fixed size, `db.r8g.large`. */
  instanceClass: listed('a DB instance class of Aurora', clusterInstanceClasses, 'instance-types.ts'),
  /**
   * The order in which readers take over, 0 first, 15 last. Of class `db.serverless`, a reader of tier 0 or 1 always has the capacity of the writer; one of tier 2 to 15
   * scales with its own load. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
   */
  promotionTier: wholeNumber('(a tier)', 0, 15),
});

function acu(min: number) {
  const error = () => `${min} to 256 ACU, in steps of 0.5`;
  return z.number({ error }).refine((value) => value >= min && value <= 256 && Number.isInteger(value * 2), { error });
}

const serverless = z.union(
  [
    z.literal('none'),
    fields({
      /** 0 to 256 ACU, each about 2 GiB of memory. With 0, an instance that nobody is connected to pauses: the next connection waits for about 15 seconds. */
      minAcu: acu(0),
      /** 1 to 256 ACU. `max_connections` follows from it after a reboot. */
      maxAcu: acu(1),
      /** Seconds without a connection after which an instance pauses, 300 to 86400, of `minAcu` 0; else `never`. */
      secondsUntilAutoPause: orWord('never', 'seconds', 300, 86_400),
    }),
  ],
  { error: () => '"none" or an object of minAcu, maxAcu, secondsUntilAutoPause' },
);

const readerScaling = z.union(
  [
    z.literal('none'),
    fields({
      /** The most readers, with those of `instances`: up to 15. */
      maxReaders: wholeNumber('readers', 1, 15),
      /** The CPU that readers use on average, in percent, from which on one is added. */
      cpuPercent: wholeNumber('percent', 1, 100),
      /** The connections that a reader has on average, from which on one is added; or `none`: CPU alone decides. */
      connections: orWord('none', 'connections', 1, 16_000),
    }),
  ],
  { error: () => '"none" or an object of maxReaders, cpuPercent, connections' },
);

const proxy = z.union(
  [
    z.literal('none'),
    fields({
      /** Connections to the writer that it opens at most, in percent of `max_connections`: 1 to 100. Leave some to operators. */
      maxConnectionsPercent: wholeNumber('percent', 1, 100),
      /** Seconds without a request after which a client is cut off: 1 to 28800. */
      idleClientSeconds: wholeNumber('seconds', 1, 28_800),
      /** Seconds that a request waits for a connection before it fails: 0 to 300. */
      borrowTimeoutSeconds: wholeNumber('seconds', 0, 300),
    }),
  ],
  { error: () => '"none" or an object of maxConnectionsPercent, idleClientSeconds, borrowTimeoutSeconds' },
);

/** A number, or a word for none. */
function orWord<const Word extends string>(word: Word, unit: string, min: number, max: number) {
  const error = () => `"${word}" or a whole number of ${unit} from ${min} to ${max}`;
  return z.union([z.literal(word), wholeNumber(unit, min, max)], { error });
}

const cluster = fields({
  /** Aurora PostgreSQL or Aurora MySQL. */
  engine: oneOf(['aurora-postgresql', 'aurora-mysql']),
  /**
   * The major version: `17`, `8.0`. Aurora chooses the minor one, and upgrades it in the maintenance window; with the minor one written, each such upgrade shows as a
   * difference until it is written too.
   */
  engineVersion: clusterVersion,
  /** Whether a new major version is taken; `true` for the one apply that upgrades. Otherwise RDS refuses it. */
  allowMajorVersionUpgrade: yesOrNo(),
  /**
   * Parameters of the engine by name, in RDS's units, for all its instances: `{ work_mem: '65536' }`. Dynamic ones of PostgreSQL are set at once; others with the next
   * reboot, which RDS leaves to you. Those of TLS and logs are set for every cluster.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html
   */
  parameters: parametersOf(parameterName, aParameter),
  /**
   * What the audit log of Aurora MySQL records; `none` of Aurora PostgreSQL, which has pgaudit through `parameters`.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
   */
  auditEvents: z.union([z.literal('none'), list(oneOf(clusterAuditEvents), 'events', 1, 6)], {
    error: () => `"none" or a list of ${clusterAuditEvents.join(', ')}`,
  }),
  /** What it is made from: `none`, a snapshot, or another cluster of this environment as it was. It says how the cluster began; to change it later does nothing. */
  restoreFrom: restoreFromOf('cluster'),
  /**
   * Its instances by a name that each keeps for life: `{ a: …, b: … }`, 1 to 16 of them. One of them writes, and each failover may make it another. Two or more are in
   * different zones. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.html
   */
  instances: byKey(
    'instances by name',
    isInstanceName,
    'a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first, without writer, reader, primary or replica',
    instance,
  ),
  /** The range of each instance of class `db.serverless`, or `none` where there is none. */
  serverless,
  /** Readers that Application Auto Scaling adds to those of `instances` and removes again, or `none`. */
  readerScaling,
  /** `standard` is charged by I/O; `io-optimized` is not, and costs more otherwise. AWS takes a change to `io-optimized` once in 30 days, and back at any time. */
  storage: oneOf(['standard', 'io-optimized']),
  /** `standard` keeps Performance Insights for 7 days, `advanced` for 15 months, at a price. */
  databaseInsights: oneOf(['standard', 'advanced']),
  /** RDS Proxy in front of it, which services connect to: they share the connections of a pool. Or `none`. */
  proxy,
  /** Retention of automated backups in days: 1 to 35. */
  backupRetentionDays: wholeNumber('days', 1, 35),
  /** When backups are taken, each day: `01:00-02:00` UTC, 30 minutes or longer, outside maintenance. */
  backupWindow: dailyWindow(30),
  /** When RDS may patch, each week: `sun:03:00-sun:04:00` UTC, 30 minutes or longer. */
  maintenanceWindow: weeklyWindow(30),
  /** Whether changes that interrupt it are made at once, with all that still wait for the maintenance window; `true` for the one apply. Otherwise they wait. */
  applyImmediately: yesOrNo(),
  /** The plan of `recovery.plans` that backs it up; off only with a reason, which the review sees. */
  backupPlan,
  /** Whether RDS refuses to delete it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
});

/** Aurora clusters by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const clusters = named('clusters', cluster);
