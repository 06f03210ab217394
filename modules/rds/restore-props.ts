import { identifier, matching, object, optional } from '../props';

/** One of the two. The instance has the key and the master user of what it is restored from. */
export interface DatabaseRestoreProps {
  /**
   * A snapshot under the same key: `prod-main-before-17`, or an automated one, `rds:prod-main-2026-09-01-01-05`.
   * @default none
   */
  readonly snapshot?: string;
  /**
   * Another instance, `of`, as it was at a time of its backups, `at`, in UTC: `2026-09-01T10:00:00Z`.
   * @default none
   */
  readonly pointInTime?: { readonly of: string; readonly at: string };
}

const time = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d`;

export const restoreFrom = object<DatabaseRestoreProps>({
  snapshot: optional(
    matching(/^(?=.{1,255}$)(rds:)?[A-Za-z][A-Za-z\d]*(-[A-Za-z\d]+)*$/, 'the identifier of a snapshot', {
      source: 'RDS API reference, RestoreDBInstanceFromDBSnapshot',
    }),
    'none',
  ),
  pointInTime: optional(
    object<NonNullable<DatabaseRestoreProps['pointInTime']>>({
      of: identifier(63, 'RDS API reference, RestoreDBInstanceToPointInTime'),
      at: matching(
        new RegExp(String.raw`^20\d\d-[01]\d-[0-3]\dT${time}Z$`),
        'a time in UTC, such as 2026-09-01T10:00:00Z',
      ),
    }),
    'none',
  ),
});
