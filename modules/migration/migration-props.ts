import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef } from '../notifications/topic-ref';
import {
  accountId,
  flag,
  identifier,
  list,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  satisfying,
  text,
  wholeNumber,
  type Description,
} from '../props';
import { isDay } from '../props/day';
import { databaseName, databaseUser } from '../rds/database-name';
import { peerProp, type Peer } from '../security-group/connections';
import { weeklyWindow } from '../windows';
import { engines, type MigrationEngine } from './engines';
import type { MigrationAlarmThresholds } from './migration-alarms';
import { aTable, tablePattern } from './table-name';

export interface MigrationProps {
  /** Its name, unique in its account and region, and that of its replication instance and task: `prod-orders`. */
  readonly name: string;
  /** The account that owns it: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The replication instance goes into the private tier, which has to have two zones or more. From there it needs a way to Secrets Manager. */
  readonly network: NetworkRef;
  /** Encrypts what waits on the instance, connections, secrets and logs. A `Key` is opened to DMS, Secrets Manager and CloudWatch Logs; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** What rows are read from. */
  readonly source: MigrationDatabase;
  /** What rows are written to. Its tables are there already: nothing is dropped, truncated or created. */
  readonly target: MigrationDatabase;
  readonly task: MigrationTask;
  readonly instance: MigrationInstance;
  readonly alarms: MigrationAlarmThresholds;
}

export interface MigrationDatabase {
  readonly engine: MigrationEngine;
  /** The DNS name that it is reached by, which its certificate is for. */
  readonly host: string;
  readonly port: number;
  /**
   * The database in it.
   * @default none, on MySQL, whose schemas the tables name
   */
  readonly databaseName?: string;
  /** The user that is made for the migration in SQL, with the password of the secret, and dropped after it. */
  readonly user: string;
  /** The certificates, in PEM, of whom the server's is signed by: `eu-west-1-bundle.pem` of RDS. */
  readonly certificatePem: string;
  /** Where it is: a `Database`, a `DatabaseCluster`, one of them imported, or addresses. The replication instance may connect to it, and to no other. */
  readonly peers: readonly Peer[];
  /**
   * Raised to change the password of the secret. Change it in SQL too.
   * @default 1
   */
  readonly passwordVersion?: number;
}

export interface MigrationTask {
  /** What is there, or also what is changed from then on, until the task is stopped; or the changes alone. */
  readonly type: 'full-load' | 'full-load-and-cdc' | 'cdc';
  /** Schema and table, of MySQL database and table: `public.orders`. A `%` stands for any text: `public.%`. */
  readonly tables: readonly string[];
  /** The day that it is taken out on: `2027-03-31`. A tag says it to whoever finds it later. */
  readonly endsOn: string;
}

export interface MigrationInstance {
  /** `dms.t3.medium`. Another one changes it in place, and tasks are interrupted. */
  readonly instanceClass: string;
  /** Weekly, UTC, 30 minutes or more: `sun:04:00-sun:05:00`. */
  readonly maintenanceWindow: string;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * GiB for logs, and for changes that wait, 5 to 6144. It grows in place, and never shrinks.
   * @default 50
   */
  readonly allocatedStorageGb?: number;
  /**
   * Whether another instance waits in a second zone.
   * @default false: a task resumes where it stopped
   */
  readonly multiAz?: boolean;
}

const known = { structure: true };

const certificates = /^(-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*){1,200}$/;

const database = object<MigrationDatabase>({
  engine: oneOf(engines),
  host: matching(/^[A-Za-z0-9.-]{1,255}$/, 'a DNS name'),
  port: wholeNumber('(a port)', 1, 65_535, known),
  databaseName: optional(databaseName, 'none, on MySQL, whose schemas the tables name'),
  user: databaseUser,
  certificatePem: satisfying<string>(
    'certificates in PEM',
    (found) => typeof found === 'string' && certificates.test(found),
  ),
  peers: list('peers', peerProp, { min: 1, max: 20 }),
  passwordVersion: optional(wholeNumber('changes', 1, 1_000_000, known), '1'),
});

export const migrationProps: Description<MigrationProps> = {
  // The ends of ARNs, by which metrics name the task, have 31 characters.
  name: identifier(31, 'DMS API reference, CreateReplicationTask, ResourceIdentifier'),
  account: accountId,
  region: regionName,
  network: networkRef,
  key: keyRef,
  source: database,
  target: database,
  task: object<MigrationTask>({
    type: oneOf(['full-load', 'full-load-and-cdc', 'cdc']),
    tables: list('tables', matching(tablePattern, aTable, known), { min: 1, max: 100 }),
    endsOn: text('a day such as 2027-03-31', isDay, known),
  }),
  instance: object<MigrationInstance>({
    instanceClass: matching(
      /^dms\.[a-z]\d[a-z]*\.(micro|small|medium|large|([1-9]\d*)?xlarge)$/,
      'a class such as dms.t3.medium',
    ),
    maintenanceWindow: weeklyWindow(30),
    logRetentionDays: logRetention,
    allocatedStorageGb: optional(
      wholeNumber('GiB', 5, 6144, { ...known, source: 'DMS API reference, ReplicationInstance, AllocatedStorage' }),
      '50',
    ),
    multiAz: optional(flag(), 'false: a task resumes where it stopped'),
  }),
  alarms: object<MigrationAlarmThresholds>({
    topic: topicRef,
    latencySeconds: optional(wholeNumber('seconds', 1, 604_800, known), '300'),
    freeStorageGb: optional(wholeNumber('GiB', 1, 6144, known), '10'),
    freeMemoryMb: optional(wholeNumber('MiB', 1, 1_000_000, known), '256'),
    cpuPercent: optional(wholeNumber('percent', 1, 100, known), '90'),
  }),
};
