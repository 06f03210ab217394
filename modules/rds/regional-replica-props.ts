import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { optOut, type OptOut } from '../opt-out';
import { flag, identifier, object, optional, wholeNumber, type Description } from '../props';
import { weeklyWindow } from '../windows';
import { logRetention } from '../log-group/log-group';
import type { DatabaseAlarmThresholds } from './database-alarms';
import { databaseProps, type DatabaseCapacityProps } from './database-props';
import { instanceClass } from './instance-class-prop';
import { replicaSource, type ReplicaSource } from './replica-source';
import type { DatabaseUpkeepProps } from './upkeep-props';

export interface RegionalReplicaProps {
  /** The instance's identifier, unique in its account and region, and the start of every other name: `prod-main-frankfurt`. */
  readonly name: string;
  /** The provider of the replica's region. Everything below is put there. */
  readonly provider: AwsProvider;
  /** What it replicates: `database.replicaSource`, of another region. */
  readonly source: ReplicaSource;
  /** A network of the replica's region: the replica goes into its data tier, which has to have two zones or more. */
  readonly network: NetworkRef;
  /** A key of the replica's region: that of its source is of another region. */
  readonly key: KeyRef;
  readonly capacity: RegionalReplicaCapacityProps;
  readonly upkeep: RegionalReplicaUpkeepProps;
  /** Thresholds, and a topic of the replica's region. */
  readonly alarms: DatabaseAlarmThresholds;
  /**
   * Protections switched off, each with its reason.
   * @default none: deletion is refused
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export interface RegionalReplicaCapacityProps extends Pick<
  DatabaseCapacityProps,
  'instanceClass' | 'maxAllocatedStorageGb'
> {
  /**
   * Whether a standby in another zone of the replica's region takes over when it fails.
   * @default false
   */
  readonly multiAz?: boolean;
}

/** As of a database. A replica has no backups of its own here: RDS keeps those of its source in the source's region. */
export type RegionalReplicaUpkeepProps = Pick<
  DatabaseUpkeepProps,
  'maintenanceWindow' | 'logRetentionDays' | 'applyImmediately'
>;

export const regionalReplicaProps: Description<RegionalReplicaProps> = {
  name: identifier(40, 'RDS API reference, CreateDBInstanceReadReplica'),
  provider: awsProvider,
  source: replicaSource,
  network: networkRef,
  key: keyRef,
  capacity: object<RegionalReplicaCapacityProps>({
    instanceClass,
    maxAllocatedStorageGb: wholeNumber('GiB', 20, 65_536, {
      structure: true,
      source: 'RDS user guide, Storage autoscaling',
    }),
    multiAz: optional(flag(), 'false'),
  }),
  upkeep: object<RegionalReplicaUpkeepProps>({
    maintenanceWindow: weeklyWindow(30),
    logRetentionDays: logRetention,
    applyImmediately: optional(flag(), 'false: it waits for the window'),
  }),
  alarms: databaseProps.alarms,
  optOuts: optional(object({ deletionProtection: optional(optOut, 'deletion is refused') }), 'none'),
};
