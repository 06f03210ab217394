import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  amount,
  either,
  map,
  matching,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  wholeNumber,
  type Description,
} from '../props';
import { accessPoint, type AccessPointProps } from './access-point';
import { fileLifecycle, type FileLifecycle } from './lifecycle';

export interface FileSystemProps {
  /** The file system's name, and the creation token by which EFS makes it once: `prod-shared`. Another one replaces it, which Terraform refuses. */
  readonly name: string;
  /** It has a mount target in each zone of the data tier: clients of a zone use that of theirs. */
  readonly network: NetworkRef;
  /** Encrypts the files. A `Key` is opened to EFS; one that is only referred to must admit it. Another one replaces the file system, which Terraform refuses. */
  readonly key: KeyRef;
  /** The ways in, by name: each is one directory and one user. There is no other way in. */
  readonly accessPoints: Readonly<Record<string, AccessPointProps>>;
  readonly alarms: FileSystemAlarmThresholds;
  /**
   * `elastic` follows the load and is charged by what is read and written; `bursting` follows the size; provisioned is a number of MiB a second. Each may become another
   * in place, once a day. EFS has Archive where it is elastic alone: before it becomes another, `lifecycle` goes without `archiveDays`, and no file may be in Archive.
   * @default elastic
   */
  readonly throughput?: 'elastic' | 'bursting' | { readonly provisionedMibps: number };
  /**
   * When files move to cheaper storage; `{}` is never.
   * @default { infrequentAccessDays: 30, archiveDays: 90 }; without archiveDays where it is not elastic
   */
  readonly lifecycle?: FileLifecycle;
  /**
   * A copy in another region that EFS makes and keeps up to date, and that nobody else writes. It stays when the replication is removed, and can be written then.
   * @default none
   */
  readonly replica?: FileSystemReplica;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy or replace it, and AWS Backup keeps a copy of each day for 35 days
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly automaticBackups?: OptOut };
}

export interface FileSystemReplica {
  readonly region: string;
  /** A key of that region. A `Key` is opened to EFS. It cannot be changed later. */
  readonly key: KeyRef;
}

export interface FileSystemAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Throughput in use, in percent of what EFS permits at the time, over 15 minutes.
   * @default 80
   */
  readonly throughputPercent?: number;
  /**
   * Operations in use, in percent of what the file system can do, over 15 minutes.
   * @default 90
   */
  readonly ioLimitPercent?: number;
  /**
   * Burst credits left, in GiB, where the throughput is `bursting`.
   * @default 100
   */
  readonly burstCreditsGib?: number;
  /**
   * Minutes that a replica is behind, over 15 minutes. EFS aims at 15 minutes for most file systems.
   * @default 60
   */
  readonly replicationLagMinutes?: number;
}

const known = { structure: true };
const percent = wholeNumber('percent', 1, 100, known);

/** The name of an access point: it becomes a directory, and part of the names of policies. */
export const accessPointName = matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 of a-z, 0-9 and -, a letter first', known);

export const fileSystemName = matching(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}[A-Za-z0-9]$/, '2 to 64 letters, digits and -', {
  ...known,
  source: 'EFS API reference, CreateFileSystem, CreationToken',
});

export const fileSystemProps: Description<FileSystemProps> = {
  name: fileSystemName,
  network: networkRef,
  key: keyRef,
  // A file system has up to 10,000 (EFS user guide, Amazon EFS quotas); a stack has not.
  accessPoints: map('access points', accessPointName, accessPoint, { min: 1, max: 100 }),
  alarms: object<FileSystemAlarmThresholds>({
    topic: topicRef,
    throughputPercent: optional(percent, '80'),
    ioLimitPercent: optional(percent, '90'),
    burstCreditsGib: optional(amount('GiB', 0, 1_000_000, known), '100'),
    replicationLagMinutes: optional(wholeNumber('minutes', 1, 10_080, known), '60'),
  }),
  throughput: optional(
    either<'elastic' | 'bursting', { readonly provisionedMibps: number }>(
      oneOf(['elastic', 'bursting']),
      object<{ readonly provisionedMibps: number }>({
        provisionedMibps: amount('MiB a second', 0, 3414, {
          ...known,
          source: 'EFS API reference, CreateFileSystem, ProvisionedThroughputInMibps',
        }),
      }),
    ),
    'elastic',
  ),
  lifecycle: optional(
    fileLifecycle,
    '{ infrequentAccessDays: 30, archiveDays: 90 }; without archiveDays where it is not elastic',
  ),
  // What is of another region is checked where the replica is made.
  replica: optional(
    reference<FileSystemReplica>('a replica', { region: regionName, key: { ...keyRef, members: {} } }),
    'none',
  ),
  optOuts: optional(
    object<NonNullable<FileSystemProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy or replace it'),
      automaticBackups: optional(optOut, 'AWS Backup keeps a copy of each day'),
    }),
    'none',
  ),
};
