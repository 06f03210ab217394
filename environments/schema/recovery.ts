import { z } from 'zod';
import { regions } from '../aws/regions';
import { newBucket } from './bucket-name';
import {
  byWord,
  fields,
  listed,
  matching,
  named,
  nameOf,
  oneOf,
  protection,
  reason,
  switchedOff,
  wholeNumber,
} from './field';

const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in UTC from 00:00 to 23:59');
/** AWS Backup keeps nothing longer. Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
const days = (least = 1) => wholeNumber('days', least, 36_500);

/** Which plan of `recovery.plans` backs a store up; off only with a reason, which the review sees. */
export const backupPlan = z.union([nameOf('a plan of recovery.plans'), switchedOff()], {
  error: () => 'the name of a plan of recovery.plans, or an object of off, reason',
});

const plan = fields({
  /** When, each day, in UTC: `05:00`, or within the hour after it. Outside the windows of its databases, and an hour before them. */
  at: time,
  /** Days that a backup is kept, 1 to 36500. With a lock, nobody deletes it sooner. */
  keepDays: days(),
  /** Days after which backups of tables go to cold storage, where they are cheaper to keep, dearer to restore, and stay for 90 days or longer; or `never`. */
  coldAfterDays: z.union([days(), z.literal('never')], { error: () => 'a whole number of days, or "never"' }),
  /** Days that its copy in the recovery region is kept, or `none`. */
  copyKeepDays: z.union([days(), z.literal('none')], { error: () => 'a whole number of days, or "none"' }),
});

const range = {
  /** The least that a backup may be kept: jobs that keep theirs for less fail. */
  minRetentionDays: days(),
  /** The most, likewise. */
  maxRetentionDays: days(),
};

const lock = z.union(
  [
    byWord('mode', [
      fields({
        /** Administrators may take the lock away. */
        mode: z.literal('governance'),
        ...range,
      }),
      fields({
        /** Nobody may after the cooling-off time, AWS included: backups, and what they cost, stay for as long as their plan decided. Of critical environments alone. */
        mode: z.literal('compliance'),
        ...range,
        /**
         * Days from the apply on in which the lock may still be taken away: 3 to 36500.
         * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html
         */
        coolingOffDays: days(3),
        /** Why nobody may ever take it away, 10 to 300 characters. */
        reason: reason(),
      }),
    ]),
    switchedOff(),
  ],
  { error: () => 'an object of mode, minRetentionDays, maxRetentionDays, or of off, reason' },
);

/** Where backups are kept and how they are tried; `none` where nothing is backed up beside the services' own backups. */
export const recovery = z.union(
  [
    z.literal('none'),
    fields({
      /** The region that backups are copied to: another than `region`; or `none`. */
      region: listed('a region, or "none",', ['none', ...regions.keys()], 'regions.ts'),
      /** Backup plans by name: 1 to 21 of a-z, 0-9 and single hyphens. Stores name theirs. */
      plans: named('plans', plan),
      /** How AWS Backup holds everybody to the retention of its vaults. */
      lock,
      /** When the latest backup of each store is restored beside it and removed again, each week; off only with a reason. */
      restoreTest: z.union(
        [
          fields({
            /** The day of the week: `SUN`. */
            day: oneOf(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']),
            /** When, in UTC: `08:00`. */
            at: time,
          }),
          switchedOff(),
        ],
        { error: () => 'an object of day, at, or of off, reason' },
      ),
      /** Where daily reports of backups, copies and restores are written, with a framework that AWS Config judges; or `none`. */
      reports: z.union(
        [
          z.literal('none'),
          fields({
            /** The bucket: unique in all of AWS. */
            bucket: newBucket,
          }),
        ],
        { error: () => '"none" or an object of bucket' },
      ),
      /** Whether Terraform refuses to destroy the vaults, and their policies let administrators alone delete what is in them; off only with a reason. */
      deletionProtection: protection(),
    }),
  ],
  { error: () => '"none" or an object of region, plans, lock, restoreTest, reports, deletionProtection' },
);
