import type { Change, Changes } from './change';
import { ofAdded } from './of-added';
import { leavesPlan } from './recovery';

/** A file system, as prod would have it. */
export const fileSystem = {
  accessPoints: { reports: { uid: 10_001, gid: 10_001 } },
  throughput: 'elastic',
  infrequentAccessAfterDays: 30,
  archiveAfterDays: 90,
  backupPlan: 'daily',
  deletionProtection: 'on',
} as const;

const reason = 'holds what can be made again';

const ofNew = ofAdded('fileSystems.exports', fileSystem, { title: 'of a file system that is added' });

function ofAccessPoint(field: 'uid' | 'gid', says: string): readonly Change[] {
  const accessPoints = { reports: { ...fileSystem.accessPoints.reports, [field]: 20_001 } };
  return [
    {
      ...{ name: ['exports', 'reports'], to: 20_001, title: 'of one that is added', does: 'in place', says },
      with: { 'fileSystems.exports': { ...fileSystem, accessPoints } },
    },
  ];
}

/** Elastic File System. */
export const fileSystems: Changes = {
  'fileSystems.*': [
    {
      name: 'exports',
      to: fileSystem,
      title: 'a file system more',
      does: 'in place',
      says: 'With a mount target in each zone, its security group and its alarms. The first one lets CI and the roles of services use EFS: apply `account` first. Services have it once they name it. One less: refused while services name it; then docs/guides/retire.md has the steps.',
    },
  ],
  'fileSystems.*.accessPoints': ofNew(
    'accessPoints',
    { reports: fileSystem.accessPoints.reports, imports: { uid: 10_002, gid: 10_002 } },
    'Of one that is there: one more is added. One less is refused while services name it; its directory and files stay.',
  ),
  'fileSystems.*.accessPoints.*': [
    {
      ...{ name: ['exports', 'imports'], to: { uid: 10_002, gid: 10_002 }, title: 'of one that is added' },
      ...{ does: 'in place', says: 'As accessPoints.' },
      with: {
        'fileSystems.exports': {
          ...fileSystem,
          accessPoints: { ...fileSystem.accessPoints, imports: { uid: 10_002, gid: 10_002 } },
        },
      },
    },
  ],
  'fileSystems.*.accessPoints.*.uid': ofAccessPoint(
    'uid',
    'Of one that is there: replaces the access point, and what mounts it gets a new revision. The directory keeps its owner: give it the new one first, from a task that mounts it.',
  ),
  'fileSystems.*.accessPoints.*.gid': ofAccessPoint('gid', 'As uid.'),
  'fileSystems.*.throughput': ofNew(
    'throughput',
    { provisionedMibps: 64 },
    'Of one that is there, in place and at once; EFS lets it go down, or become another mode, once a day. Archive is of an elastic one alone.',
    { archiveAfterDays: 'never' },
  ),
  'fileSystems.*.infrequentAccessAfterDays': ofNew(
    'infrequentAccessAfterDays',
    60,
    'Of one that is there, in place and at once. What has moved stays where it is until it is read.',
  ),
  'fileSystems.*.archiveAfterDays': ofNew('archiveAfterDays', 'never', 'As infrequentAccessAfterDays.'),
  'fileSystems.*.backupPlan': [
    {
      ...{ name: 'exports', to: { off: true, reason }, title: 'of one that is added', does: 'in place' },
      says: leavesPlan.says,
      with: { 'fileSystems.exports': { ...fileSystem, backupPlan: { off: true, reason } } },
    },
  ],
  'fileSystems.*.deletionProtection': [
    {
      ...{ name: 'exports', to: { off: true, reason }, title: 'of one that is added', does: 'refused' },
      says: 'Refused where criticality is critical. Elsewhere nothing changes in AWS: Terraform no longer refuses to destroy it.',
      with: { 'fileSystems.exports': { ...fileSystem, deletionProtection: { off: true, reason } } },
    },
  ],
};
