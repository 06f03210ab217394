export type EngineName = 'postgres' | 'mysql';

/** The differences between the engines. */
export interface Engine {
  readonly port: number;
  /** The database that applications may use where the instance was made with none. */
  readonly ownDatabase?: string;
  /** Major versions that have the parameters below. */
  readonly majors: readonly string[];
  /** Logs sent to CloudWatch, and that of the audit where there is one. A general log would hold every statement. */
  readonly logs: readonly string[];
  /** Parameters that force TLS and fill the logs, for a major version. */
  readonly parameters: (major: string) => Readonly<Record<string, string>>;
  /** `max_connections`, when the engine's own formula is left in place: memory over this, up to `mostConnections`. */
  readonly bytesPerConnection: number;
  readonly mostConnections: number;
}

/**
 * Logs: RDS API reference, CreateDBInstance, EnableCloudwatchLogsExports. Connections: RDS user guide, "Quotas and
 * constraints", maximum number of database connections.
 */
export const engines: Readonly<Record<EngineName, Engine>> = {
  postgres: {
    port: 5432,
    ownDatabase: 'postgres',
    majors: ['14', '15', '16', '17', '18'],
    logs: ['iam-db-auth-error', 'postgresql', 'upgrade'],
    parameters: (major) => ({
      'rds.force_ssl': '1',
      // A flag until 17; from 18 on a list of what to log, and RDS refuses the flag.
      log_connections: Number(major) < 18 ? '1' : 'all',
      log_disconnections: '1',
      // A role made with a password shows it here: give roles rds_iam instead.
      log_statement: 'ddl',
      log_min_duration_statement: '1000',
    }),
    bytesPerConnection: 9_531_392,
    mostConnections: 5000,
  },
  mysql: {
    port: 3306,
    majors: ['8.0', '8.4'],
    logs: ['error', 'iam-db-auth-error', 'slowquery'],
    parameters: () => ({
      require_secure_transport: '1',
      slow_query_log: '1',
      long_query_time: '1',
      log_output: 'FILE',
    }),
    bytesPerConnection: 12_582_880,
    mostConnections: 16_000,
  },
};

/** The major version in `version` (`17` of `17.6`, `8.4` of `8.4.5`), if the engine has it. */
export function majorVersion(engine: EngineName, version: string): string | undefined {
  return engines[engine].majors.find((major) => version === major || isMinorVersion(major, version));
}

/** Whether `version` is a minor version of `major`, as engines of RDS number them: `17.6` of `17`. */
export function isMinorVersion(major: string, version: string): boolean {
  return version.startsWith(`${major}.`) && /^\d+$/.test(version.slice(major.length + 1));
}
