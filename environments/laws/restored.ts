import type { Finding } from '../load/problem';
import { nearest } from '../schema/field';

/** What a database and a cluster have in common here, as far as it is sound. */
export interface Restorable {
  readonly engine?: string;
  readonly restoreFrom?:
    'none' | { readonly snapshot?: string } | { readonly pointInTime?: { readonly of?: string; readonly at?: string } };
}

/**
 * What is restored to a point in time is another one than its source, which the file has, of the same engine.
 *
 * @param path to its `restoreFrom`
 * @param all that it may be restored from by name, itself among them
 */
export function restoredFrom(
  what: 'database' | 'cluster',
  name: string,
  { engine, restoreFrom: from }: Restorable,
  path: readonly string[],
  all: Readonly<Record<string, Restorable | undefined>>,
): Finding[] {
  if (typeof from !== 'object' || !('pointInTime' in from) || from.pointInTime?.of === undefined) return [];
  const { of } = from.pointInTime;
  const place = [...path, 'pointInTime', 'of'];
  const others = Object.keys(all).filter((other) => other !== name);
  if (!others.includes(of)) {
    const another = `another ${what} of this environment${nearest(of, others)}`;
    return [{ path: place, expected: `${another}; of one that is restored, restoreFrom may be "none"` }];
  }
  const its = all[of]?.engine;
  if (its === undefined || engine === undefined || its === engine) return [];
  return [{ path: place, expected: `a ${what} of the same engine` }];
}
