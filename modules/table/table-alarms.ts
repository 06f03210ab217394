import type { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps } from '../alarm';
import type { TopicRef } from '../notifications/topic-ref';
import type { MostUnits } from './table-capacity';
import type { TableAlarmThresholds } from './table-props';

/** A table, or one of its global indexes, as CloudWatch knows it (DynamoDB developer guide, DynamoDB metrics and dimensions). */
export interface Watched {
  readonly table: string;
  readonly index?: string;
}

/** What lasts, and not what one peak did: periods of 5 minutes, three in a row. */
const lasting = { periodSeconds: 300, evaluationPeriods: 3 } as const;

/** Operations that report errors, as many as one alarm may add up. */
const operations = [
  ...['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'TransactGetItems'],
  ...['TransactWriteItems', 'UpdateItem'],
];

const metric = (
  metricName: string,
  dimensions: Record<string, string>,
  statistic: 'Sum' | 'Average' = 'Sum',
): MetricAlarmProps['metric'] => ({
  ...{ namespace: 'AWS/DynamoDB', metricName, dimensions, statistic },
  periodSeconds: lasting.periodSeconds,
});

const dimensionsOf = ({ table, index }: Watched) => ({
  TableName: table,
  ...(index !== undefined && { GlobalSecondaryIndexName: index }),
});
const nameOf = ({ table, index }: Watched) => `dynamodb-${table}${index === undefined ? '' : `-${index}`}`;
const whatOf = ({ table, index }: Watched) => (index === undefined ? `Table ${table}` : `Index ${index} of ${table}`);

/** An alarm on reads and writes that are refused for lack of capacity. */
export function addThrottleAlarm(
  scope: Construct,
  id: string,
  watched: Watched,
  { topic, throttledEvents = 10 }: Pick<TableAlarmThresholds, 'topic' | 'throttledEvents'>,
): void {
  const dimensions = dimensionsOf(watched);
  new MathAlarm(scope, id, {
    name: `${nameOf(watched)}-throttles`,
    description: `${whatOf(watched)} has refused over ${throttledEvents} reads and writes in 5 minutes for lack of capacity. Look at its most in capacity, then for one key that most requests are for.`,
    metrics: { reads: metric('ReadThrottleEvents', dimensions), writes: metric('WriteThrottleEvents', dimensions) },
    expression: 'FILL(reads, 0) + FILL(writes, 0)',
    label: 'Reads and writes throttled',
    threshold: throttledEvents,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    topic,
  });
}

/** An alarm on requests that DynamoDB fails with an error of its own. */
export function addErrorAlarm(
  scope: Construct,
  table: string,
  { topic, systemErrors = 5 }: Pick<TableAlarmThresholds, 'topic' | 'systemErrors'>,
): void {
  const id = (operation: string) => `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
  new MathAlarm(scope, 'system-errors', {
    name: `dynamodb-${table}-system-errors`,
    description: `Table ${table}: DynamoDB has failed over ${systemErrors} requests in 5 minutes. Look at the AWS Health Dashboard; see that clients try again, with longer and longer pauses.`,
    metrics: Object.fromEntries(
      operations.map((Operation) => [id(Operation), metric('SystemErrors', { TableName: table, Operation })] as const),
    ),
    expression: operations.map((operation) => `FILL(${id(operation)}, 0)`).join(' + '),
    label: 'Requests that DynamoDB failed',
    threshold: systemErrors,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
    topic,
  });
}

/** An alarm for reads and one for writes, on the use of the most that there may be. */
export function addCapacityAlarms(
  scope: Construct,
  ids: { readonly read: string; readonly write: string },
  watched: Watched,
  { most, topic, capacityPercent = 80 }: Pick<TableAlarmThresholds, 'topic' | 'capacityPercent'> & { most: MostUnits },
): void {
  for (const side of ['read', 'write'] as const) {
    const metricName = side === 'read' ? 'ConsumedReadCapacityUnits' : 'ConsumedWriteCapacityUnits';
    new MetricAlarm(scope, ids[side], {
      name: `${nameOf(watched)}-${side}-capacity`,
      description: `${whatOf(watched)} has used over ${capacityPercent} % of its most of ${most[side]} ${side} units a second for 15 minutes; what is over it is throttled. Look for scans and for what has grown; raise the most in capacity.`,
      metric: metric(metricName, dimensionsOf(watched)),
      // Units a second, added up over the period.
      threshold: (most[side] * lasting.periodSeconds * capacityPercent) / 100,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: lasting.evaluationPeriods,
      treatMissingData: 'notBreaching',
      topic,
    });
  }
}

/** An alarm on the time that a write takes to be in another region; no writes are none that are late. */
export function addReplicationAlarm(
  scope: Construct,
  table: string,
  { region, topic, seconds }: { readonly region: string; readonly topic: TopicRef; readonly seconds: number },
): void {
  new MetricAlarm(scope, `replication-${region}`, {
    name: `dynamodb-${table}-replication-${region}`,
    description: `Table ${table}: its replica in ${region} has been over ${seconds} s behind for 15 minutes. Look at the AWS Health Dashboard of both regions; do not move requests there until it is over.`,
    metric: metric('ReplicationLatency', { TableName: table, ReceivingRegion: region }, 'Average'),
    // CloudWatch has milliseconds.
    threshold: seconds * 1000,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: lasting.evaluationPeriods,
    treatMissingData: 'notBreaching',
    topic,
  });
}
