import { arn, map, matching, reference } from '../props';
import { securityGroupId, type SecurityGroupRef } from '../security-group/connections';
import { accessPointName, fileSystemName } from './file-system-props';

/** A file system that another stack made: `FileSystem.import` connects to it. */
export interface FileSystemRef extends SecurityGroupRef {
  /** Known at synthesis: `prod-shared`. */
  readonly name: string;
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  /** By name. */
  readonly accessPointIds: Readonly<Record<string, string>>;
  readonly accessPointArns: Readonly<Record<string, string>>;
}

export const fileSystemRef = reference<FileSystemRef>('a file system', {
  name: fileSystemName,
  fileSystemId: matching(/^fs-[0-9a-f]{8,40}$/, 'the id of a file system, such as fs-0123456789abcdef0'),
  fileSystemArn: arn('a file system of EFS', 'elasticfilesystem', /^file-system\/fs-[0-9a-f]{8,40}$/),
  accessPointIds: map(
    'access points',
    accessPointName,
    matching(/^fsap-[0-9a-f]{8,40}$/, 'the id of an access point, such as fsap-0123456789abcdef0'),
    { min: 1, max: 100 },
  ),
  accessPointArns: map(
    'access points',
    accessPointName,
    arn('an access point of EFS', 'elasticfilesystem', /^access-point\/fsap-[0-9a-f]{8,40}$/),
    { min: 1, max: 100 },
  ),
  securityGroupId,
});
