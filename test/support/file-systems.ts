/** A file system beside those that prod has. */
export const fileSystem = {
  accessPoints: { reports: { uid: 10_001, gid: 10_001 } },
  throughput: 'elastic',
  infrequentAccessAfterDays: 30,
  archiveAfterDays: 90,
  backupPlan: 'daily',
  deletionProtection: 'on',
} as const;
