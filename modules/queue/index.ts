export { DeadLetterQueue, type DeadLetterQueueProps } from './dead-letter-queue';
export { Queue } from './queue';
export type { EventRuleRef } from './event-rule-ref';
export type { FifoQueue, QueueProps } from './queue-props';
export type { ConsumedQueueRef, DeadLetterQueueRef, QueueRef } from './queue-ref';
export type { ImportedQueue } from './imported-queue';
export type { QueueAlarmThresholds } from './queue-alarms';
