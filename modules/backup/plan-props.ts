import { roleRef, type RoleRef } from '../iam/role-ref';
import {
  accountId,
  flag,
  list,
  map,
  matching,
  object,
  optional,
  regionName,
  wholeNumber,
  type Description,
} from '../props';
import { timeOfDay } from '../server-group/schedules';
import { vaultRef, type VaultRef } from './vault-ref';

export interface BackupPlanProps {
  /** The plan's name in AWS: `prod-daily`. */
  readonly name: string;
  /** The account and region of the stores that it backs up. */
  readonly account: string;
  readonly region: string;
  /** The value of the tag `backup` that its stores have: `daily`. `backUp` gives them the tag. */
  readonly tag: string;
  /** Where the recovery points are kept. */
  readonly vault: VaultRef;
  /** What makes them: a `BackupRole`. */
  readonly role: RoleRef;
  /** By name: `daily`, `monthly`. */
  readonly rules: Readonly<Record<string, BackupRuleProps>>;
}

export interface BackupRuleProps {
  /** When, each day, in UTC: `05:00`. AWS Backup starts within the hour. */
  readonly at: string;
  /**
   * The day of the month, 1 to 28, for a backup a month.
   * @default every day
   */
  readonly dayOfMonth?: number;
  /** Days that a recovery point is kept; 1 to 36500. */
  readonly keepDays: number;
  /**
   * Days after which it goes to cold storage, where it stays 90 days or longer: of file systems and tables. Those of others stay where they are.
   * @default never
   */
  readonly coldAfterDays?: number;
  /**
   * Whether a store that can be is restored to any second of the last days, 35 at most. AWS Backup takes over the automated backups of RDS then, with their retention and
   * window.
   * @default false: the store as it was at the time of the backup
   */
  readonly continuous?: boolean;
  /**
   * The vaults of other regions that each recovery point is copied to.
   * @default none
   */
  readonly copies?: readonly CopyProps[];
}

export interface CopyProps {
  readonly vault: VaultRef;
  /** Days that the copy is kept; 1 to 36500. */
  readonly keepDays: number;
}

const api = 'AWS Backup API reference';
/** Selections, rules and plans have names alike. */
export const backupName = matching(/^[\w.-]{1,50}$/, '1 to 50 letters, digits and -_.', {
  structure: true,
  source: `${api}, CreateBackupPlan, BackupPlanName`,
});
/** Tagging AWS Resources user guide, Tag naming limits and requirements. */
export const backupTag = matching(/^[\w.:/=+@-]{1,128}$/, '1 to 128 letters, digits and ._:/=+-@', { structure: true });
const days = wholeNumber('days', 1, 36_500, { structure: true, source: `${api}, Lifecycle` });

const rule = object<BackupRuleProps>({
  at: timeOfDay,
  // Every month has 28.
  dayOfMonth: optional(wholeNumber('days', 1, 28, { structure: true }), 'every day'),
  keepDays: days,
  coldAfterDays: optional(days, 'never'),
  continuous: optional(flag(), 'false'),
  // A vault of another region: its place is not the plan's.
  copies: optional(
    list('copies', object<CopyProps>({ vault: { ...vaultRef, members: {} }, keepDays: days }), { min: 1, max: 5 }),
    'none',
  ),
});

export const backupPlanProps: Description<BackupPlanProps> = {
  name: backupName,
  account: accountId,
  region: regionName,
  tag: backupTag,
  vault: vaultRef,
  role: roleRef,
  rules: map('rules', backupName, rule, { min: 1, max: 10 }),
};
