import type { IConstruct } from 'constructs';
import { assertProp, object, oneOfNumbers, optional, type Prop } from '../props';

/** The days that EFS takes (EFS API reference, LifecyclePolicy). */
const choices = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;
type Days = (typeof choices)[number];

/** When files that nobody reads or writes move to cheaper storage, in days. A file that is read moves back. */
export interface FileLifecycle {
  /**
   * To Infrequent Access: cheaper to keep, charged by access.
   * @default not moved
   */
  readonly infrequentAccessDays?: Days;
  /**
   * To Archive: cheaper again, for files that are read a few times a year, and kept for 90 days or charged for them. Later than to Infrequent Access.
   * @default not moved
   */
  readonly archiveDays?: Days;
}

const days = oneOfNumbers('days', choices, { structure: true, source: 'EFS API reference, LifecyclePolicy' });

export const fileLifecycle: Prop<FileLifecycle> = object<FileLifecycle>({
  infrequentAccessDays: optional(days, 'not moved'),
  archiveDays: optional(days, 'not moved'),
});

export const defaultLifecycle: FileLifecycle = { infrequentAccessDays: 30, archiveDays: 90 };

/** Throws a PropsError for a lifecycle that EFS refuses: Archive before Infrequent Access, or of a file system that is not elastic. */
export function assertLifecycle(scope: IConstruct, lifecycle: FileLifecycle, isElastic: boolean): void {
  const { infrequentAccessDays, archiveDays } = lifecycle;
  if (archiveDays === undefined) return;
  const isLater = infrequentAccessDays !== undefined && infrequentAccessDays < archiveDays;
  const expected = 'more days than infrequentAccessDays, after which EFS takes files alone';
  assertProp(scope, 'lifecycle.archiveDays', isLater, expected, archiveDays);
  assertProp(scope, 'lifecycle.archiveDays', isElastic, 'nothing, for a throughput other than elastic', archiveDays);
}

/** EFS takes one transition in each policy. */
export function lifecyclePolicies({ infrequentAccessDays, archiveDays }: FileLifecycle) {
  const after = (count: Days) => `AFTER_${count}_${count === 1 ? 'DAY' : 'DAYS'}`;
  return [
    ...(infrequentAccessDays === undefined ? [] : [{ transitionToIa: after(infrequentAccessDays) }]),
    ...(archiveDays === undefined ? [] : [{ transitionToArchive: after(archiveDays) }]),
    ...(infrequentAccessDays === undefined ? [] : [{ transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }]),
  ];
}
