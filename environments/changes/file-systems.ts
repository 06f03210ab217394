import { prod } from '../prod';
import type { Changes } from './change';
import { protectedByTerraform, unprotected, unprotectedAlone } from './protection';
import { leavesPlan } from './recovery';

const unused = { 'services.web.fileSystems': undefined, 'services.worker.fileSystems': undefined };
const { receipts } = prod.fileSystems;
const [own, other] = [receipts.accessPoints.receipts, { uid: 10_002, gid: 10_002 }];

/** Elastic File System. */
export const fileSystems: Changes = {
  'fileSystems.*': [
    { to: undefined, title: 'a file system less', does: 'refused', says: 'While services mount it.' },
    {
      to: undefined,
      with: unused,
      title: 'a file system less, that no service mounts',
      destroys: ['aws_efs_file_system'],
      does: 'removes',
      says: 'The gate of the review closes (`change/data-stores-retained`). EFS deletes its files with it; backups in the vault stay. docs/guides/retire.md has the steps.',
    },
    {
      name: 'exports',
      to: { ...receipts, accessPoints: { reports: own } },
      title: 'a file system more',
      does: 'adds',
      says: 'With a mount target in each zone, its security group and its alarms. The first one lets CI and the roles of services use EFS: apply `account` first. Services have it once they name it.',
    },
  ],
  'fileSystems.*.accessPoints': [
    {
      to: { receipts: own, imports: other },
      title: 'one more',
      does: 'adds',
      says: 'It is created, and the output that services read has its ID.',
    },
  ],
  'fileSystems.*.accessPoints.*': [
    {
      name: ['receipts', 'receipts'],
      to: undefined,
      title: 'one less',
      does: 'refused',
      says: 'While services name it. Then it goes; its directory and files stay, and another access point with the same name has them again.',
    },
    {
      name: ['receipts', 'imports'],
      to: other,
      title: 'one more',
      does: 'adds',
      says: 'As accessPoints.',
    },
  ],
  'fileSystems.*.accessPoints.*.uid': [
    {
      to: 20_001,
      does: 'replaces',
      says: 'EFS changes no access point: the old one goes first, and what mounts it loses its files until `service` is applied. Add an access point instead, and let services name that; its directory is another one. A directory keeps its owner.',
    },
  ],
  'fileSystems.*.accessPoints.*.gid': [{ to: 20_001, does: 'replaces', says: 'As uid.' }],
  'fileSystems.*.throughput': [
    {
      to: { provisionedMibps: 64 },
      with: { 'fileSystems.receipts.archiveAfterDays': 'never' },
      does: 'in place',
      says: 'At once. EFS lets it go down, or become another mode, once a day. Archive is of an elastic one alone.',
    },
  ],
  'fileSystems.*.infrequentAccessAfterDays': [
    { to: 60, does: 'in place', says: 'At once. What has moved stays where it is until it is read.' },
  ],
  'fileSystems.*.archiveAfterDays': [{ to: 'never', does: 'in place', says: 'As infrequentAccessAfterDays.' }],
  'fileSystems.*.backupPlan': [leavesPlan],
  'fileSystems.*.deletionProtection': [
    unprotected(),
    {
      ...unprotectedAlone(
        'Where criticality is critical and a service mounts it. Else nothing in AWS: Terraform would destroy it, and its files, with its stack.',
      ),
      does: 'refused',
    },
    { ...protectedByTerraform, with: { 'dataKey.deletionProtection': 'on' } },
  ],
};
