import { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/policy-statement';
import { Role } from '../iam/role';
import { roleName, type RoleRef } from '../iam/role-ref';
import { accountId, checkProps, list, matching, type Description } from '../props';

export interface BackupRoleProps {
  /** The role's name, unique in its account. */
  readonly name: string;
  /** The account of what is backed up: 12 digits. */
  readonly account: string;
  /** What the names of databases, clusters and tables that it backs up begin with: `prod-`. */
  readonly prefixes: readonly string[];
}

/** What names of stores begin with. */
export const prefixesProp = list(
  'beginnings of names',
  matching(/^[A-Za-z0-9_.-]{1,64}$/, '1 to 64 letters, digits and _.-', { structure: true }),
  { min: 1, max: 10 },
);

const backupRoleProps: Description<BackupRoleProps> = { name: roleName, account: accountId, prefixes: prefixesProp };

export const allow = { Effect: 'Allow' } as const;
/** AWS documents no source account for roles of AWS Backup. */
export const trustsBackup = {
  service: 'backup.amazonaws.com',
  sourceAccount: { off: true, reason: 'AWS documents none for a role of AWS Backup' },
} as const;

/**
 * The role that AWS Backup makes recovery points and copies with, of the stores that modules make and of no others: what AWS's own AWSBackupServiceRolePolicyForBackup
 * allows for them, in one account, without its rights to other services. It deletes what AWS Backup made, and nothing else.
 */
export class BackupRole extends Construct implements RoleRef {
  static readonly props = backupRoleProps;
  readonly roleName: string;
  readonly roleArn: string;
  readonly nodes: { readonly role: Role };

  /** @throws PropsError for a name or an account that is none. */
  constructor(scope: Construct, id: string, props: BackupRoleProps) {
    super(scope, id);
    checkProps(this, backupRoleProps, props);
    const { name, account, prefixes } = props;
    const role = new Role(this, 'role', {
      ...{
        name,
        description: 'Makes recovery points of stores, copies them, and deletes old ones',
        trust: trustsBackup,
      },
    });
    role.addPolicy('stores', statements(account, prefixes));
    this.roleName = role.roleName;
    this.roleArn = role.roleArn;
    this.nodes = { role };
  }
}

/** In any region: a copy is made by the service in the region it goes to. */
export const arnsIn =
  (account: string) =>
  (service: string, ...names: readonly string[]) =>
    names.map((name) => `arn:aws:${service}:*:${account}:${name}`);

/** AWS Backup calls its snapshots so, copies too. */
const ownSnapshots = ['snapshot:awsbackup:*', 'cluster-snapshot:awsbackup:*'];

function statements(account: string, prefixes: readonly string[]): PolicyStatement[] {
  const arns = arnsIn(account);
  const named = (service: string, ...kinds: readonly string[]) =>
    kinds.flatMap((kind) => arns(service, ...prefixes.map((prefix) => `${kind}${prefix}*`)));
  const snapshots = 'arn:aws:ec2:*::snapshot/*';
  const ofBackup = { Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' } };
  return [
    {
      ...{ ...allow, Sid: 'Tables', Resource: named('dynamodb', 'table/') },
      Action: [
        'dynamodb:CreateBackup',
        'dynamodb:DescribeTable',
        'dynamodb:ListTagsOfResource',
        'dynamodb:StartAwsBackupJob',
      ],
    },
    {
      ...{ ...allow, Sid: 'TableBackups', Resource: named('dynamodb', 'table/').map((table) => `${table}/backup/*`) },
      Action: ['dynamodb:DeleteBackup', 'dynamodb:DescribeBackup'],
    },
    {
      ...{ ...allow, Sid: 'Databases' },
      Resource: [...named('rds', 'db:', 'cluster:'), ...arns('rds', ...ownSnapshots)],
      Action: [
        ...['rds:AddTagsToResource', 'rds:CopyDBClusterSnapshot', 'rds:CopyDBSnapshot'],
        ...['rds:CreateDBClusterSnapshot', 'rds:CreateDBSnapshot', 'rds:DescribeDBClusterSnapshots'],
        ...['rds:DescribeDBClusters', 'rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:ListTagsForResource'],
      ],
    },
    {
      ...{ ...allow, Sid: 'DatabaseBackups', Resource: arns('rds', ...ownSnapshots) },
      Action: ['rds:DeleteDBClusterSnapshot', 'rds:DeleteDBSnapshot'],
    },
    {
      ...{ ...allow, Sid: 'Volumes', Resource: [...arns('ec2', 'volume/*'), snapshots] },
      Action: ['ec2:CopySnapshot', 'ec2:CreateSnapshot'],
    },
    {
      ...{ ...allow, Sid: 'TagsSnapshots', Resource: snapshots, Action: 'ec2:CreateTags' },
      Condition: { StringEquals: { 'ec2:CreateAction': ['CopySnapshot', 'CreateSnapshot'] } },
    },
    { ...allow, Sid: 'VolumeBackups', Resource: snapshots, Action: 'ec2:DeleteSnapshot', Condition: ofBackup },
    {
      ...{ ...allow, Sid: 'FileSystems', Resource: arns('elasticfilesystem', 'file-system/*') },
      Action: ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'],
    },
    {
      ...{ ...allow, Sid: 'Vaults', Resource: arns('backup', 'backup-vault:*') },
      Action: ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
    },
    {
      ...{ ...allow, Sid: 'RecoveryPoints', Resource: arns('backup', 'recovery-point:*') },
      Action: ['backup:CopyFromBackupVault', 'backup:TagResource'],
    },
    {
      // These know no resource (Service Authorization Reference, EC2 and tag).
      ...{ ...allow, Sid: 'Finds', Resource: '*' },
      Action: ['ec2:DescribeSnapshots', 'ec2:DescribeTags', 'ec2:DescribeVolumes', 'tag:GetResources'],
    },
    // To encrypt, services use the keys for it, as the keys' policies allow.
    { ...allow, Sid: 'FindsKeys', Action: 'kms:DescribeKey', Resource: arns('kms', 'key/*') },
  ];
}
