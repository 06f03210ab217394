import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import type { RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, isKnown, object, optional, wholeNumber } from '../props';
import { consumedQueueRef, type ConsumedQueueRef } from '../queue/queue-ref';

export interface QueueConsumption {
  /** Invocations at once for this queue, 2 to 1000; not over the function's reserved concurrency, which would throttle it. */
  readonly maximumConcurrency: number;
  /**
   * Messages for one invocation, 1 to 10000; 1 to 10 of a FIFO queue. The function answers which of them failed (`batchItemFailures`), and only those are received again.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Seconds to wait for a batch to be full, 0 to 300; 1 or more for batches over 10, 0 for a FIFO queue.
   * @default 0
   */
  readonly maximumBatchingWindowSeconds?: number;
}

const guide = 'Lambda developer guide, Creating and configuring an Amazon SQS event source mapping';
const known = { structure: true };
/** The times that a message is hidden for longer than the function's timeout, at the least. */
const visibilityFactor = 6;

const source = {
  queue: consumedQueueRef,
  consumption: object<QueueConsumption>({
    maximumConcurrency: wholeNumber('invocations', 2, 1000, {
      ...known,
      source: 'Lambda API reference, ScalingConfig',
    }),
    batchSize: optional(wholeNumber('messages', 1, 10_000, { ...known, source: guide }), '10'),
    maximumBatchingWindowSeconds: optional(wholeNumber('seconds', 0, 300, { ...known, source: guide }), '0'),
  }),
};

interface Consumer {
  readonly name: string;
  readonly aliasArn: string;
  readonly role: RoleRef;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency: number | undefined;
}

/** Lets a function consume a queue: the grant, and the event source mapping after it. */
export function consume(
  scope: Construct,
  consumer: Consumer,
  queue: ConsumedQueueRef,
  consumption: QueueConsumption,
): LambdaEventSourceMapping {
  checkProps(scope, source, { queue, consumption });
  checkConsumption(scope, consumer, queue, consumption);
  const { queueName, queueArn } = queue;
  const { batchSize = 10, maximumBatchingWindowSeconds, maximumConcurrency } = consumption;
  const allowed = grant(scope, `consume-${queueName}`, consumer.role, [
    {
      ...{ Sid: 'Consumes', Effect: 'Allow', Resource: queueArn },
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    },
  ]);
  return new LambdaEventSourceMapping(scope, `queue-${queueName}`, {
    ...{ eventSourceArn: queueArn, functionName: consumer.aliasArn, batchSize },
    ...(maximumBatchingWindowSeconds && { maximumBatchingWindowInSeconds: maximumBatchingWindowSeconds }),
    functionResponseTypes: ['ReportBatchItemFailures'],
    scalingConfig: { maximumConcurrency },
    tags: { Name: `${consumer.name}-${queueName}` },
    // Lambda refuses a queue that the role may not consume.
    dependsOn: [allowed],
  });
}

function checkConsumption(
  scope: Construct,
  { timeoutSeconds, reservedConcurrency }: Consumer,
  { queueName, visibilityTimeoutSeconds: visible }: ConsumedQueueRef,
  { batchSize = 10, maximumBatchingWindowSeconds: window = 0, maximumConcurrency }: QueueConsumption,
): void {
  const isOnce = !scope.node.tryFindChild(`consume-${queueName}`);
  assertProp(scope, 'queue', isOnce, 'a queue that the function does not consume already', queueName);
  const least = visibilityFactor * timeoutSeconds + window;
  const hides = !isKnown(visible) || visible >= least;
  const hidden = `${least} seconds or more, ${visibilityFactor} times the timeout of the function and its batching window`;
  assertProp(scope, 'queue.visibilityTimeoutSeconds', hides, hidden, visible);
  const isFifo = queueName.endsWith('.fifo');
  assertProp(scope, 'consumption.batchSize', !isFifo || batchSize <= 10, '10 at most, of a FIFO queue', batchSize);
  const at = 'consumption.maximumBatchingWindowSeconds';
  assertProp(scope, at, !isFifo || window === 0, '0, of a FIFO queue', window);
  assertProp(scope, at, batchSize <= 10 || window > 0, '1 or more, for batches over 10', window);
  const fits = reservedConcurrency === undefined || maximumConcurrency <= reservedConcurrency;
  const most = `${reservedConcurrency} at most, the reserved concurrency`;
  assertProp(scope, 'consumption.maximumConcurrency', fits, most, maximumConcurrency);
}
