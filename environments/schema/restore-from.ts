import { z } from 'zod';
import { fields, matching, nameOf } from './field';

const moment = /^20\d\d-[01]\d-[0-3]\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** What a database or a cluster is made from. */
export function restoreFromOf(what: 'database' | 'cluster') {
  return z.union(
    [
      z.literal('none'),
      fields({
        /** The identifier of a snapshot under the key of this environment; of an automated one with `rds:` in front. */
        snapshot: matching(/^(rds:)?[A-Za-z][A-Za-z\d]*(-[A-Za-z\d]+)*$/, 'the identifier of a snapshot'),
      }),
      fields({
        /** Another one, and a time within its backups. */
        pointInTime: fields({
          /** Its name, in the same field. */
          of: nameOf(`a ${what}`),
          /** UTC, to the second: `2026-09-01T10:00:00Z`. */
          at: matching(moment, 'a time in UTC such as 2026-09-01T10:00:00Z'),
        }),
      }),
    ],
    { error: () => '"none", an object of snapshot, or an object of pointInTime' },
  );
}
