export type { ImportedPipe } from './imported-pipe';
export { Pipe } from './pipe';
export type { PipeAlarmThresholds, PipeProps } from './pipe-props';
export type { PipeRef } from './pipe-ref';
export type { PipePattern, PipeSource, QueueSource, StreamSource } from './pipe-source';
export type { PipeBusTarget, PipeFunctionTarget, PipeQueueTarget, PipeTarget } from './pipe-target';
