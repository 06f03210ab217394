import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { areApart } from '../../../../policies/rules/aws/windows';
import { documented, identifiers, within, type Parameters, type Row } from './row';

const api = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/';
const guide = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/';
const value = 'InvalidParameterValue';
const combination = 'InvalidParameterCombination';
const create = { operations: ['rds CreateDBInstance'], page: `${api}API_CreateDBInstance.html`, code: value };
const changes = ['rds ModifyDBInstance', 'rds CreateDBInstanceReadReplica'];
const instance = { ...create, operations: [...create.operations, ...changes] };
const { aws_db_instance: instanceValues } = documentedValues;

/** Major versions that RDS creates, of the engines that environments use; as of September 2026. */
const versions: Readonly<Record<string, readonly string[]>> = {
  postgres: ['13', '14', '15', '16', '17', '18'],
  mysql: ['8.0', '8.4'],
  mariadb: ['10.5', '10.6', '10.11', '11.4', '11.8'],
};

/** Sizes of the instance classes of those engines, by family. */
const upTo = (
  largest: string,
  sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge', '48xlarge'],
) => sizes.slice(0, sizes.indexOf(largest) + 1);
const burstable = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'];
const classes: Readonly<Record<string, readonly string[]>> = {
  t3: burstable,
  t4g: burstable,
  ...Object.fromEntries(['m6g', 'r6g', 'm7g', 'r7g'].map((family) => [family, upTo('16xlarge')])),
  ...Object.fromEntries(['m8g', 'r8g', 'm7i'].map((family) => [family, upTo('48xlarge')])),
  ...Object.fromEntries(['m5', 'r5'].map((family) => [family, upTo('24xlarge')])),
  ...Object.fromEntries(['m6i', 'r6i'].map((family) => [family, [...upTo('24xlarge'), '32xlarge']])),
};

const isKnownVersion = ({ Engine, EngineVersion = '' }: Parameters) => {
  const majors = versions[Engine];
  if (!majors || EngineVersion === '') return true;
  return majors.some((major) =>
    new RegExp(`^${major.replace('.', '\\.')}(\\.\\d+)*(-R\\d+|-rds\\.\\d+)?$`).test(EngineVersion),
  );
};

const isKnownClass = ({ Engine, DBInstanceClass }: Parameters) => {
  if (DBInstanceClass === undefined) return true;
  const [db, family = '', size = '', more] = String(DBInstanceClass).split('.');
  if (db !== 'db' || more !== undefined) return false;
  // Other engines have classes of their own.
  return (Engine !== undefined && !versions[Engine]) || (classes[family]?.includes(size) ?? false);
};

export const rds: readonly Row[] = [
  documented(instanceValues.identifier, { code: value, also: changes }, identifiers(63)),
  documented(documentedValues.aws_db_parameter_group.name, { code: value }, identifiers(255)),
  documented(documentedValues.aws_db_option_group.name, { code: value }, identifiers(255)),
  documented(
    documentedValues.aws_db_subnet_group.name,
    { code: value },
    { accepted: ['prod-data', 'my group.1'], refused: ['default', '1st', 'a/b', 'a'.repeat(256)] },
  ),
  documented(
    instanceValues.username,
    { code: value },
    { accepted: ['owner', 'db_owner1'], refused: ['1st', 'db-owner', 'a'.repeat(64)] },
  ),
  documented(
    instanceValues.backup_retention_period,
    { code: value, also: changes },
    { accepted: [0, 35], refused: [-1, 36] },
  ),
  documented(
    instanceValues.backup_window,
    { code: value, also: changes },
    { accepted: ['23:45-00:15'], refused: ['01:00-01:20', '1:00-2:00', '24:00-25:00', 'tue:01:00-tue:02:00'] },
  ),
  documented(
    instanceValues.maintenance_window,
    { code: value, also: changes },
    {
      accepted: ['sun:23:45-mon:00:15'],
      refused: ['tue:03:00-tue:03:10', 'tuesday:03:00-04:00', '03:00-04:00', 'tue:03:00-04:00'],
    },
  ),
  documented(instanceValues.monitoring_interval, { code: value, also: changes }, { accepted: [0, 60], refused: [45] }),
  documented(
    instanceValues.performance_insights_retention_period,
    { code: value, also: changes },
    { accepted: [7, 93, 731], refused: [0, 30, 744] },
  ),
  {
    operations: ['rds DeleteDBInstance'],
    member: 'FinalDBSnapshotIdentifier',
    expected: '1 to 255 letters, digits or single hyphens, a letter first and no hyphen last',
    code: value,
    page: `${api}API_DeleteDBInstance.html`,
    // The same as of a parameter group.
    accepts: ({ FinalDBSnapshotIdentifier: name }) =>
      name === undefined || documentedValues.aws_db_parameter_group.name.accepts(name),
    accepted: [{ FinalDBSnapshotIdentifier: 'main-final' }],
    refused: [{ FinalDBSnapshotIdentifier: 'main_final' }, { FinalDBSnapshotIdentifier: '1st' }],
  },
  {
    ...create,
    member: 'EngineVersion',
    expected: 'a version that RDS has of the engine',
    code: combination,
    page: `${guide}CHAP_PostgreSQL.html`,
    accepts: isKnownVersion,
    accepted: [
      { Engine: 'postgres', EngineVersion: '17' },
      { Engine: 'postgres', EngineVersion: '16.4' },
      { Engine: 'mysql', EngineVersion: '8.4.3' },
      { Engine: 'oracle-ee', EngineVersion: '19' },
    ],
    refused: [
      { Engine: 'postgres', EngineVersion: '9.6' },
      { Engine: 'postgres', EngineVersion: '17.x' },
      { Engine: 'mysql', EngineVersion: '9' },
    ],
  },
  {
    ...instance,
    member: 'DBInstanceClass',
    expected: 'an instance class that RDS has for the engine',
    code: combination,
    page: `${guide}Concepts.DBInstanceClass.Support.html`,
    accepts: isKnownClass,
    accepted: [
      { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro' },
      { Engine: 'postgres', DBInstanceClass: 'db.r8g.48xlarge' },
      { Engine: 'oracle-ee', DBInstanceClass: 'db.z1d.large' },
    ],
    refused: [
      { Engine: 'postgres', DBInstanceClass: 't4g.micro' },
      { Engine: 'postgres', DBInstanceClass: 'db.t4g.4xlarge' },
      { Engine: 'postgres', DBInstanceClass: 'db.m7g.micro' },
    ],
  },
  {
    ...create,
    member: 'AllocatedStorage',
    expected: '20 to 65,536 GiB of gp3',
    page: `${guide}CHAP_Storage.html`,
    accepts: ({ AllocatedStorage, StorageType }) => StorageType !== 'gp3' || within(AllocatedStorage, 20, 65_536),
    accepted: [{ StorageType: 'gp3', AllocatedStorage: 20 }],
    refused: [{ StorageType: 'gp3', AllocatedStorage: 10 }],
  },
  {
    ...create,
    member: 'Iops',
    expected:
      'nothing for gp3 below 400 GiB; 12,000 to 64,000 from there up; 1,000 to 256,000 of io2, 0.5 to 1,000 a GiB',
    code: combination,
    page: `${guide}CHAP_Storage.html`,
    accepts: ({ StorageType, AllocatedStorage: size, Iops }) => {
      if (StorageType === 'io2') return within(Iops ?? 0, Math.max(1000, size / 2), Math.min(256_000, size * 1000));
      return StorageType !== 'gp3' || Iops === undefined || (size >= 400 && within(Iops, 12_000, 64_000));
    },
    accepted: [
      { StorageType: 'gp3', AllocatedStorage: 200 },
      { StorageType: 'gp3', AllocatedStorage: 400, Iops: 12_000 },
      { StorageType: 'io2', AllocatedStorage: 100, Iops: 3000 },
    ],
    refused: [
      { StorageType: 'gp3', AllocatedStorage: 399, Iops: 3000 },
      { StorageType: 'gp3', AllocatedStorage: 400, Iops: 3000 },
      { StorageType: 'io2', AllocatedStorage: 100 },
      { StorageType: 'io2', AllocatedStorage: 10_000, Iops: 3000 },
    ],
  },
  {
    ...create,
    member: 'StorageThroughput',
    expected: '500 to 4,000 MiB/s and a quarter of the IOPS at most, of gp3 from 400 GiB up',
    code: combination,
    page: `${guide}CHAP_Storage.html`,
    accepts: ({ StorageType, AllocatedStorage: size, Iops = 12_000, StorageThroughput: found }) =>
      found === undefined || (StorageType === 'gp3' && size >= 400 && within(found, 500, Math.min(4000, Iops / 4))),
    accepted: [{ StorageType: 'gp3', AllocatedStorage: 400, Iops: 12_000, StorageThroughput: 500 }],
    refused: [
      { StorageType: 'gp3', AllocatedStorage: 399, StorageThroughput: 125 },
      { StorageType: 'gp3', AllocatedStorage: 400, Iops: 12_000, StorageThroughput: 3001 },
      { StorageType: 'io2', AllocatedStorage: 400, Iops: 12_000, StorageThroughput: 500 },
    ],
  },
  {
    ...instance,
    member: 'MaxAllocatedStorage',
    expected: 'at least 10% more than AllocatedStorage',
    code: combination,
    page: `${guide}USER_PIOPS.Autoscaling.html`,
    accepts: ({ AllocatedStorage, MaxAllocatedStorage: most }) =>
      !most || !AllocatedStorage || most >= AllocatedStorage * 1.1,
    accepted: [{ AllocatedStorage: 20, MaxAllocatedStorage: 50 }, { AllocatedStorage: 20 }],
    refused: [{ AllocatedStorage: 20, MaxAllocatedStorage: 20 }],
  },
  {
    ...instance,
    member: 'PreferredMaintenanceWindow',
    expected: 'a window that does not overlap PreferredBackupWindow',
    accepts: ({ PreferredBackupWindow, PreferredMaintenanceWindow }) =>
      areApart(PreferredBackupWindow, PreferredMaintenanceWindow),
    accepted: [{ PreferredBackupWindow: '01:00-02:00', PreferredMaintenanceWindow: 'tue:02:00-tue:03:00' }],
    refused: [
      { PreferredBackupWindow: '01:00-02:00', PreferredMaintenanceWindow: 'tue:01:30-tue:03:00' },
      { PreferredBackupWindow: '23:30-00:30', PreferredMaintenanceWindow: 'sun:23:00-mon:00:15' },
    ],
  },
  {
    ...create,
    member: 'MonitoringRoleArn',
    expected: 'a role where MonitoringInterval is not 0, and none where it is',
    code: combination,
    accepts: ({ MonitoringInterval = 0, MonitoringRoleArn }) =>
      MonitoringInterval > 0 === (MonitoringRoleArn !== undefined),
    accepted: [{ MonitoringInterval: 60, MonitoringRoleArn: 'arn:aws:iam::111122223333:role/monitoring' }, {}],
    refused: [{ MonitoringInterval: 60 }, { MonitoringRoleArn: 'arn:aws:iam::111122223333:role/monitoring' }],
  },
  {
    ...instance,
    member: 'MasterUserPassword',
    expected: 'no password where ManageMasterUserPassword is on',
    code: combination,
    accepts: ({ ManageMasterUserPassword, MasterUserPassword }) => !(ManageMasterUserPassword && MasterUserPassword),
    accepted: [{ ManageMasterUserPassword: true }],
    refused: [{ ManageMasterUserPassword: true, MasterUserPassword: 'eight-or-more' }],
  },
  {
    operations: ['rds DeleteDBInstance'],
    member: 'FinalDBSnapshotIdentifier',
    expected: 'a name of the final snapshot or SkipFinalSnapshot, not both',
    code: combination,
    page: `${api}API_DeleteDBInstance.html`,
    accepts: ({ SkipFinalSnapshot, FinalDBSnapshotIdentifier }) =>
      !SkipFinalSnapshot || FinalDBSnapshotIdentifier === undefined,
    accepted: [{}, { SkipFinalSnapshot: true }, { FinalDBSnapshotIdentifier: 'main-final' }],
    refused: [{ SkipFinalSnapshot: true, FinalDBSnapshotIdentifier: 'main-final' }],
  },
];
