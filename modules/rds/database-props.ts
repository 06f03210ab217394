import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  flag,
  identifier,
  list,
  object,
  oneOf,
  optional,
  regionName,
  wholeNumber,
  type Description,
} from '../props';
import type { DatabaseAlarmThresholds } from './database-alarms';
import { engineProps, type DatabaseEngineProps } from './engine-props';
import { instanceClass } from './instance-class-prop';
import { replica, type DatabaseReplica } from './replica-props';
import type { StorageType } from './storage-limits';
import { upkeepProps, type DatabaseUpkeepProps } from './upkeep-props';

export interface DatabaseProps {
  /** The instance's identifier, unique in its account and region, and the start of every other name: `prod-main`. */
  readonly name: string;
  /** The account that owns the database: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The database goes into the data tier, which has to have two zones or more. */
  readonly network: NetworkRef;
  /**
   * Encrypts storage, backups, the master user's secret, Performance Insights and logs. A `Key` is opened to RDS,
   * Secrets Manager and CloudWatch Logs; one that is only referred to must admit them.
   */
  readonly key: KeyRef;
  readonly engine: DatabaseEngineProps;
  readonly capacity: DatabaseCapacityProps;
  readonly upkeep: DatabaseUpkeepProps;
  readonly alarms: DatabaseAlarmThresholds;
  /**
   * Protections switched off, each with its reason.
   * @default none: deletion is refused, and what is deleted leaves a last snapshot, `<name>-final-<id of its security group>`
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly finalSnapshot?: OptOut };
}

export interface DatabaseCapacityProps {
  /** `db.r7g.large`. Replicas have the same, unless they have their own. */
  readonly instanceClass: string;
  /** GiB at first, 20 to 65536. RDS refuses to shrink it, and a second change within six hours. */
  readonly allocatedStorageGb: number;
  /** GiB that RDS may grow storage to by itself: a tenth more than at first, up to 65536. */
  readonly maxAllocatedStorageGb: number;
  /**
   * gp3; or io2, from 100 GiB up, where IOPS are provisioned. Changed in place.
   * @default 'gp3'
   */
  readonly storageType?: StorageType;
  /**
   * IOPS of the source; of gp3 12000 to 64000, and only from 400 GiB up; of io2 from 1000 and half the maximum of storage, to 1000 a GiB.
   * Replicas on gp3 have what their size gives.
   * @default what gp3 gives: 3000, and 12000 from 400 GiB up; none of io2, which has to have it
   */
  readonly iops?: number;
  /**
   * MiB/s of gp3 from 400 GiB up: 500 to 4000, and up to a quarter of the IOPS. On MySQL at least a 64th of them.
   * @default what gp3 gives: 125, and 500 from 400 GiB up
   */
  readonly throughputMibps?: number;
  /** Whether a standby in another zone takes over when the instance fails. */
  readonly multiAz: boolean;
  /**
   * Read replicas by name, each constant for its life: `reporting`; or with another class, `{ name: 'reporting', instanceClass: 'db.r7g.2xlarge' }`, where RDS advises the
   * class of the source. With any, RDS refuses to manage the master user's password: Terraform makes one during apply, into `secretArn`, and in no plan or state.
   * @default none
   */
  readonly readReplicas?: readonly DatabaseReplica[];
  /**
   * Read replicas that are about to go: moved here from `readReplicas` as it is, a replica loses its deletion protection and
   * nothing else. Taken out of here in the next change, it is deleted.
   * @default none
   */
  readonly retiringReplicas?: readonly DatabaseReplica[];
}

const source = 'RDS API reference, CreateDBInstance';
const storage = 'RDS user guide, Amazon RDS DB instance storage';
const quotas = 'RDS user guide, Quotas and constraints';
/** What a threshold is computed from must be known. */
const percent = wholeNumber('percent', 1, 100, { structure: true });

export const databaseProps: Description<DatabaseProps> = {
  // Short enough for the names derived from it; a replica's identifier is both names, and 63 long at most.
  name: identifier(40, source),
  account: accountId,
  region: regionName,
  network: networkRef,
  key: keyRef,
  engine: engineProps,
  capacity: object<DatabaseCapacityProps>({
    instanceClass,
    allocatedStorageGb: wholeNumber('GiB', 20, 65_536, {
      structure: true,
      source: 'RDS user guide, General Purpose SSD storage',
    }),
    maxAllocatedStorageGb: wholeNumber('GiB', 20, 65_536, {
      structure: true,
      source: 'RDS user guide, Storage autoscaling',
    }),
    storageType: optional(oneOf(['gp3', 'io2'], { structure: true, source: storage }), "'gp3'"),
    iops: optional(wholeNumber('IOPS', 1000, 256_000, { structure: true, source: storage }), 'what gp3 gives'),
    throughputMibps: optional(wholeNumber('MiB/s', 500, 4000, { structure: true, source: storage }), 'what gp3 gives'),
    multiAz: flag(),
    readReplicas: optional(list('replicas', replica, { max: 15, source: quotas }), 'none'),
    retiringReplicas: optional(list('replicas', replica, { max: 15, source: quotas }), 'none'),
  }),
  upkeep: object<DatabaseUpkeepProps>(upkeepProps),
  alarms: object<DatabaseAlarmThresholds>({
    topic: topicRef,
    cpuPercent: optional(percent, '80'),
    freeableMemoryPercent: optional(percent, '5'),
    freeStoragePercent: optional(percent, '5'),
    connectionsPercent: optional(percent, '60'),
    replicaLagSeconds: optional(wholeNumber('seconds', 1, 604_800, { structure: true }), '60'),
  }),
  optOuts: optional(
    object<NonNullable<DatabaseProps['optOuts']>>({
      deletionProtection: optional(optOut, 'deletion is refused'),
      finalSnapshot: optional(optOut, 'a last snapshot is kept, <name>-final-<id of its security group>'),
    }),
    'none',
  ),
};
