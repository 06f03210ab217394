import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { accountId, identifier, object, oneOf, optional, regionName, wholeNumber, type Description } from '../props';
import { upkeepProps, type DatabaseUpkeepProps } from '../rds/upkeep-props';
import { clusterCapacity, type ClusterCapacityProps } from './capacity-props';
import { clusterEngineProps, type ClusterEngineProps } from './cluster-engine-props';

export interface DatabaseClusterProps {
  /** The cluster's identifier, unique in its account and region, and the start of every other name: `prod-main`. */
  readonly name: string;
  /** The account that owns the cluster: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The cluster goes into the data tier, which has to have two zones or more. */
  readonly network: NetworkRef;
  /**
   * Encrypts storage, backups, the master user's secret, Performance Insights and logs. A `Key` is opened to RDS, Secrets Manager and CloudWatch Logs; one that
   * is only referred to must admit them. Another one replaces the cluster, which Terraform refuses.
   */
  readonly key: KeyRef;
  readonly engine: ClusterEngineProps;
  readonly capacity: ClusterCapacityProps;
  readonly upkeep: ClusterUpkeepProps;
  readonly alarms: ClusterAlarmThresholds;
  /**
   * Protections switched off, each with its reason.
   * @default none: RDS and Terraform refuse deletion, and what is deleted leaves a last snapshot, `<name>-final-<id of its security group>`
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly finalSnapshot?: OptOut };
}

export interface ClusterUpkeepProps extends DatabaseUpkeepProps {
  /**
   * `advanced` keeps Performance Insights for 15 months (465 days), and shows locks, plans and fleets in CloudWatch, at a price for each vCPU or ACU.
   * `standard` keeps seven days, at none.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.html
   * @default standard
   */
  readonly databaseInsights?: 'standard' | 'advanced';
}

export interface ClusterAlarmThresholds {
  /** Told of alarms, and of RDS's events: failover, failure, maintenance … */
  readonly topic: TopicRef;
  /**
   * CPU in use, in percent, over 15 minutes; of class `db.serverless` in percent of the maximum capacity.
   * @default 80
   */
  readonly cpuPercent?: number;
  /**
   * Memory left, in percent of the instance class's; of class `db.serverless` of the maximum capacity.
   * @default 5
   */
  readonly freeableMemoryPercent?: number;
  /**
   * Connections in use, in percent of `max_connections`: the cluster's own, or the engine's formula for it over the class's whole memory.
   * @default 60
   */
  readonly connectionsPercent?: number;
  /**
   * Capacity in use, in percent of `maxAcu`, over 15 minutes, where there are instances of class `db.serverless`.
   * @default 90
   */
  readonly acuPercent?: number;
  /**
   * Milliseconds that a reader is behind, over 5 minutes. Readers use the storage of the writer: they are usually behind by less than 100.
   * @default 1000
   */
  readonly replicaLagMilliseconds?: number;
}

/** What a threshold is computed from must be known. */
const percent = wholeNumber('percent', 1, 100, { structure: true });

export const clusterProps: Description<DatabaseClusterProps> = {
  // Short enough for the names derived from it; an instance's identifier is both names, and 63 long at most.
  name: identifier(40, 'RDS API reference, CreateDBCluster, DBClusterIdentifier'),
  account: accountId,
  region: regionName,
  network: networkRef,
  key: keyRef,
  engine: clusterEngineProps,
  capacity: clusterCapacity,
  upkeep: object<ClusterUpkeepProps>({
    ...upkeepProps,
    databaseInsights: optional(
      oneOf(['standard', 'advanced'], {
        structure: true,
        source: 'RDS API reference, CreateDBCluster, DatabaseInsightsMode',
      }),
      'standard',
    ),
  }),
  alarms: object<ClusterAlarmThresholds>({
    topic: topicRef,
    cpuPercent: optional(percent, '80'),
    freeableMemoryPercent: optional(percent, '5'),
    connectionsPercent: optional(percent, '60'),
    acuPercent: optional(percent, '90'),
    replicaLagMilliseconds: optional(wholeNumber('milliseconds', 1, 3_600_000, { structure: true }), '1000'),
  }),
  optOuts: optional(
    object<NonNullable<DatabaseClusterProps['optOuts']>>({
      deletionProtection: optional(optOut, 'RDS and Terraform refuse deletion'),
      finalSnapshot: optional(optOut, 'a last snapshot is kept, <name>-final-<id of its security group>'),
    }),
    'none',
  ),
};
