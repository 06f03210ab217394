import { engines, isMinorVersion, type EngineName } from '../rds/engine';

export type ClusterEngineName = 'aurora-postgresql' | 'aurora-mysql';

/** The instance class that scales by itself, in the range of `serverless`. */
export const serverlessClass = 'db.serverless';

/**
 * What the audit log of Aurora MySQL can record. `QUERY` is all statements; `TABLE` is the tables that they use.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
 */
export const clusterAuditEvents = ['CONNECT', 'QUERY', 'QUERY_DCL', 'QUERY_DDL', 'QUERY_DML', 'TABLE'] as const;

/** The differences between the engines of Aurora. */
export interface ClusterEngine {
  /** The engine that it is compatible with: its protocol, port, words and parameters. */
  readonly compatible: EngineName;
  /** Major versions, as families of parameter groups have them. */
  readonly majors: readonly string[];
  /** Whether `version` is a minor version of `major`. */
  readonly isMinor: (major: string, version: string) => boolean;
  /** Logs sent to CloudWatch. A general log would hold every statement. */
  readonly logs: readonly string[];
  /** What Aurora has besides the parameters of the compatible engine, or in place of them. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Logs: RDS API reference, CreateDBCluster, EnableCloudwatchLogsExports. Versions: CreateDBCluster, EngineVersion; Aurora MySQL version 3 is `8.0`, and its minor
 * versions are written `8.0.mysql_aurora.3.08.0`. Audit: Aurora user guide, Using Advanced Auditing with an Amazon Aurora MySQL DB cluster.
 */
export const clusterEngines: Readonly<Record<ClusterEngineName, ClusterEngine>> = {
  'aurora-postgresql': {
    compatible: 'postgres',
    majors: ['14', '15', '16', '17'],
    isMinor: isMinorVersion,
    logs: ['iam-db-auth-error', 'postgresql'],
    parameters: {},
  },
  'aurora-mysql': {
    compatible: 'mysql',
    majors: ['8.0'],
    isMinor: (major, version) => /^\.mysql_aurora\.3\.\d{2}\.\d+$/.test(version.replace(major, '')),
    logs: ['audit', 'error', 'iam-db-auth-error', 'slowquery'],
    parameters: { require_secure_transport: 'ON', server_audit_logging: '1' },
  },
};

/** The major version in `version`: `17` of `17.6`, `8.0` of `8.0.mysql_aurora.3.08.0`; undefined where Aurora has none such. */
export function majorOf(engine: ClusterEngineName, version: string): string | undefined {
  const { majors, isMinor } = clusterEngines[engine];
  return majors.find((major) => version === major || isMinor(major, version));
}

/** Parameters that force TLS and fill the logs, which no one else sets. */
export function setParameters(engine: ClusterEngineName, major: string): Readonly<Record<string, string>> {
  const { compatible, parameters } = clusterEngines[engine];
  return { ...engines[compatible].parameters(major), ...parameters };
}
