import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { identifier, map, matching, object, oneOf, optional, wholeNumber, type Description } from '../props';
import type { ItemAccess } from '../table/item-access';
import { tableRef, type TableRef } from '../table/table-ref';
import { weeklyWindow } from '../windows';
import type { AcceleratorAlarmThresholds } from './accelerator-alarms';

export interface AcceleratorProps {
  /** The cluster's name, unique in its account and region, and the start of every other name: `prod-catalogue`. Another one replaces the cluster. */
  readonly name: string;
  /** The nodes go into the data tier, which has to have two zones or more where there are several. */
  readonly network: NetworkRef;
  /**
   * The tables that the cluster reads and writes, 1 to 15, by a word that is constant for their life. Who is granted the cluster has the rights that it has to all of
   * them: tables that not all of its users may read need a cluster of their own.
   */
  readonly tables: Readonly<Record<string, AcceleratedTable>>;
  readonly nodes: AcceleratorNodesProps;
  readonly timeToLive: AcceleratorTimeToLiveProps;
  /** Weekly, UTC, an hour or more: `sun:04:00-sun:05:00`. */
  readonly maintenanceWindow: string;
  readonly alarms: AcceleratorAlarmThresholds;
  /**
   * Told by DAX of events, such as a node that is replaced. AWS documents no way for DAX to publish to an encrypted topic.
   * @default nobody; the alarms have a topic of their own
   */
  readonly events?: TopicRef;
}

export interface AcceleratedTable {
  /** The table, in the region of the cluster. */
  readonly table: TableRef;
  /** What the cluster may do with its items. */
  readonly access: ItemAccess;
}

export interface AcceleratorNodesProps {
  /** `dax.r5.large`; DAX changes it of no cluster: another one replaces it. */
  readonly nodeType: string;
  /** 1 to 11: one that writes, and replicas. AWS recommends three or more, in three zones, where the cluster must answer while a zone fails. Another number changes it in place. */
  readonly count: number;
}

/** How old an answer may be that DAX has not written itself: seconds, 1 to 86400. AWS's default is 300 for both. */
export interface AcceleratorTimeToLiveProps {
  /** Of items that are read by their key. */
  readonly itemSeconds: number;
  /** Of results of `Query` and `Scan`, which no write makes newer. */
  readonly querySeconds: number;
}

const source = 'DynamoDB API reference, DAX CreateCluster';
const known = { structure: true };
const percent = wholeNumber('percent', 1, 100, known);
/** DAX documents no range; the longest is a limit of ours. */
const seconds = wholeNumber('seconds', 1, 86_400, known);

export const acceleratorProps: Description<AcceleratorProps> = {
  // The role is named after it, and the policies after tables.
  name: identifier(20, source),
  network: networkRef,
  tables: map(
    'tables',
    matching(/^[a-z][a-z0-9-]{0,39}$/, 'a word of up to 40 a-z, 0-9 and hyphens, a letter first', known),
    object<AcceleratedTable>({ table: tableRef, access: oneOf(['read', 'write', 'read-write']) }),
    { min: 1, max: 15 },
  ),
  nodes: object<AcceleratorNodesProps>({
    nodeType: matching(/^dax\.[a-z]\d[a-z]*\.(small|medium|large|([1-9]\d*)?xlarge)$/, 'a type such as dax.t3.small'),
    count: wholeNumber('nodes', 1, 11, { ...known, source: 'DynamoDB developer guide, DAX cluster components' }),
  }),
  timeToLive: object<AcceleratorTimeToLiveProps>({ itemSeconds: seconds, querySeconds: seconds }),
  maintenanceWindow: weeklyWindow(60),
  alarms: object<AcceleratorAlarmThresholds>({
    topic: topicRef,
    cpuPercent: optional(percent, '80'),
    memoryPercent: optional(percent, '90'),
    evictedMebibytes: optional(wholeNumber('MiB', 1, 1_000_000, known), '100'),
    missPercent: optional(percent, '50'),
    leastLookups: optional(wholeNumber('lookups', 1, 1_000_000_000, known), '1000'),
    failedRequests: optional(wholeNumber('requests', 1, 1_000_000_000, known), '10'),
  }),
  events: optional(topicRef, 'nobody; the alarms have a topic of their own'),
};
