import { tooEarly } from '../../modules/bucket/storage-classes';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { nearest } from '../schema/field';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** The trail records objects of buckets that the environment has. */
export function recordedBucketsExist({ audit, buckets = {} }: Part): Finding[] {
  const objects = audit?.dataEvents?.objects;
  if (!Array.isArray(objects)) return [];
  const names = Object.keys(buckets);
  return objects.flatMap((name: string | undefined, index) => {
    if (name === undefined || names.includes(name)) return [];
    return [{ path: ['audit', 'dataEvents', 'objects', index], expected: `a name of buckets${nearest(name, names)}` }];
  });
}

/** The organization's trail records what the organization decides. */
export function dataEventsAreOfOwnTrail({ audit }: Part): Finding[] {
  if (audit?.trail !== 'organization') return [];
  const { objects, functions } = audit.dataEvents ?? {};
  const since = "since the trail is the organization's";
  const isOff = objects === undefined || (typeof objects === 'object' && 'off' in objects);
  return [
    ...(isOff ? [] : [{ path: ['audit', 'dataEvents', 'objects'], expected: `an object of off, reason, ${since}` }]),
    ...(functions === 'all' ? [{ path: ['audit', 'dataEvents', 'functions'], expected: `"none", ${since}` }] : []),
  ];
}

/** No rule deletes what is locked, and none moves what it would then delete before S3 has charged for its class. */
export function archiveKeepsInTime({ audit }: Part): Finding[] {
  const { retentionDays, lock, glacierAfterDays } = audit?.archive ?? {};
  if (retentionDays === undefined) return [];
  const lockDays = lock && 'days' in lock ? lock.days : undefined;
  const path = (...rest: string[]) => ['audit', 'archive', ...rest];
  const tooLong =
    lockDays !== undefined && lockDays > retentionDays
      ? [{ path: path('lock', 'days'), expected: `no more than retentionDays, ${retentionDays}` }]
      : [];
  if (typeof glacierAfterDays !== 'number') return tooLong;
  const [early] = tooEarly({ glacierFlexibleDays: glacierAfterDays, expireDays: retentionDays });
  if (!early) return tooLong;
  const least = `${glacierAfterDays + 90} days or more, since glacierAfterDays is ${glacierAfterDays} and S3 charges for 90 days of that class`;
  return [...tooLong, { path: path('retentionDays'), expected: least }];
}

/** Where an outage or a leak hurts most, the record of it is safe from everybody, also in the only environment that there is. */
export function criticalArchiveIsKept({ criticality, audit }: Part): Finding[] {
  if (criticality !== 'critical') return [];
  const { lock, deletionProtection } = audit?.archive ?? {};
  return [
    ...(lock && 'off' in lock
      ? [{ path: ['audit', 'archive', 'lock'], expected: 'an object of days, since criticality is critical' }]
      : []),
    ...(typeof deletionProtection === 'object'
      ? [{ path: ['audit', 'archive', 'deletionProtection'], expected: '"on", since criticality is critical' }]
      : []),
  ];
}
