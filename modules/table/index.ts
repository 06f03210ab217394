export type { ImportedTable } from './imported-table';
export { grantAccess, type GrantsItems, type ItemAccess } from './item-access';
export { Table } from './table';
export type {
  OnDemandCapacity,
  ProvisionedCapacity,
  ScaledUnits,
  TableCapacityProps,
  TableClass,
} from './table-capacity';
export type { TableAlarmThresholds, TableProps, TableReplicaProps } from './table-props';
export type { TableRef } from './table-ref';
export type { TableReplica } from './table-replica';
export type { GlobalIndexProps, KeyAttribute, LocalIndexProps, TableSchemaProps, TimeToLive } from './table-schema';
