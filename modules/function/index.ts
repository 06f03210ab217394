export { Function } from './function';
export type { FolderCode, FunctionCode, ObjectCode } from './function-code';
export type {
  FunctionFailures,
  FunctionLimits,
  FunctionMonitoring,
  FunctionNetwork,
  FunctionProps,
  FunctionRuntime,
} from './function-props';
export type { FunctionRef } from './function-ref';
export type { ImportedFunction } from './imported-function';
export type { InvokingService, Permit } from './invoking';
export type { ObjectNotifications } from './bucket-source';
export type { QueueConsumption } from './queue-source';
export type { ConsumedQueueRef } from '../queue/queue-ref';
export { runtimes, type RuntimeName } from './runtimes';
