import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import type { IConstruct } from 'constructs';
import { assertProp } from '../props';
import type { DatabaseProps } from './database-props';
import { leastThroughput, storageLimits, stripedFromGb } from './storage-limits';

type StorageConfig = Pick<DbInstanceConfig, 'storageType' | 'iops' | 'storageThroughput'>;

/**
 * From 400 GiB of gp3 up both numbers are always sent: the provider repeats those of a smaller volume when it grows, and RDS refuses them
 * (hashicorp/terraform-provider-aws#28382). Below, and on replicas, whose size RDS decides, neither is.
 */
export function storageConfig(
  { engine, capacity }: Pick<DatabaseProps, 'engine' | 'capacity'>,
  isReplica: boolean,
): StorageConfig {
  const { storageType = 'gp3', allocatedStorageGb } = capacity;
  if (storageType === 'io2') return { storageType, iops: capacity.iops };
  if (isReplica || allocatedStorageGb < stripedFromGb) return { storageType };
  const { iops = 12_000, throughputMibps = leastThroughput(engine.name, iops) } = capacity;
  return { storageType, iops, storageThroughput: throughputMibps };
}

/** Throws a PropsError for storage that RDS refuses. */
export function checkStorage(scope: IConstruct, { engine, capacity }: DatabaseProps): void {
  const { storageType = 'gp3', allocatedStorageGb, maxAllocatedStorageGb, iops, throughputMibps } = capacity;
  const least = Math.min(Math.ceil((allocatedStorageGb * 11) / 10), 65_536);
  const grows = `a whole number of GiB from ${least} to 65536, a tenth more than allocatedStorageGb`;
  assertProp(scope, 'capacity.maxAllocatedStorageGb', maxAllocatedStorageGb >= least, grows, maxAllocatedStorageGb);
  const isLarge = storageType === 'gp3' || allocatedStorageGb >= 100;
  assertProp(scope, 'capacity.allocatedStorageGb', isLarge, '100 GiB or more of io2', allocatedStorageGb);

  const limits = storageLimits(storageType, allocatedStorageGb, maxAllocatedStorageGb);
  const none = `nothing: gp3 below ${stripedFromGb} GiB has 3000 IOPS and 125 MiB/s`;
  assertWithin(scope, 'capacity.iops', limits?.iops, storageType === 'io2', iops, none);
  const noThroughput = storageType === 'io2' ? 'nothing: that of io2 follows from its IOPS' : none;
  assertWithin(scope, 'capacity.throughputMibps', limits?.throughput, false, throughputMibps, noThroughput);
  if (throughputMibps === undefined) return;
  const range = [leastThroughput(engine.name, iops ?? 12_000), Math.floor((iops ?? 12_000) / 4)] as const;
  assertWithin(scope, 'capacity.throughputMibps', range, false, throughputMibps, none);
}

function assertWithin(
  scope: IConstruct,
  prop: string,
  range: readonly [number, number] | undefined,
  isRequired: boolean,
  found: number | undefined,
  none: string,
): void {
  if (found === undefined && !isRequired) return;
  const expected = range ? `a whole number from ${range[0]} to ${range[1]}, with that storage` : none;
  const ok = range !== undefined && found !== undefined && found >= range[0] && found <= range[1];
  assertProp(scope, prop, ok, expected, found);
}
