import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import type { Connectable } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { fileSystemRef, type FileSystemRef } from './file-system-ref';
import { grantMount, type MountAccess } from './grant-mount';
import { nfsPort } from './nfs-port';

/** A file system of another stack, as a peer in this one; `FileSystem.import` makes it. */
export class ImportedFileSystem extends Construct implements Connectable {
  readonly fileSystemId: string;
  /** By name. */
  readonly accessPointIds: Readonly<Record<string, string>>;
  readonly accessPointArns: Readonly<Record<string, string>>;
  readonly port = nfsPort;
  readonly connections: Connectable['connections'];

  /** @throws PropsError for what is no reference to a file system. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: FileSystemRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: fileSystemRef }, { ref });
    this.fileSystemId = ref.fileSystemId;
    this.accessPointIds = ref.accessPointIds;
    this.accessPointArns = ref.accessPointArns;
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  /** As `FileSystem.grantMount`: the policy belongs to this stack. */
  grantMount(name: string, role: RoleRef, accessPoint: string, access?: MountAccess): void {
    grantMount(this, this.ref, { name, role, accessPoint, access });
  }
}
