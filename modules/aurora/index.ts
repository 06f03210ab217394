export type { ClusterCapacityProps, ClusterInstanceProps, ReaderScaling, ServerlessRange } from './capacity-props';
export { DatabaseCluster } from './cluster';
export type { ClusterEngineName } from './cluster-engine';
export type { ClusterEngineProps } from './cluster-engine-props';
export type { ClusterAlarmThresholds, ClusterUpkeepProps, DatabaseClusterProps } from './cluster-props';
export type { DatabaseClusterRef } from './cluster-ref';
export type { ImportedDatabaseCluster } from './imported-cluster';
