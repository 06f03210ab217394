import { logRetention } from '../log-group/log-group';
import { flag, optional, wholeNumber, type Description } from '../props';
import { dailyWindow, weeklyWindow } from '../windows';

export interface DatabaseUpkeepProps {
  /** Days that automatic backups are kept, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Daily, UTC, 30 minutes or more: `01:00-02:00`. */
  readonly backupWindow: string;
  /** Weekly, UTC, 30 minutes or more, outside the backup window: `sun:03:00-sun:04:00`. */
  readonly maintenanceWindow: string;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * Whether another class, version, storage or standby is made at once, together with all that waits for the maintenance window.
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
   * @default false: it waits for the window
   */
  readonly applyImmediately?: boolean;
}

export const upkeepProps: Description<DatabaseUpkeepProps> = {
  backupRetentionDays: wholeNumber('days', 1, 35, { source: 'RDS API reference, CreateDBInstance' }),
  backupWindow: dailyWindow(30),
  maintenanceWindow: weeklyWindow(30),
  logRetentionDays: logRetention,
  applyImmediately: optional(flag(), 'false: it waits for the window'),
};
