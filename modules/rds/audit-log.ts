import type { IConstruct } from 'constructs';
import { assertProp, list, matching, object, oneOf, optional, wholeNumber } from '../props';
import { auditEvents, pgaudit } from './audit-events';
import { engines, type EngineName } from './engine';

/**
 * The audit log of MySQL: the settings of the option `MARIADB_AUDIT_PLUGIN`.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
 */
export interface DatabaseAuditLog {
  /**
   * What is recorded.
   * @default CONNECT, QUERY_DDL and QUERY_DCL: who connects, and changes of schema and of privileges; no statement that has data in it
   */
  readonly events?: readonly (typeof auditEvents)[number][];
  /**
   * Database users whose statements alone are recorded. Not together with `excludedUsers`.
   * @default all users
   */
  readonly includedUsers?: readonly string[];
  /**
   * Database users whose statements are not recorded; their connections are. RDS itself asks every second, as `rdsadmin`.
   * @default rdsadmin, unless there are includedUsers
   */
  readonly excludedUsers?: readonly string[];
  /**
   * Length at which a statement is cut, in a record: 0 to 2147483647.
   * @default 1024
   */
  readonly queryLogLimit?: number;
  /**
   * Size at which the file on the instance is rotated, in bytes: 1 to 1000000000.
   * @default 1000000
   */
  readonly fileRotateSizeBytes?: number;
  /**
   * Rotated files that stay on the instance, 1 to 100. RDS's 0 is refused: the file would grow without end.
   * @default 9
   */
  readonly fileRotations?: number;
}

export const defaultAuditEvents = ['CONNECT', 'QUERY_DDL', 'QUERY_DCL'] as const;
const source = 'RDS user guide, MariaDB Audit Plugin support for MySQL';
// MySQL 8.4 reference manual, "Account Usernames and Passwords": 32 characters at most; a comma separates users here.
const user = matching(/^[\w-]{1,32}$/, 'the name of a database user, of 1 to 32 letters, digits, _ and -', {
  structure: true,
});

export const auditLog = object<DatabaseAuditLog>({
  events: optional(
    list('events', oneOf(auditEvents, { structure: true }), { min: 1, max: 6, source }),
    'CONNECT, QUERY_DDL and QUERY_DCL',
  ),
  includedUsers: optional(list('users', user, { min: 1, max: 100 }), 'all users'),
  excludedUsers: optional(list('users', user, { min: 1, max: 100 }), 'rdsadmin, unless there are includedUsers'),
  queryLogLimit: optional(wholeNumber('characters', 0, 2_147_483_647, { structure: true, source }), '1024'),
  fileRotateSizeBytes: optional(wholeNumber('bytes', 1, 1_000_000_000, { structure: true, source }), '1000000'),
  fileRotations: optional(wholeNumber('files', 1, 100, { structure: true, source }), '9'),
});

interface Audited {
  readonly name: EngineName;
  readonly version: string;
  readonly auditLog?: DatabaseAuditLog;
}

/** The logs that an instance sends to CloudWatch. */
export function logsOf({ name, auditLog }: Audited): readonly string[] {
  return auditLog ? ['audit', ...engines[name].logs] : engines[name].logs;
}

/**
 * Throws a PropsError for an audit log that RDS does not have: MySQL has it from 8.0.28 on, PostgreSQL logs through its own parameters.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.html
 */
export function checkAuditLog(scope: IConstruct, { name, version, auditLog }: Audited): void {
  if (!auditLog) return;
  assertProp(scope, 'engine.auditLog', name === 'mysql', `nothing, of postgres: ${pgaudit}`, auditLog);
  const [, patch = '28'] = /^8\.0\.(\d+)$/.exec(version) ?? [];
  assertProp(scope, 'engine.version', Number(patch) >= 28, '8.0.28 or later, for the audit log', version);
  const { includedUsers, excludedUsers } = auditLog;
  const isOne = includedUsers === undefined || excludedUsers === undefined;
  assertProp(scope, 'engine.auditLog.excludedUsers', isOne, 'nothing, beside includedUsers', excludedUsers);
}

/** The settings of the option, in RDS's names. */
export function auditSettings(auditLog: DatabaseAuditLog): { readonly name: string; readonly value: string }[] {
  const { events = defaultAuditEvents, includedUsers, queryLogLimit = 1024 } = auditLog;
  const { excludedUsers = ['rdsadmin'], fileRotateSizeBytes = 1_000_000, fileRotations = 9 } = auditLog;
  return [
    { name: 'SERVER_AUDIT_EVENTS', value: events.join(',') },
    includedUsers
      ? { name: 'SERVER_AUDIT_INCL_USERS', value: includedUsers.join(',') }
      : { name: 'SERVER_AUDIT_EXCL_USERS', value: excludedUsers.join(',') },
    { name: 'SERVER_AUDIT_QUERY_LOG_LIMIT', value: String(queryLogLimit) },
    { name: 'SERVER_AUDIT_FILE_ROTATE_SIZE', value: String(fileRotateSizeBytes) },
    { name: 'SERVER_AUDIT_FILE_ROTATIONS', value: String(fileRotations) },
  ];
}
