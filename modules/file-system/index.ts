export type { AccessPoint, AccessPointProps } from './access-point';
export { FileSystem } from './file-system';
export type { FileSystemAlarmThresholds, FileSystemProps, FileSystemReplica } from './file-system-props';
export type { FileSystemRef } from './file-system-ref';
export type { MountAccess } from './grant-mount';
export type { ImportedFileSystem } from './imported-file-system';
export type { FileLifecycle } from './lifecycle';
export type { MountableFileSystem, MountProps } from './mount-props';
