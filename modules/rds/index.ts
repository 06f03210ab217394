export { Database } from './database';
export type { DatabaseAlarmThresholds } from './database-alarms';
export type { DatabaseCapacityProps, DatabaseEngineProps, DatabaseProps, DatabaseUpkeepProps } from './database-props';
export type { EngineName } from './engine';
