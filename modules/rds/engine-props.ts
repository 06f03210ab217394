import { flag, map, matching, object, oneOf, optional, wholeNumber } from '../props';
import { databaseName } from './database-name';
import { engines, type EngineName } from './engine';
import { aParameterValue, parameterValue } from '../parameter-value';
import { auditLog, type DatabaseAuditLog } from './audit-log';
import { aParameter, parameterName } from './parameters';
import { restoreFrom, type DatabaseRestoreProps } from './restore-props';

export interface DatabaseEngineProps {
  readonly name: EngineName;
  /**
   * The major version (`17`, `8.4`): RDS picks the minor one and installs later ones in the maintenance window. Or with
   * the minor one (`17.6`): the next that RDS installs then shows as a difference, until it is written here. Not with read
   * replicas: RDS upgrades them before their source.
   */
  readonly version: string;
  /**
   * Whether a new major version is taken: for the one apply that upgrades. At once, and on MySQL without read replicas.
   * @default false: RDS refuses it
   */
  readonly allowMajorVersionUpgrade?: boolean;
  /**
   * Parameters of the engine, in RDS's names and units: `{ work_mem: '65536' }`. Replicas have the same. Dynamic ones of PostgreSQL that RDS's user guide lists are set
   * at once; others wait until an operator reboots the instance, and no maintenance window does. Those of TLS, and those that fill the logs, are refused: the
   * module sets them. `max_connections` is a number, and the alarm on connections follows it. Leave out what has its default: RDS writes it back as another.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
   * @default those of TLS and logs alone
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * The audit log of MySQL, of it and its replicas, sent to CloudWatch Logs. PostgreSQL has pgaudit, through `parameters`. To switch it on may interrupt
   * the instance, and to switch it off restarts it, both at once; its log group goes with it.
   * @default none
   */
  readonly auditLog?: DatabaseAuditLog;
  /**
   * What the instance is made from. It says how the instance began: to change it later does nothing.
   * @default nothing: it is empty
   */
  readonly restoreFrom?: DatabaseRestoreProps;
  /**
   * A first database, made with the instance. AWS cannot change it later: a new name replaces the instance.
   * @default none but the engine's own
   */
  readonly databaseName?: string;
  /**
   * Raised to change the master user's password. Without meaning where RDS manages it: there it changes every week.
   * @default 1
   */
  readonly masterPasswordVersion?: number;
}

const known = { structure: true };

export const engineProps = object<DatabaseEngineProps>({
  name: oneOf(Object.keys(engines) as EngineName[]),
  version: matching(/^\d+(\.\d+){0,2}$/, 'a version, such as 17 or 8.4', known),
  allowMajorVersionUpgrade: optional(flag(), 'false: RDS refuses it'),
  parameters: optional(
    map('parameters', matching(parameterName, aParameter, known), matching(parameterValue, aParameterValue, known), {
      max: 100,
    }),
    'those of TLS and logs alone',
  ),
  auditLog: optional(auditLog, 'none'),
  restoreFrom: optional(restoreFrom, 'nothing: it is empty'),
  databaseName: optional(databaseName, "none but the engine's own"),
  masterPasswordVersion: optional(wholeNumber('changes', 1, 1_000_000), '1'),
});
