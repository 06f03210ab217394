export type { DatabaseAuditLog } from './audit-log';
export { Database } from './database';
export type { DatabaseAlarmThresholds } from './database-alarms';
export type { DatabaseCapacityProps, DatabaseProps } from './database-props';
export type { DatabaseRef } from './database-ref';
export type { EngineName } from './engine';
export type { DatabaseEngineProps } from './engine-props';
export type { ImportedDatabase } from './imported-database';
export type { Proxied, ProxyTarget } from './proxy-target';
export type { DatabaseReplica } from './replica-props';
export { RegionalReplica } from './regional-replica';
export type {
  RegionalReplicaCapacityProps,
  RegionalReplicaProps,
  RegionalReplicaUpkeepProps,
} from './regional-replica-props';
export type { ReplicaSource } from './replica-source';
export type { DatabaseRestoreProps } from './restore-props';
export type { StorageType } from './storage-limits';
export type { DatabaseUpkeepProps } from './upkeep-props';
