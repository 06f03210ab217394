import { pgaudit } from '../../modules/rds/audit-events';
import { refusalOf } from '../../modules/rds/parameters';
import { leastThroughput, storageLimits, stripedFromGb } from '../../modules/rds/storage-limits';
import { engineVersions } from '../aws/engine-versions';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { everyDatabase, othersOf } from '../shards';
import { restoredFrom } from './restored';
import { pathOfShard } from './shards';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** IOPS and throughput are what RDS has of that storage; see `storageLimits`. */
export function storagePerforms({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, database]) => {
    const {
      engine,
      storageType,
      allocatedStorageGb: size,
      maxAllocatedStorageGb: max,
      iops,
      throughputMibps,
    } = database ?? {};
    const path = (field: string) => ['databases', name, field];
    if (!engine || !storageType || size === undefined || max === undefined) return [];
    if (storageType === 'io2' && size < 100)
      return { path: path('allocatedStorageGb'), expected: '100 or more, of io2' };
    const limits = storageLimits(storageType, size, max);
    if (!limits) {
      const expected = `"baseline": RDS provisions gp3 from ${stripedFromGb} GiB up`;
      const provisioned = Object.entries({ iops, throughputMibps }).filter(([, value]) => typeof value === 'number');
      return provisioned.map(([field]) => ({ path: path(field), expected }));
    }
    const [least, most] = limits.iops;
    const isBaseline = iops === 'baseline' && storageType === 'gp3';
    const isRight = isBaseline || (typeof iops === 'number' && iops >= least && iops <= most);
    if (iops === undefined) return [];
    if (!isRight) return { path: path('iops'), expected: `${least} to ${most}, with that storage` };
    if (typeof throughputMibps !== 'number') return [];
    const given = typeof iops === 'number' ? iops : least;
    const [slowest, fastest] = [leastThroughput(engine, given), Math.min(4000, Math.floor(given / 4))];
    const expected = limits.throughput
      ? `${slowest} to ${fastest}, with those IOPS`
      : '"baseline": that of io2 follows from its IOPS';
    if (limits.throughput && throughputMibps >= slowest && throughputMibps <= fastest) return [];
    return { path: path('throughputMibps'), expected };
  });
}

/** Parameters are none of those that every database has set; see `refusalOf`. */
export function parametersAreOwn({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, { engine, parameters = {} } = {}]) =>
    Object.entries(parameters).flatMap(([parameter, value]) => {
      const expected = engine && value !== undefined ? refusalOf(engine, parameter, value) : undefined;
      return expected === undefined ? [] : { path: ['databases', name, 'parameters', parameter], expected };
    }),
  );
}

/**
 * RDS has an audit log of MySQL; PostgreSQL has it through parameters.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html
 */
export function auditLogsOfMySql({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, { engine, auditLog } = {}]) => {
    if (engine !== 'postgres' || typeof auditLog !== 'object') return [];
    return { path: ['databases', name, 'auditLog'], expected: `"none", of postgres: ${pgaudit}` };
  });
}

/** A replica is kept or retiring, and both together are no more than RDS has of one source. */
export function replicasAreKeptOrRetiring({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, { readReplicas = [], retiringReplicas = [] } = {}]) => {
    const path = ['databases', name, 'retiringReplicas'];
    const [kept, retiring] = [readReplicas.map(nameOf), retiringReplicas.map(nameOf)];
    const both = retiring.flatMap((replica, index) =>
      replica === undefined || !kept.includes(replica)
        ? []
        : { path: [...path, index], expected: 'a name that is not in readReplicas any more' },
    );
    const twice = [...repeated(kept, ['databases', name, 'readReplicas']), ...repeated(retiring, path)];
    const most = 15 - readReplicas.length;
    if (retiringReplicas.length <= most) return [...twice, ...both];
    return [...twice, ...both, { path, expected: `${most} or less, for 15 replicas with those of readReplicas` }];
  });
}

type Replica = NonNullable<NonNullable<NonNullable<Part['databases']>[string]>['readReplicas']>[number];

function nameOf(replica: Replica): string | undefined {
  return typeof replica === 'string' ? replica : replica?.name;
}

function repeated(names: readonly (string | undefined)[], path: readonly string[]): Finding[] {
  return names.flatMap((name, index) =>
    name === undefined || names.indexOf(name) === index ? [] : { path: [...path, index], expected: 'each name once' },
  );
}

/**
 * RDS upgrades read replicas before their source, and Terraform the source first: with replicas, minor versions are left to RDS.
 * Sources: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html and …MySQL.html
 */
export function minorVersionsOfReplicas({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, database]) => {
    const { engine, engineVersion = '', readReplicas = [], retiringReplicas = [] } = database ?? {};
    const major = engineVersion
      .split('.')
      .slice(0, engine === 'mysql' ? 2 : 1)
      .join('.');
    if (readReplicas.length + retiringReplicas.length === 0 || engineVersion === major) return [];
    if (!engine || !engineVersions[engine].includes(engineVersion)) return [];
    const expected = `"${major}", the major version alone: RDS upgrades minor versions of read replicas, then of their source`;
    return { path: ['databases', name, 'engineVersion'], expected };
  });
}

/** A major version is upgraded at once, and on MySQL without replicas: RDS upgrades those of PostgreSQL with their source. */
export function majorVersionsAtOnce({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, database]) => {
    const {
      engine,
      allowMajorVersionUpgrade,
      applyImmediately,
      readReplicas = [],
      retiringReplicas = [],
    } = database ?? {};
    if (!allowMajorVersionUpgrade) return [];
    const path = ['databases', name];
    const later = applyImmediately === false;
    const first = engine === 'mysql' && readReplicas.length + retiringReplicas.length > 0;
    return [
      ...(later ? [{ path: [...path, 'applyImmediately'], expected: 'true, while allowMajorVersionUpgrade is' }] : []),
      ...(first
        ? [
            {
              path: [...path, 'readReplicas'],
              expected: 'none while MySQL is upgraded: RDS upgrades replicas first. Retire them',
            },
          ]
        : []),
    ];
  });
}

/** A database, and a shard, is restored beside the one that it was, of the same engine. */
export function restoredFromAnother({ databases = {} }: Part): Finding[] {
  const all = everyDatabase(databases);
  return Object.entries(databases).flatMap(([name, database]) => [
    ...restoredFrom('database', name, database ?? {}, ['databases', name, 'restoreFrom'], all),
    ...Object.keys(othersOf(database)).flatMap((shard) => {
      const its = `${name}-${shard}`;
      return restoredFrom('database', its, all[its] ?? {}, [...pathOfShard(name, shard), 'restoreFrom'], all);
    }),
  ]);
}
