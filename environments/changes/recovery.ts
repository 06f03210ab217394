import type { Changes } from './change';
import { protectedInAws } from './protection';

const off = { off: true, reason: 'made again from what it is a copy of' } as const;
const governance = { mode: 'governance', minRetentionDays: 3, maxRetentionDays: 35 } as const;
const compliance = {
  ...governance,
  mode: 'compliance',
  coolingOffDays: 14,
  reason: 'the regulator asks for it',
} as const;

/** Whether a store is in a plan: its tag. */
export const leavesPlan = {
  in: 'dev',
  to: off,
  does: 'in place',
  says: 'Its tag goes, and it is not backed up from then on. Those that are there stay until their plan ends them.',
} as const;

/** Backups. */
export const recovery: Changes = {
  recovery: [
    {
      in: 'dev',
      to: 'none',
      title: 'none, while stores are in a plan',
      does: 'refused',
      says: 'While a store names a plan. Where none does, the stack and its state stay until it is destroyed: vaults that are protected, and what is in them, do not go with a field.',
    },
  ],
  'recovery.region': [
    {
      to: 'none',
      does: 'refused',
      says: 'While a plan copies. Copies that are there stay until they end. Another region is refused by Terraform: what is in the first has its provider configuration. Its vault and key are taken out of the state first (`terraform state rm`), and stay in AWS.',
    },
    {
      in: 'dev',
      to: 'eu-west-3',
      with: { 'recovery.plans.daily.copyKeepDays': 3 },
      title: 'a region for copies',
      does: 'in place',
      says: 'A vault and a key are made there, and the plan copies to it from its next backup on. Backups that are there are not copied.',
    },
  ],
  'recovery.plans.*': [
    {
      in: 'dev',
      name: 'hourless',
      to: { at: '20:00', keepDays: 7, coldAfterDays: 'never', copyKeepDays: 'none' },
      title: 'a plan more',
      does: 'adds',
      says: 'It backs up the stores that name it.',
    },
    { in: 'dev', to: undefined, title: 'a plan less', does: 'refused', says: 'While a store names it.' },
  ],
  'recovery.plans.*.at': [
    { in: 'dev', to: '06:00', does: 'in place', says: 'From the next day on.' },
    {
      to: '01:30',
      does: 'refused',
      says: 'AWS Backup starts no job of RDS in a window of the database or in the hour before it.',
    },
  ],
  'recovery.plans.*.keepDays': [
    {
      in: 'dev',
      to: 7,
      does: 'in place',
      says: 'Of backups that are made from then on. Those that are there end when they were to end.',
    },
    {
      to: 90,
      does: 'refused',
      says: 'The lock of the vault keeps nothing for longer: widen it first, in the same change.',
    },
  ],
  'recovery.plans.*.coldAfterDays': [
    {
      in: 'dev',
      to: 1,
      does: 'refused',
      says: 'What goes to cold storage stays there for 90 days: `keepDays` is 90 more.',
    },
    {
      in: 'dev',
      to: 30,
      with: { 'recovery.plans.daily.keepDays': 120 },
      alone: true,
      title: 'after 30 days, kept for 120',
      does: 'in place',
      says: 'Backups of tables that are made from then on; those of databases stay where they are.',
    },
  ],
  'recovery.plans.*.copyKeepDays': [
    {
      to: 'none',
      does: 'refused',
      says: 'Of a critical environment. Else in place: what is copied by then stays until it ends.',
    },
  ],
  'recovery.lock': [
    {
      in: 'dev',
      to: governance,
      title: 'a lock of governance',
      does: 'adds',
      says: 'Nobody deletes a backup before its time, unless an administrator takes the lock away first. Jobs that keep theirs for less or longer fail.',
    },
    {
      in: 'dev',
      to: compliance,
      title: 'a lock of compliance',
      does: 'refused',
      says: 'Below critical: after the cooling-off time nobody can take it away, AWS included. Of a critical environment in place, and final after `coolingOffDays`.',
    },
  ],
  'recovery.restoreTest': [
    {
      in: 'dev',
      to: { day: 'SUN', at: '08:00' },
      title: 'each Sunday',
      does: 'adds',
      says: 'The latest backup of each store is restored beside it, and removed after an hour. A restore that fails is told to `notifications.alarms`.',
    },
  ],
  'recovery.reports': [
    {
      in: 'dev',
      to: { bucket: 'example-terrace-dev-recovery-reports' },
      title: 'reports',
      does: 'in place',
      says: 'A framework, and daily reports in a bucket under the key of the vault, which opens to S3. The region has to be recorded by AWS Config first.',
    },
  ],
  'recovery.deletionProtection': [
    {
      ...protectedInAws,
      says: 'Terraform refuses to destroy the vaults and their keys, the policies of the vaults let administrators alone delete what is in them, and the boundary keeps CI from both.',
    },
  ],
};
