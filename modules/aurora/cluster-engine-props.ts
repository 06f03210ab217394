import { aParameterValue, parameterValue } from '../parameter-value';
import { flag, list, map, matching, object, oneOf, optional, wholeNumber } from '../props';
import { databaseName } from '../rds/database-name';
import { aParameter, parameterName } from '../rds/parameters';
import { restoreFrom, type DatabaseRestoreProps } from '../rds/restore-props';
import { clusterAuditEvents, clusterEngines, type ClusterEngineName } from './cluster-engine';

export const defaultAuditEvents = ['CONNECT', 'QUERY_DCL', 'QUERY_DDL'] as const;

export interface ClusterEngineProps {
  readonly name: ClusterEngineName;
  /**
   * The major version (`17`, `8.0`): Aurora picks the minor one and installs later ones in the maintenance window. Or with the minor one (`17.6`,
   * `8.0.mysql_aurora.3.08.0`): the next that Aurora installs then shows as a difference, until it is written here.
   */
  readonly version: string;
  /**
   * Whether a new major version is taken: for the one apply that upgrades, and at once.
   * @default false: RDS refuses it
   */
  readonly allowMajorVersionUpgrade?: boolean;
  /**
   * Parameters of the cluster, in RDS's names and units, which all its instances have: `{ work_mem: '65536' }`. Dynamic ones of PostgreSQL are set at once; others
   * wait until an operator reboots the instances. Those of TLS and logs are refused: the module sets them. `max_connections` is a number, and the alarm follows it.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html
   * @default those of TLS and logs alone
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Parameters of the instances, of those that Aurora has for each instance: they win over those of the cluster.
   * @default none
   */
  readonly instanceParameters?: Readonly<Record<string, string>>;
  /**
   * What the audit log of Aurora MySQL records. PostgreSQL has pgaudit, through `parameters`.
   * @default CONNECT, QUERY_DCL and QUERY_DDL: who connects, and changes of schema and of privileges; no statement that has data in it
   */
  readonly auditEvents?: readonly (typeof clusterAuditEvents)[number][];
  /**
   * What the cluster is made from: a snapshot of a cluster, or another cluster as it was. It says how the cluster began: to change it later does nothing.
   * @default nothing: it is empty
   */
  readonly restoreFrom?: DatabaseRestoreProps;
  /**
   * For a member of a global cluster, whose password RDS does not manage (Aurora user guide, Password management, limitations): the master user's password is then made by
   * Terraform 1.11 or later, without plan or state holding it. Another number is another password.
   * @default none: RDS makes the password and changes it every seven days
   */
  readonly masterPasswordVersion?: number;
  /**
   * A first database, made with the cluster. AWS cannot change it later: a new name replaces the cluster, which Terraform refuses.
   * @default none but the engine's own
   */
  readonly databaseName?: string;
}

const known = { structure: true };
const parameters = map(
  'parameters',
  matching(parameterName, aParameter, known),
  matching(parameterValue, aParameterValue, known),
  { max: 100 },
);

export const clusterEngineProps = object<ClusterEngineProps>({
  name: oneOf(Object.keys(clusterEngines) as ClusterEngineName[]),
  version: matching(/^\d+(\.\d+)?(\.mysql_aurora(\.\d+){3})?$/, 'a version, such as 17 or 8.0', known),
  allowMajorVersionUpgrade: optional(flag(), 'false: RDS refuses it'),
  parameters: optional(parameters, 'those of TLS and logs alone'),
  instanceParameters: optional(parameters, 'none'),
  auditEvents: optional(
    list('events', oneOf(clusterAuditEvents, known), {
      ...{ min: 1, max: 6 },
      source: 'Aurora user guide, Using Advanced Auditing with an Amazon Aurora MySQL DB cluster',
    }),
    'CONNECT, QUERY_DCL and QUERY_DDL',
  ),
  restoreFrom: optional(restoreFrom, 'nothing: it is empty'),
  masterPasswordVersion: optional(wholeNumber('(a version)', 1, 1_000_000, known), 'none: RDS makes it'),
  databaseName: optional(databaseName, "none but the engine's own"),
});
