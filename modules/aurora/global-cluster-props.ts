import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { identifier, object, optional, satisfying, wholeNumber, type Description } from '../props';
import { clusterCapacity, type ClusterCapacityProps } from './capacity-props';
import { DatabaseCluster } from './cluster';
import { clusterProps, type ClusterAlarmThresholds, type ClusterUpkeepProps } from './cluster-props';

export interface GlobalClusterProps {
  /** The global cluster's identifier, unique in the account: `prod-main-global`. */
  readonly name: string;
  /** The cluster that is written to. RDS manages no password of a member: its `engine` has `masterPasswordVersion`, and a major version alone. */
  readonly primary: DatabaseCluster;
  /**
   * @default none: RDS and Terraform refuse to destroy or replace it, as it would after a failover to another region
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export interface SecondaryClusterProps {
  /** The cluster's identifier, unique in its account and region, and the start of every other name: `prod-main-frankfurt`. */
  readonly name: string;
  /** The provider of the secondary's region, which no other member of the global cluster has. Everything of it is put there. */
  readonly provider: AwsProvider;
  /** A network of that region: the cluster goes into its data tier, which has to have two zones or more. */
  readonly network: NetworkRef;
  /** A key of that region: that of the primary is of another one. */
  readonly key: KeyRef;
  /** As of a cluster, of classes that global clusters have. All instances read. */
  readonly capacity: Omit<ClusterCapacityProps, 'readerScaling'>;
  readonly upkeep: ClusterUpkeepProps;
  /** Thresholds, and a topic of that region. */
  readonly alarms: SecondaryAlarmThresholds;
  /**
   * @default none: RDS and Terraform refuse deletion, and what is deleted leaves a last snapshot, `<name>-final-<id of its security group>`
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly finalSnapshot?: OptOut };
}

export interface SecondaryAlarmThresholds extends Omit<ClusterAlarmThresholds, 'replicaLagMilliseconds'> {
  /**
   * Milliseconds that the secondary is behind the primary, over 5 minutes: what a failover to it would lose. Usually below 1000.
   * @default 10000
   */
  readonly globalLagMilliseconds?: number;
}

export const globalClusterProps: Description<GlobalClusterProps> = {
  name: identifier(40, 'RDS API reference, CreateGlobalCluster'),
  primary: satisfying<DatabaseCluster>('a DatabaseCluster', (found) => found instanceof DatabaseCluster),
  optOuts: optional(
    object({ deletionProtection: optional(optOut, 'RDS and Terraform refuse to destroy or replace it') }),
    'none',
  ),
};

const percent = wholeNumber('percent', 1, 100, { structure: true });

export const secondaryClusterProps: Description<SecondaryClusterProps> = {
  name: clusterProps.name,
  provider: awsProvider,
  network: networkRef,
  key: keyRef,
  capacity: clusterCapacity,
  upkeep: clusterProps.upkeep,
  alarms: object<SecondaryAlarmThresholds>({
    topic: topicRef,
    cpuPercent: optional(percent, '80'),
    freeableMemoryPercent: optional(percent, '5'),
    connectionsPercent: optional(percent, '60'),
    acuPercent: optional(percent, '90'),
    globalLagMilliseconds: optional(wholeNumber('milliseconds', 1, 3_600_000, { structure: true }), '10000'),
  }),
  optOuts: clusterProps.optOuts,
};
