import type { Finding } from '../load/problem';
import { overlap } from '../schema/range';
import { eachNamed, type Part } from './each';
import { servicesWithEndpoint } from './network';
import { missing } from './services';

type Migration = NonNullable<NonNullable<Part['migrations']>[string]>;
type Side = Migration['from'] | Migration['to'];
type External = Extract<NonNullable<Migration['from']>, { readonly external?: unknown }>['external'];

/** Both sides are of the file, or external, and not the same. */
export function migrationsJoinDatabases(part: Part): Finding[] {
  return eachNamed(part, 'migrations', ({ from, to }, path) => {
    const exists = (side: Side, name: string) => [
      ...missing([databaseOf(side)], part.databases, 'databases', () => [...path, name, 'database']),
      ...missing([clusterOf(side)], part.clusters, 'clusters', () => [...path, name, 'cluster']),
    ];
    const isSame =
      (databaseOf(from) !== undefined && databaseOf(from) === databaseOf(to)) ||
      (clusterOf(from) !== undefined && clusterOf(from) === clusterOf(to));
    return [
      ...exists(from, 'from'),
      ...exists(to, 'to'),
      ...(isSame ? [{ path: [...path, 'to'], expected: 'another one than from' }] : []),
    ];
  });
}

/** PostgreSQL is asked for by the name of a database; MySQL and MariaDB by none: DMS takes the names of tables there. */
export function externalDatabasesFit(part: Part): Finding[] {
  return eachNamed(part, 'migrations', ({ from }, path) => {
    const { engine, databaseName } = externalOf(from) ?? {};
    if (engine === undefined || databaseName === undefined) return [];
    const at = { path: [...path, 'from', 'external', 'databaseName'] };
    if (engine === 'postgres') {
      return databaseName === 'none' ? [{ ...at, expected: 'the name of a database, of postgres' }] : [];
    }
    return databaseName === 'none' ? [] : [{ ...at, expected: `"none", of ${engine}: tables name its databases` }];
  });
}

/** What a source keeps its changes by, so that they can be followed. */
const follows = { name: 'rds.logical_replication', value: '1' };
const rows = { name: 'binlog_format', value: 'ROW' };

/**
 * A source of the environment keeps its changes in a way that they can be read.
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.PostgreSQL.html and https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.MySQL.html
 */
export function sourcesAreFollowed(part: Part): Finding[] {
  return eachNamed(part, 'migrations', ({ from, type }, path) => {
    if (type === undefined || type === 'full-load') return [];
    const [field, name] =
      databaseOf(from) === undefined
        ? (['clusters', clusterOf(from)] as const)
        : (['databases', databaseOf(from)] as const);
    const source = name === undefined ? undefined : part[field]?.[name];
    if (!source?.engine || !source.parameters) return [];
    const parameter = source.engine.includes('postgres') ? follows : rows;
    if (source.parameters[parameter.name] === parameter.value) return [];
    const expected = `"full-load", or ${field}.${name}.parameters with ${parameter.name}: '${parameter.value}', by which changes are read`;
    return [{ path: [...path, 'type'], expected }];
  });
}

/**
 * A replication instance reads its secrets through an endpoint or NAT, and reaches an external source through NAT or a connected network.
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_VPC_Endpoints.html
 */
export function wayOutOfMigrations(part: Part): Finding[] {
  const { network } = part;
  const endpoints = servicesWithEndpoint(part);
  if (network?.natGateways !== 'none' || !endpoints) return [];
  const connected = Object.values(network.connectedNetworks ?? {}).flatMap((one) => one?.ranges ?? []);
  return eachNamed(part, 'migrations', ({ from }, path) => [
    ...(endpoints.includes('secretsmanager')
      ? []
      : [
          {
            path,
            expected:
              'network.interfaceEndpoints with secretsmanager, or NAT gateways, through which it reads its secrets',
          },
        ]),
    ...(externalOf(from)?.addresses ?? []).flatMap((address, index) =>
      address === undefined || connected.some((range) => range !== undefined && overlap(range, address))
        ? []
        : [
            {
              path: [...path, 'from', 'external', 'addresses', index],
              expected: 'a range of a connected network, since natGateways is "none"',
            },
          ],
    ),
  ]);
}

/** The ends of ARNs that DMS takes have 31 characters. Source: https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateReplicationTask.html */
export function roomForMigrations(part: Part): Finding[] {
  const { name: environment } = part;
  if (environment === undefined) return [];
  const most = 31 - `${environment}-`.length;
  return eachNamed(part, 'migrations', (_, path, name) =>
    name.length <= most
      ? []
      : [{ path, expected: `a name of ${most} characters or less, for 31 with ${environment}- in front`, found: name }],
  );
}

function databaseOf(side: Side): string | undefined {
  return side && 'database' in side ? side.database : undefined;
}

function clusterOf(side: Side): string | undefined {
  return side && 'cluster' in side ? side.cluster : undefined;
}

function externalOf(from: Migration['from']): External | undefined {
  return from && 'external' in from ? from.external : undefined;
}
