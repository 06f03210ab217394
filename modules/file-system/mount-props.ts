import type { IConstruct } from 'constructs';
import { checkProps, matching, oneOf, optional, satisfying } from '../props';
import { FileSystem } from './file-system';
import { mountAccess, type MountAccess } from './grant-mount';
import { ImportedFileSystem } from './imported-file-system';

/** A file system of this stack, or one that `FileSystem.import` gives. */
export type MountableFileSystem = FileSystem | ImportedFileSystem;

export interface MountProps {
  /** One of the file system's access points. */
  readonly accessPoint: string;
  /** Where the files are seen: `/mnt/exports`. */
  readonly path: string;
  /**
   * What may be done with the files.
   * @default read-write
   */
  readonly access?: MountAccess;
}

const isFileSystem = (found: unknown) => found instanceof FileSystem || found instanceof ImportedFileSystem;
const fileSystem = satisfying<MountableFileSystem>('a FileSystem, or what FileSystem.import gives', isFileSystem);

/** Throws a PropsError for what is no file system, for an access point that it does not have, and for a path that is not below /mnt, the one place that Lambda has. */
export function checkMount(scope: IConstruct, given: MountableFileSystem, { accessPoint, path, access }: MountProps) {
  checkProps(scope, { fileSystem }, { fileSystem: given });
  const props = {
    accessPoint: oneOf(Object.keys(given.accessPointIds)),
    path: matching(/^\/mnt\/[\w.-]{1,155}$/, 'a path below /mnt, such as /mnt/exports', {
      structure: true,
      source: 'Lambda API reference, FileSystemConfig, LocalMountPath',
    }),
    access: optional(mountAccess, 'read-write'),
  };
  checkProps(scope, props, { accessPoint, path, access });
}
