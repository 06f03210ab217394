import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { Construct } from 'constructs';
import { checkMount, type MountableFileSystem, type MountProps } from '../file-system/mount-props';
import { sidOf } from '../iam/policy-document';
import type { RoleRef } from '../iam/role-ref';
import { assertProp } from '../props';
import type { FunctionNetwork } from './function-props';

interface Mounting {
  readonly name: string;
  readonly function: LambdaFunction;
  readonly role: RoleRef;
  readonly network?: FunctionNetwork;
}

/** Mounts a file system in a function. Lambda has room for one. */
export function mountIn(
  scope: Construct,
  { name, function: made, role, network }: Mounting,
  fileSystem: MountableFileSystem,
  mount: MountProps,
): void {
  checkMount(scope, fileSystem, mount);
  const { accessPoint, path, access } = mount;
  assertProp(scope, 'fileSystem', network !== undefined, 'a function in a VPC', 'one outside of VPCs');
  const isFirst = made.fileSystemConfigInput === undefined;
  assertProp(scope, 'fileSystem', isFirst, 'one file system of a function, as Lambda has it', path);
  made.putFileSystemConfig({ arn: fileSystem.accessPointArns[accessPoint] ?? '', localMountPath: path });
  fileSystem.grantMount(sidOf(name), role, accessPoint, access);
}
