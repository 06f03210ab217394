import { SqsQueue, type SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import type { Construct } from 'constructs';
import { isOn, type OptOut } from '../opt-out';
import type { KeyRef } from '../kms/key-ref';
import type { FifoQueue } from './queue-props';

interface EncryptedQueueProps {
  /** Without `.fifo`. */
  readonly name: string;
  readonly key: KeyRef;
  readonly fifo: FifoQueue | undefined;
  readonly retentionDays: number;
  readonly deletionProtection: OptOut | undefined;
  readonly rest: Pick<SqsQueueConfig, 'visibilityTimeoutSeconds' | 'redrivePolicy' | 'redriveAllowPolicy'>;
}

/** What the queue is called in AWS. */
export function fullQueueName(name: string, fifo: unknown): string {
  return fifo === undefined || fifo === false ? name : `${name}.fifo`;
}

/** An encrypted queue that is polled for as long as SQS answers (20 seconds: SQS API reference, ReceiveMessageWaitTimeSeconds), and that Terraform does not destroy. */
export function encryptedQueue(scope: Construct, id: string, props: EncryptedQueueProps): SqsQueue {
  const { name, key, fifo, retentionDays, deletionProtection, rest } = props;
  const queue = new SqsQueue(scope, id, {
    name: fullQueueName(name, fifo),
    kmsMasterKeyId: key.keyArn,
    messageRetentionSeconds: retentionDays * 86_400,
    receiveWaitTimeSeconds: 20,
    ...(fifo && fifoAttributes(fifo)),
    ...rest,
  });
  if (isOn(queue, 'deletion_protection', deletionProtection)) queue.lifecycle = { preventDestroy: true };
  return queue;
}

/** SQS developer guide, High throughput for FIFO queues. */
function fifoAttributes({ contentBasedDeduplication = false, highThroughput = true }: FifoQueue) {
  return {
    ...{ fifoQueue: true, contentBasedDeduplication },
    ...(highThroughput
      ? { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId' }
      : { deduplicationScope: 'queue', fifoThroughputLimit: 'perQueue' }),
  };
}
