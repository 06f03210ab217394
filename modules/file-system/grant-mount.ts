import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, granteeName, oneOf, optional } from '../props';
import type { FileSystemRef } from './file-system-ref';

type Granting = Pick<FileSystemRef, 'name' | 'fileSystemArn' | 'accessPointArns'>;

/** What a role may do with the files of an access point. */
export type MountAccess = 'read' | 'read-write';

export const mountAccess = oneOf(['read', 'read-write']);

interface Grant {
  readonly name: string;
  readonly role: RoleRef;
  readonly accessPoint: string;
  readonly access: MountAccess | undefined;
}

/** Lets `role` mount one access point of a file system, through a mount target. */
export function grantMount(scope: Construct, files: Granting, { name, role, accessPoint, access }: Grant): void {
  const props = {
    ...{ name: granteeName(32), role: roleRef, accessPoint: oneOf(Object.keys(files.accessPointArns)) },
    access: optional(mountAccess, 'read-write'),
  };
  checkProps(scope, props, { name, role, accessPoint, access });
  const id = `mount-${files.name}-${accessPoint}-${name}`;
  assertProp(scope, 'name', !scope.node.tryFindChild(id), 'each access point granted to a name once', name);
  const writes = access === 'read' ? [] : ['elasticfilesystem:ClientWrite'];
  grant(scope, id, role, [
    {
      ...{ Sid: 'MountAccessPoint', Effect: 'Allow', Action: ['elasticfilesystem:ClientMount', ...writes] },
      Resource: files.fileSystemArn,
      Condition: {
        StringEquals: { 'elasticfilesystem:AccessPointArn': files.accessPointArns[accessPoint] ?? '' },
        Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
      },
    },
  ]);
}
