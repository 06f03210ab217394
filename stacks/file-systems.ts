import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { backUp } from '../modules/backup';
import { FileSystem, type FileSystemProps } from '../modules/file-system';
import type { Key } from '../modules/kms';
import type { TopicRef } from '../modules/notifications';

type Decided = Environment['fileSystems'][string];

interface Shared {
  readonly network: FileSystemProps['network'];
  readonly key: Key;
  readonly alarms: TopicRef;
}

/** A file system as its environment decides it, in the data tier and under the data key. */
export function addFileSystem(
  scope: Construct,
  { name: environment }: Environment,
  name: string,
  decided: Decided,
  { network, key, alarms: topic }: Shared,
): FileSystem {
  const { accessPoints, throughput, infrequentAccessAfterDays, archiveAfterDays, backupPlan } = decided;
  const fileSystem = new FileSystem(scope, `file-system-${name}`, {
    ...{ name: `${environment}-${name}`, network, key, accessPoints, throughput, alarms: { topic } },
    lifecycle: {
      ...(infrequentAccessAfterDays !== 'never' && { infrequentAccessDays: infrequentAccessAfterDays }),
      ...(archiveAfterDays !== 'never' && { archiveDays: archiveAfterDays }),
    },
    optOuts: optOutsOf(decided),
  });
  backUp(fileSystem, backupPlan);
  return fileSystem;
}

/** AWS's own plan for EFS is for what is in no plan of the environment. */
function optOutsOf({ backupPlan, deletionProtection }: Decided): FileSystemProps['optOuts'] {
  return {
    ...(deletionProtection !== 'on' && { deletionProtection }),
    ...(typeof backupPlan === 'string' && {
      automaticBackups: { off: true, reason: `it is in the plan ${backupPlan} of recovery.plans` },
    }),
  };
}
