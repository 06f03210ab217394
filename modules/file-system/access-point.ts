import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { Construct } from 'constructs';
import { list, matching, object, optional, wholeNumber, type Prop } from '../props';

export interface AccessPointProps {
  /** The user ID that all files are read and written as, whoever the client says that it is; not 0, which is root. */
  readonly uid: number;
  /** The group ID, likewise. */
  readonly gid: number;
  /**
   * Other groups of the user.
   * @default none
   */
  readonly secondaryGids?: readonly number[];
  /**
   * The directory that is the root of what clients see: `/uploads`. Another one is another access point; no file moves.
   * @default a directory with the access point's name
   */
  readonly path?: string;
  /**
   * The permissions of the directory, octal. EFS sets them when it makes the directory, and never again.
   * @default 0750
   */
  readonly permissions?: string;
}

const source = 'EFS API reference, PosixUser';
const longest = 4_294_967_295;
const id = (what: string) => wholeNumber(what, 1, longest, { structure: true, source });

export const accessPoint: Prop<AccessPointProps> = object<AccessPointProps>({
  uid: id('(a user ID)'),
  gid: id('(a group ID)'),
  secondaryGids: optional(list('group IDs', id('(a group ID)'), { max: 16, source }), 'none'),
  path: optional(
    matching(/^(?=.{1,100}$)(\/(?!\.)[\w.-]+){1,4}$/, 'a path of 1 to 4 directories, such as /uploads', {
      structure: true,
      source: 'EFS API reference, RootDirectory, Path',
    }),
    "a directory with the access point's name",
  ),
  permissions: optional(
    matching(/^[0-7]{3,4}$/, 'octal permissions, such as 0750', {
      structure: true,
      source: 'EFS API reference, CreationInfo, Permissions',
    }),
    '0750',
  ),
});

export interface NamedAccessPoint {
  /** Of the file system: `prod-shared`. */
  readonly fileSystem: string;
  readonly fileSystemId: string;
  readonly name: string;
  readonly props: AccessPointProps;
}

/** A way into a file system, by one directory and as one user. */
export class AccessPoint extends Construct {
  readonly accessPointId: string;
  readonly accessPointArn: string;
  readonly nodes: { readonly accessPoint: EfsAccessPoint };

  constructor(scope: Construct, id: string, { fileSystem, fileSystemId, name, props }: NamedAccessPoint) {
    super(scope, id);
    const { uid, gid, secondaryGids, path = `/${name}`, permissions = '0750' } = props;
    const accessPoint = new EfsAccessPoint(this, 'access-point', {
      fileSystemId,
      posixUser: { uid, gid, ...(secondaryGids && { secondaryGids: [...secondaryGids] }) },
      rootDirectory: { path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions } },
      tags: { Name: `${fileSystem}-${name}` },
    });
    this.accessPointId = accessPoint.id;
    this.accessPointArn = accessPoint.arn;
    this.nodes = { accessPoint };
  }
}
