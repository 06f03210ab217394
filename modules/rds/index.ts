export { Database } from './database';
export type { DatabaseAlarmThresholds } from './database-alarms';
export type { DatabaseCapacityProps, DatabaseProps, DatabaseUpkeepProps } from './database-props';
export type { DatabaseRef } from './database-ref';
export type { EngineName } from './engine';
export type { DatabaseEngineProps } from './engine-props';
export type { ImportedDatabase } from './imported-database';
export type { DatabaseRestoreProps } from './restore-props';
export type { StorageType } from './storage-limits';
