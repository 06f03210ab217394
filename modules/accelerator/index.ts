export { Accelerator } from './accelerator';
export type { AcceleratorAlarmThresholds } from './accelerator-alarms';
export type {
  AcceleratedTable,
  AcceleratorNodesProps,
  AcceleratorProps,
  AcceleratorTimeToLiveProps,
} from './accelerator-props';
export type { AcceleratorRef } from './accelerator-ref';
export type { ImportedAccelerator } from './imported-accelerator';
