import type { IConstruct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import type { NetworkRef } from '../network/network-ref';
import type { OptOut } from '../opt-out';
import { assertProp, assertAccount, assertBetween, assertMatch, assertOneOf } from '../props';
import { assertNoOverlap } from '../windows';
import type { DatabaseAlarmThresholds } from './database-alarms';
import { engines, majorVersion, type EngineName } from './engine';
import { memoryBytes } from './instance-class';

export interface DatabaseProps {
  /** The instance's identifier, unique in its account and region, and the start of every other name: `prod-main`. */
  readonly name: string;
  /** The account that owns the database: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The database goes into the data tier, which has to have two zones or more. */
  readonly network: NetworkRef;
  /**
   * Encrypts storage, backups, the master user's secret, Performance Insights and logs. It must allow RDS and Secrets Manager
   * (`key.allowViaService`) and CloudWatch Logs (`key.allowLogs`).
   */
  readonly key: KeyRef;
  readonly engine: DatabaseEngineProps;
  readonly capacity: DatabaseCapacityProps;
  readonly upkeep: DatabaseUpkeepProps;
  readonly alarms: DatabaseAlarmThresholds;
  /**
   * Protections switched off, each with its reason.
   * @default none: deletion is refused, and what is deleted leaves a last snapshot, `<name>-final`
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly finalSnapshot?: OptOut };
}

export interface DatabaseEngineProps {
  readonly name: EngineName;
  /**
   * The major version (`17`, `8.4`): RDS picks the minor one and installs later ones in the maintenance window. Or with
   * the minor one (`17.6`): the next that RDS installs then shows as a difference, until it is written here.
   */
  readonly version: string;
  /**
   * A first database, made with the instance. AWS cannot change it later: a new name replaces the instance.
   * @default none but the engine's own
   */
  readonly databaseName?: string;
  /**
   * Raised to change the master user's password. Without meaning where RDS manages it: there it changes every week.
   * @default 1
   */
  readonly masterPasswordVersion?: number;
}

export interface DatabaseCapacityProps {
  /** `db.r7g.large`. Replicas have the same. */
  readonly instanceClass: string;
  /** GiB at first, 20 to 65536. */
  readonly allocatedStorageGb: number;
  /** GiB that RDS may grow storage to by itself: a tenth more than at first, up to 65536. */
  readonly maxAllocatedStorageGb: number;
  /** Whether a standby in another zone takes over when the instance fails. */
  readonly multiAz: boolean;
  /**
   * Names of read replicas, each constant for its life: `reporting`. With any, RDS refuses to manage the master
   * user's password: Terraform makes one during apply, into `secretArn`, and in no plan or state.
   * @default none
   */
  readonly readReplicas?: readonly string[];
}

export interface DatabaseUpkeepProps {
  /** Days that automatic backups are kept, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Daily, UTC, 30 minutes or more: `01:00-02:00`. */
  readonly backupWindow: string;
  /** Weekly, UTC, 30 minutes or more, outside the backup window: `sun:03:00-sun:04:00`. */
  readonly maintenanceWindow: string;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
}

// RDS API reference, CreateDBInstance, DBInstanceIdentifier; short enough for the names derived from it.
const identifier = /^(?=.{1,40}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/;
const identifierWords = 'up to 40 of a-z, 0-9 and single - between them, a letter first';

// A replica's identifier is both names, and 63 long at most.
const replicaName = /^(?=.{1,21}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/;

/** Throws a PropsError for the first prop that RDS would refuse. */
export function assertDatabase(scope: IConstruct, props: DatabaseProps): void {
  const { engine, upkeep, network } = props;
  assertMatch(scope, 'name', props.name, identifier, identifierWords);
  assertAccount(scope, 'account', props.account);
  const zones = Object.keys(network.subnetIds.data);
  assertProp(scope, 'network', zones.length >= 2, 'two zones or more with a data subnet, as RDS does', zones);
  assertOneOf(scope, 'engine.name', engine.name, Object.keys(engines) as EngineName[]);
  const versions = engines[engine.name].majors.join(', ');
  const known = majorVersion(engine.name, engine.version) !== undefined;
  assertProp(scope, 'engine.version', known, `${versions}, or a minor version of one`, engine.version);
  assertCapacity(scope, props.capacity);
  assertBetween(scope, 'upkeep.backupRetentionDays', upkeep.backupRetentionDays, 1, 35);
  assertNoOverlap(
    scope,
    { prop: 'upkeep.backupWindow', value: upkeep.backupWindow },
    { prop: 'upkeep.maintenanceWindow', value: upkeep.maintenanceWindow },
    30,
  );
}

function assertCapacity(scope: IConstruct, capacity: DatabaseCapacityProps): void {
  const { instanceClass, allocatedStorageGb, maxAllocatedStorageGb, readReplicas = [] } = capacity;
  const known = memoryBytes(instanceClass) !== undefined;
  assertProp(scope, 'capacity.instanceClass', known, 'a class such as db.t4g.micro or db.r7g.2xlarge', instanceClass);
  // RDS user guide, "General Purpose SSD storage": gp3 starts at 20 GiB; "Storage autoscaling": a tenth more at least.
  assertBetween(scope, 'capacity.allocatedStorageGb', allocatedStorageGb, 20, 65_536);
  const least = Math.min(Math.ceil((allocatedStorageGb * 11) / 10), 65_536);
  assertBetween(scope, 'capacity.maxAllocatedStorageGb', maxAllocatedStorageGb, least, 65_536);
  for (const replica of readReplicas) {
    assertMatch(scope, 'capacity.readReplicas', replica, replicaName, 'names of up to 21 of a-z, 0-9 and single -');
  }
  const distinct = new Set(readReplicas).size === readReplicas.length;
  // RDS user guide, "Quotas and constraints": 15 for each source.
  assertProp(
    scope,
    'capacity.readReplicas',
    distinct && readReplicas.length <= 15,
    '15 names or fewer, each once',
    readReplicas,
  );
}
