import { leastColdDays } from '../../modules/backup/cold-storage';
import { startsNear } from '../../modules/windows';
import type { Finding } from '../load/problem';
import { nearest } from '../schema/field';
import { eachNamed, type Part } from './each';
import type { Sound } from './sound';
import type { Environment } from '../schema';

type Recovery = Exclude<Sound<Environment['recovery']>, 'none'>;
type Plan = NonNullable<NonNullable<Recovery['plans']>[string]>;

const recoveryOf = ({ recovery }: Part) => (typeof recovery === 'object' ? recovery : undefined);
const storeFields = ['databases', 'clusters', 'tables', 'fileSystems'] as const;

function eachPlan(part: Part, law: (plan: Plan, path: string[]) => Finding[]): Finding[] {
  return Object.entries(recoveryOf(part)?.plans ?? {}).flatMap(([name, plan]) =>
    plan ? law(plan, ['recovery', 'plans', name]) : [],
  );
}

/** A store is in a plan that there is. */
export function plansExist(part: Part): Finding[] {
  const { recovery } = part;
  if (recovery === undefined || (recovery !== 'none' && recovery.plans === undefined)) return [];
  const names = recovery === 'none' ? [] : Object.keys(recovery.plans ?? {});
  const expected = (found: string) =>
    recovery === 'none'
      ? 'an object of off, reason, since recovery is "none"'
      : `a plan of recovery.plans${nearest(found, names)}`;
  return storeFields.flatMap((field) =>
    eachNamed(part, field, ({ backupPlan }, path) =>
      typeof backupPlan !== 'string' || names.includes(backupPlan)
        ? []
        : [{ path: [...path, 'backupPlan'], expected: expected(backupPlan) }],
    ),
  );
}

/** A copy of the states that is lost with its region is none. */
export function statesAreElsewhere({ region, state }: Part): Finding[] {
  const { replica } = state ?? {};
  if (typeof replica !== 'object' || replica.region === undefined || replica.region !== region) return [];
  return [{ path: ['state', 'replica', 'region'], expected: 'another region than that of the environment' }];
}

/** The states of a critical environment outlive its region: what is of the account, such as names and roles, is still there then. */
export function statesWhereCritical({ criticality, state }: Part): Finding[] {
  if (criticality !== 'critical' || state?.replica !== 'none') return [];
  return [{ path: ['state', 'replica'], expected: 'an object of region, bucket, since criticality is critical' }];
}

/** Copies go to another region, and a region is decided only if something is copied there. */
export function copiesHaveRegion(part: Part): Finding[] {
  const { region } = recoveryOf(part) ?? {};
  if (region === undefined) return [];
  const path = ['recovery', 'region'];
  if (region === part.region) return [{ path, expected: 'another region than that of the environment' }];
  const copied = eachPlan(part, ({ copyKeepDays }, path) =>
    typeof copyKeepDays === 'number'
      ? [{ path: [...path, 'copyKeepDays'], expected: '"none", since recovery.region is "none"' }]
      : [],
  );
  if (region === 'none') return copied;
  const areKnown = Object.values(recoveryOf(part)?.plans ?? {}).every((plan) => plan?.copyKeepDays !== undefined);
  if (copied.length > 0 || !areKnown) return [];
  return [{ path, expected: '"none", since no plan copies anything' }];
}

/** Backups of a critical environment outlive its region. */
export function copiesWhereCritical(part: Part): Finding[] {
  if (part.criticality !== 'critical' || !recoveryOf(part)) return [];
  return eachPlan(part, ({ copyKeepDays }, path) =>
    copyKeepDays === 'none'
      ? [{ path: [...path, 'copyKeepDays'], expected: 'a number of days, since criticality is critical' }]
      : [],
  );
}

/** AWS Backup keeps in cold storage for 90 days what goes there. Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
export function coldForLong(part: Part): Finding[] {
  return eachPlan(part, ({ keepDays, coldAfterDays }, path) => {
    if (typeof coldAfterDays !== 'number' || keepDays === undefined || keepDays >= coldAfterDays + leastColdDays)
      return [];
    const expected = `${coldAfterDays + leastColdDays} or more, since a backup that goes to cold storage after ${coldAfterDays} days stays there for ${leastColdDays}`;
    return [{ path: [...path, 'keepDays'], expected }];
  });
}

/** A vault with a lock fails the jobs that keep their backups for less or longer. Source: PutBackupVaultLockConfiguration of the AWS Backup API. */
export function lockFitsPlans(part: Part): Finding[] {
  const { lock } = recoveryOf(part) ?? {};
  if (typeof lock !== 'object' || !('mode' in lock)) return [];
  const { minRetentionDays: least, maxRetentionDays: most } = lock;
  if (least === undefined || most === undefined) return [];
  if (most < least)
    return [{ path: ['recovery', 'lock', 'maxRetentionDays'], expected: `minRetentionDays, ${least}, or more` }];
  const expected = `${least} to ${most}, which the lock holds the vaults to: jobs that keep theirs for less or longer fail`;
  return eachPlan(part, (plan, path) =>
    (['keepDays', 'copyKeepDays'] as const).flatMap((field) => {
      const days = plan[field];
      if (typeof days !== 'number' || (days >= least && days <= most)) return [];
      return [{ path: [...path, field], expected }];
    }),
  );
}

/** What nobody can ever take away, and has to pay for, is for what would hurt most to lose. */
export function complianceWhereCritical(part: Part): Finding[] {
  const { lock } = recoveryOf(part) ?? {};
  if (typeof lock !== 'object' || !('mode' in lock) || lock.mode !== 'compliance') return [];
  if (part.criticality === undefined || part.criticality === 'critical') return [];
  const expected = `"governance", since criticality is ${part.criticality}: nobody could ever delete the backups before their time`;
  return [{ path: ['recovery', 'lock', 'mode'], expected }];
}

/** Nobody deletes the backups of a critical environment with its stack. */
export function backupsAreKept(part: Part): Finding[] {
  const { deletionProtection } = recoveryOf(part) ?? {};
  if (part.criticality !== 'critical' || deletionProtection === undefined || deletionProtection === 'on') return [];
  return [{ path: ['recovery', 'deletionProtection'], expected: '"on", since criticality is critical' }];
}

/**
 * AWS Backup starts no job of RDS in its windows or in the hour before one; a job starts within an hour of its time.
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
 */
export function backupsClearOfWindows(part: Part): Finding[] {
  const { plans = {} } = recoveryOf(part) ?? {};
  return (['databases', 'clusters'] as const).flatMap((field) =>
    eachNamed(part, field, (store, path, name) => {
      const { backupPlan } = store;
      const at = typeof backupPlan === 'string' && Object.hasOwn(plans, backupPlan) ? plans[backupPlan]?.at : undefined;
      if (at === undefined) return [];
      const windows = (['backupWindow', 'maintenanceWindow'] as const).filter(
        (window) => store[window] !== undefined && startsNear(at, store[window], 60),
      );
      return windows.slice(0, 1).map((window) => ({
        path: ['recovery', 'plans', String(backupPlan), 'at'],
        expected: `a time that is neither within 2 hours before ${window} ${store[window]} of ${path[0]}.${name} nor in it`,
      }));
    }),
  );
}
