import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  flag,
  map,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { capacityKinds, type TableCapacityProps } from './table-capacity';
import { dynamoDbName, tableSchema, type TableSchemaProps } from './table-schema';

export interface TableProps {
  /** The table's name, unique in its account and region: `prod-sessions`. Another one replaces the table, which Terraform refuses. */
  readonly name: string;
  readonly region: string;
  /** Encrypts items, indexes, streams and backups. A `Key` is opened to DynamoDB; one that is only referred to must admit it. */
  readonly key: KeyRef;
  readonly schema: TableSchemaProps;
  /** Either may become the other in place: on demand at most four times a day. */
  readonly capacity: TableCapacityProps;
  readonly alarms: TableAlarmThresholds;
  /**
   * Days back to which the table can be restored, to any second, as another table; 1 to 35.
   * @default 35
   */
  readonly recoveryDays?: number;
  /**
   * What the stream of changes has of each item: its keys, the new item, the old one or both. It keeps changes for 24 hours.
   * @default none; with replicas NEW_AND_OLD_IMAGES, which they are written from
   */
  readonly stream?: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
  /**
   * Copies in other regions, by region: each can be read and written, and the last write of an item is kept. Only of a table on demand.
   * @default none
   */
  readonly replicas?: Readonly<Record<string, TableReplicaProps>>;
  /**
   * Protections switched off, each with its reason.
   * @default none: AWS refuses to delete the table and its replicas, Terraform to destroy or replace them, and it can be restored
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly pointInTimeRecovery?: OptOut };
}

export interface TableReplicaProps {
  /** The provider of the replica's region. */
  readonly provider: AwsProvider;
  /** A key of the replica's region. A `Key` is opened to DynamoDB. Another one replaces the replica, which Terraform refuses. */
  readonly key: KeyRef;
  /** A topic of the replica's region, told when its requests fail. */
  readonly topic: TopicRef;
}

export interface TableAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Reads and writes that are refused for lack of capacity, in 5 minutes, of the table and of each global index.
   * @default 10
   */
  readonly throttledEvents?: number;
  /**
   * Requests that DynamoDB fails with an error of its own, in 5 minutes.
   * @default 5
   */
  readonly systemErrors?: number;
  /**
   * Capacity in use, in percent of the most that the table, or a global index, may have, over 15 minutes.
   * @default 80
   */
  readonly capacityPercent?: number;
  /**
   * Seconds that a replica is behind, over 15 minutes.
   * @default 30
   */
  readonly replicationLagSeconds?: number;
  /**
   * Whether CloudWatch Contributor Insights counts which keys are accessed and throttled most, of the table and of each global index: the way to find a hot
   * key. It is charged by event.
   * @default false
   */
  readonly contributorInsights?: boolean;
}

const known = { structure: true };
const events = wholeNumber('events', 0, 1_000_000_000, known);

/** What is of another region, which the replica itself checks: the module's own region is not its. */
const replica = reference<TableReplicaProps>('a replica', {
  provider: awsProvider,
  key: { ...keyRef, members: {} },
  topic: { ...topicRef, members: {} },
});

export const tableProps: Description<TableProps> = {
  name: dynamoDbName,
  region: regionName,
  key: keyRef,
  schema: tableSchema,
  capacity: union<TableCapacityProps>('a capacity, on demand or provisioned', capacityKinds),
  alarms: object<TableAlarmThresholds>({
    topic: topicRef,
    throttledEvents: optional(events, '10'),
    systemErrors: optional(events, '5'),
    capacityPercent: optional(wholeNumber('percent', 1, 100, known), '80'),
    replicationLagSeconds: optional(wholeNumber('seconds', 1, 604_800, known), '30'),
    contributorInsights: optional(flag(), 'false'),
  }),
  recoveryDays: optional(
    wholeNumber('days', 1, 35, {
      source: 'DynamoDB API reference, PointInTimeRecoverySpecification, RecoveryPeriodInDays',
    }),
    '35',
  ),
  stream: optional(
    oneOf(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
    'none; with replicas NEW_AND_OLD_IMAGES, which they are written from',
  ),
  replicas: optional(map('replicas', regionName, replica, { max: 20 }), 'none'),
  optOuts: optional(
    object<NonNullable<TableProps['optOuts']>>({
      deletionProtection: optional(optOut, 'AWS refuses to delete the table, Terraform to destroy or replace it'),
      pointInTimeRecovery: optional(optOut, 'it can be restored to any second of the last days'),
    }),
    'none',
  ),
};
