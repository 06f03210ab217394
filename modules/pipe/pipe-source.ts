import type { PipesPipeSourceParameters } from '@cdktf/provider-aws/lib/pipes-pipe';
import { patternFields } from '../event-bus/event-pattern';
import type { PolicyStatement } from '../iam/policy-statement';
import { list, object, optional, union, wholeNumber } from '../props';
import type { DeadLetterQueueRef } from '../queue/queue-ref';
import { queueRef, type QueueRef } from '../queue/queue-ref';
import { tableRef, type TableRef } from '../table/table-ref';

/** A pattern of fields, with EventBridge's operators: `{ body: { kind: ['refund'] } }`, `{ eventName: ['INSERT'] }`. */
export type PipePattern = Readonly<Record<string, unknown>>;

interface Batches {
  /**
   * Only what matches one of up to five patterns is sent. A message of a queue that matches none is deleted.
   * @default everything
   */
  readonly filters?: readonly PipePattern[];
  /**
   * The most that is sent at once; 1 to 10 to a queue or an event bus, up to 10000 to a function.
   * @default 10 of a queue, 1 of a stream
   */
  readonly batchSize?: number;
  /**
   * How long EventBridge waits for a full batch; 1 to 300 seconds. A failed message of a queue is then hidden for seven and a half minutes more.
   * @default it does not wait
   */
  readonly batchSeconds?: number;
}

/** A queue whose messages are sent and then deleted. What fails goes to the dead-letter queue that the queue has. */
export interface QueueSource extends Batches {
  readonly queue: QueueRef;
}

/** The stream of a table, from its oldest record on. What fails is split until the record is alone that fails, and goes to a dead-letter queue of the pipe. */
export interface StreamSource extends Batches {
  /** A table that has a stream. */
  readonly table: TableRef;
  /**
   * How often a failed record is sent again; the records behind it wait. 0 to 10000.
   * @default 10
   */
  readonly maxRetries?: number;
  /**
   * How old a record may be that is still sent; 60 to 86399 seconds, since the stream keeps it for 24 hours.
   * @default 43200: twelve hours are left to look at what failed
   */
  readonly maxAgeSeconds?: number;
  /**
   * How many batches of a shard are sent at the same time, each with items of its own; 1 to 10.
   * @default 1
   */
  readonly parallelBatches?: number;
}

export type PipeSource = QueueSource | StreamSource;

const api = 'EventBridge Pipes API reference';
const troubleshooting = 'EventBridge user guide, Amazon EventBridge Pipes error handling and troubleshooting';
const batches = {
  filters: optional(list('filters', patternFields, { min: 1, max: 5, source: `${api}, FilterCriteria` }), 'everything'),
  batchSize: optional(
    wholeNumber('messages or records', 1, 10_000, {
      structure: true,
      source: 'EventBridge user guide, Amazon EventBridge Pipes batching and concurrency',
    }),
    '10 of a queue, 1 of a stream',
  ),
  batchSeconds: optional(
    wholeNumber('seconds', 1, 300, { structure: true, source: `${api}, PipeSourceSqsQueueParameters` }),
    'it does not wait',
  ),
};
const stream = `${api}, PipeSourceDynamoDBStreamParameters`;

export const pipeSource = union<PipeSource>('a source', {
  queue: object<QueueSource>({ queue: queueRef, ...batches }),
  table: object<StreamSource>({
    table: tableRef,
    ...batches,
    maxRetries: optional(wholeNumber('retries', 0, 10_000, { source: stream }), '10'),
    maxAgeSeconds: optional(
      wholeNumber('seconds', 60, 86_399, { source: `${stream}; ${troubleshooting}` }),
      '43200: twelve hours are left to look at what failed',
    ),
    parallelBatches: optional(wholeNumber('batches', 1, 10, { source: stream }), '1'),
  }),
});

/** What EventBridge reads from. */
export function sourceArn(source: PipeSource): string {
  if ('queue' in source) return source.queue.queueArn;
  const { streamArn = '' } = source.table; // `Pipe` refuses a table without a stream.
  return streamArn;
}

/** EventBridge user guide, Event source permissions for Amazon EventBridge Pipes. */
export function readingOf(source: PipeSource): PolicyStatement[] {
  const Resource = sourceArn(source);
  if ('queue' in source) {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    return [{ Sid: 'ReadsQueue', Effect: 'Allow', Action: actions, Resource }];
  }
  const actions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  return [
    { Sid: 'ReadsStream', Effect: 'Allow', Action: actions, Resource },
    // It knows no resource (Service Authorization Reference, Amazon DynamoDB).
    { Sid: 'FindsStreams', Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
  ];
}

export function sourceParameters(
  source: PipeSource,
  deadLetterQueue: DeadLetterQueueRef | undefined,
): PipesPipeSourceParameters {
  const { filters, batchSeconds: maximumBatchingWindowInSeconds = 0 } = source;
  const filterCriteria = filters && { filter: filters.map((pattern) => ({ pattern: JSON.stringify(pattern) })) };
  if ('queue' in source) {
    const { batchSize = 10 } = source;
    return { sqsQueueParameters: { batchSize, maximumBatchingWindowInSeconds }, ...(filters && { filterCriteria }) };
  }
  const { batchSize = 1, maxRetries = 10, maxAgeSeconds = 43_200, parallelBatches = 1 } = source;
  return {
    dynamodbStreamParameters: {
      // From the latest on, what is written while the pipe is made or changed could be missed (EventBridge user guide, Amazon DynamoDB stream as a source).
      startingPosition: 'TRIM_HORIZON',
      ...{ batchSize, maximumBatchingWindowInSeconds, parallelizationFactor: parallelBatches },
      ...{ maximumRetryAttempts: maxRetries, maximumRecordAgeInSeconds: maxAgeSeconds },
      onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      ...(deadLetterQueue && { deadLetterConfig: { arn: deadLetterQueue.queueArn } }),
    },
    ...(filters && { filterCriteria }),
  };
}
