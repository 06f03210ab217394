export type { MigrationAlarmThresholds } from './migration-alarms';
export { Migration } from './migration';
export type { MigrationEngine } from './engines';
export type { MigrationDatabase, MigrationInstance, MigrationProps, MigrationTask } from './migration-props';
export { MigrationServiceRoles, type MigrationServiceRolesProps } from './service-roles';
