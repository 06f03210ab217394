import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { oneText } from './text';

/** Facts about an RDS engine. */
interface Engine {
  /** Security Hub RDS.9, RDS.34, RDS.36 and RDS.37: the logs that have to reach CloudWatch. */
  readonly logs: readonly string[];
  /** The default port: RDS API reference, CreateDBInstance, Port. */
  readonly port: number;
  /** The parameter that rejects connections without TLS, and the major version from which it is on by default. */
  readonly tls?: { readonly parameter: string; readonly onSince?: number };
  readonly hasIamAuthentication: boolean;
}

/**
 * TLS defaults: RDS user guide, "Using SSL with a PostgreSQL DB instance" (1 from 15 on); Aurora user guide, "Securing
 * Aurora PostgreSQL data with SSL/TLS" (1 from 17 on); MariaDB, "Requiring SSL/TLS" (1 from 11.8 on).
 */
const engines: readonly (readonly [name: RegExp, engine: Engine])[] = [
  [
    /^aurora-postgresql$/,
    { logs: ['postgresql'], port: 5432, tls: { parameter: 'rds.force_ssl', onSince: 17 }, hasIamAuthentication: true },
  ],
  [
    /^aurora(-mysql)?$/,
    {
      logs: ['audit', 'error', 'general', 'slowquery'],
      port: 3306,
      tls: { parameter: 'require_secure_transport' },
      hasIamAuthentication: true,
    },
  ],
  [
    /^postgres$/,
    {
      logs: ['postgresql', 'upgrade'],
      port: 5432,
      tls: { parameter: 'rds.force_ssl', onSince: 15 },
      hasIamAuthentication: true,
    },
  ],
  [
    /^mysql$/,
    {
      logs: ['audit', 'error', 'general', 'slowquery'],
      port: 3306,
      tls: { parameter: 'require_secure_transport' },
      hasIamAuthentication: true,
    },
  ],
  [
    /^mariadb$/,
    {
      logs: ['audit', 'error', 'general', 'slowquery'],
      port: 3306,
      tls: { parameter: 'require_secure_transport', onSince: 11.8 },
      hasIamAuthentication: true,
    },
  ],
  [
    /^(custom-)?sqlserver-/,
    { logs: ['agent', 'error'], port: 1433, tls: { parameter: 'rds.force_ssl' }, hasIamAuthentication: false },
  ],
  // Oracle configures TLS in an option group, and Db2 by a listener: there is no parameter.
  [/^(custom-)?oracle-/, { logs: ['alert', 'audit', 'listener', 'trace'], port: 1521, hasIamAuthentication: false }],
  [/^db2-/, { logs: ['diag.log', 'notify.log'], port: 50000, hasIamAuthentication: false }],
];

/** The facts of an engine: `postgres`, `aurora-mysql`, `sqlserver-ex`. */
export function engineOf(name: string): Engine | undefined {
  return engines.find(([pattern]) => pattern.test(name))?.[1];
}

/** The engine of a parameter group's family, and its major version: `postgres17`, `aurora-mysql8.0`, `sqlserver-ex-15.0`. */
export function engineOfFamily(family: string): { readonly engine: string; readonly major: number } | undefined {
  const [, engine = '', version = ''] = /^([a-z0-9-]*?[a-z])-?(\d+(?:\.\d+)?)$/.exec(family) ?? [];
  return engine === '' ? undefined : { engine, major: Number(version) };
}

/** Whether RDS rejects connections without TLS by default in a version. */
export function forcesTlsByDefault({ tls }: Engine, major: number): boolean {
  return tls?.onSince !== undefined && major >= tls.onSince;
}

/** The major version of an engine version: `17` and `17.6` are 17, MariaDB's `11.8.3` is 11.8. */
export function majorOf(version: string): number {
  const [major = '', minor] = version.split('.');
  return Number(Number(major) >= 10 && minor !== undefined && /^\d+$/.test(minor) ? `${major}.${minor}` : major);
}

/** The instance that a replica reads from; `Unknown` if it may be any, undefined if it is not a replica. */
function sourceOf(database: Resource, graph: Graph): Resource | Unknown | undefined {
  const source = database.at('replicate_source_db');
  if (source === undefined) return undefined;
  const found = graph.resolveBy(database, source, 'aws_db_instance', 'identifier');
  return found ?? new Unknown(`the source of ${database.address} is not in the input`);
}

export function isReplica(database: Resource): boolean {
  return database.at('replicate_source_db') !== undefined;
}

/** An attribute that a replica has from its source, or a member from its cluster: `engine`, `port`. */
export function inherited(database: Resource, attribute: string, graph: Graph): string | Unknown | undefined {
  const own = oneText(database.at(attribute), attribute);
  if (own !== undefined) return own;
  const source = sourceOf(database, graph);
  // A replica of a replica is followed one step further, never in a circle.
  return source instanceof Unknown ? source : oneText(source?.at(attribute), attribute);
}
