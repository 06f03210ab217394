import { leastThroughput, storageLimits, stripedFromGb } from '../../modules/rds/storage-limits';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
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

/** A replica is kept or retiring, and both together are no more than RDS has of one source. */
export function replicasAreKeptOrRetiring({ databases = {} }: Part): Finding[] {
  return Object.entries(databases).flatMap(([name, { readReplicas = [], retiringReplicas = [] } = {}]) => {
    const path = ['databases', name, 'retiringReplicas'];
    const both = retiringReplicas.flatMap((replica, index) =>
      replica === undefined || !readReplicas.includes(replica)
        ? []
        : { path: [...path, index], expected: 'a name that is not in readReplicas any more' },
    );
    const most = 15 - readReplicas.length;
    if (retiringReplicas.length <= most) return both;
    return [...both, { path, expected: `${most} or less, for 15 replicas with those of readReplicas` }];
  });
}
