import { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/policy-statement';
import { Role } from '../iam/role';
import { roleName, type RoleRef } from '../iam/role-ref';
import { accountId, checkProps, type Description } from '../props';
import { allow, arnsIn, prefixesProp, trustsBackup } from './backup-role';

export interface RestoreRoleProps {
  /** The role's name, unique in its account. */
  readonly name: string;
  /** The account of what is restored: 12 digits. */
  readonly account: string;
  /** What the names of restored tables begin with, besides those of restore tests: `prod-`. */
  readonly tablePrefixes: readonly string[];
}

const restoreRoleProps: Description<RestoreRoleProps> = {
  name: roleName,
  account: accountId,
  tablePrefixes: prefixesProp,
};

/**
 * The role that AWS Backup restores with: stores that are not there yet, beside those that are. It deletes none: what a restore test made, AWS Backup removes by its
 * own service-linked role (AWS Backup developer guide, Restore testing, AWSServiceRolePolicyForBackupRestoreTesting).
 */
export class RestoreRole extends Construct implements RoleRef {
  static readonly props = restoreRoleProps;
  readonly roleName: string;
  readonly roleArn: string;
  readonly nodes: { readonly role: Role };

  /** @throws PropsError for a name, prefix or account that is none. */
  constructor(scope: Construct, id: string, props: RestoreRoleProps) {
    super(scope, id);
    checkProps(this, restoreRoleProps, props);
    const { name, account, tablePrefixes } = props;
    const role = new Role(this, 'role', {
      ...{
        name,
        description: 'Restores stores from recovery points, beside those that are there',
        trust: trustsBackup,
      },
    });
    role.addPolicy('stores', statements(account, [...tablePrefixes, restoredByTests]));
    this.roleName = role.roleName;
    this.roleArn = role.roleArn;
    this.nodes = { role };
  }
}

/** How a restore test names what has no tags while it is restored (AWS Backup developer guide, Restore testing). */
const restoredByTests = 'awsbackup-restore-test';

/** What AWSBackupServiceRolePolicyForRestores allows for the stores that modules make, without deletions. */
function statements(account: string, tablePrefixes: readonly string[]): PolicyStatement[] {
  const arns = arnsIn(account);
  const tables = arns('dynamodb', ...tablePrefixes.map((prefix) => `table/${prefix}*`));
  return [
    {
      // DynamoDB writes the items of a restored table as the role (DynamoDB developer guide, Using IAM with DynamoDB backup and restore).
      ...{ ...allow, Sid: 'Tables', Resource: tables },
      Action: [
        ...['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:DescribeTable', 'dynamodb:GetItem'],
        ...['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:RestoreTableFromAwsBackup', 'dynamodb:Scan'],
        'dynamodb:UpdateItem',
      ],
    },
    {
      ...{ ...allow, Sid: 'TableBackups', Resource: arns('dynamodb', 'table/*/backup/*') },
      Action: 'dynamodb:RestoreTableFromBackup',
    },
    {
      ...{ ...allow, Sid: 'Databases' },
      Resource: arns(
        'rds',
        ...['db', 'cluster', 'snapshot', 'cluster-snapshot', 'subgrp', 'pg', 'cluster-pg', 'og'].map(
          (kind) => `${kind}:*`,
        ),
      ),
      Action: [
        ...['rds:AddTagsToResource', 'rds:CreateDBInstance', 'rds:DescribeDBClusterSnapshots'],
        ...['rds:DescribeDBClusters', 'rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:ListTagsForResource'],
        ...['rds:RestoreDBClusterFromSnapshot', 'rds:RestoreDBInstanceFromDBSnapshot'],
      ],
    },
    {
      ...{ ...allow, Sid: 'Volumes', Action: 'ec2:CreateVolume' },
      Resource: [...arns('ec2', 'volume/*'), 'arn:aws:ec2:*::snapshot/*'],
    },
    {
      ...{ ...allow, Sid: 'TagsVolumes', Action: 'ec2:CreateTags', Resource: arns('ec2', 'volume/*') },
      Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVolume' } },
    },
    {
      ...{ ...allow, Sid: 'FileSystems', Resource: arns('elasticfilesystem', 'file-system/*') },
      Action: [
        ...['elasticfilesystem:DescribeFileSystems', 'elasticfilesystem:Restore'],
        'elasticfilesystem:TagResource',
      ],
    },
    {
      // These know no resource (Service Authorization Reference, EC2 and Elastic File System).
      ...{ ...allow, Sid: 'Finds', Resource: '*' },
      Action: [
        ...['ec2:DescribeAvailabilityZones', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSnapshots'],
        ...['ec2:DescribeSubnets', 'ec2:DescribeVolumes', 'ec2:DescribeVpcs', 'elasticfilesystem:CreateFileSystem'],
      ],
    },
    // To decrypt and encrypt, services use the keys for it, as the keys' policies allow.
    { ...allow, Sid: 'FindsKeys', Action: 'kms:DescribeKey', Resource: arns('kms', 'key/*') },
  ];
}
