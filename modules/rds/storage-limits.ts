import type { EngineName } from './engine';

export type StorageType = 'gp3' | 'io2';

export interface StorageLimits {
  readonly iops: readonly [least: number, most: number];
  /** MiB/s, where it is a decision. */
  readonly throughput?: readonly [least: number, most: number];
}

/** GiB from which RDS stripes gp3 over four volumes, of both engines. */
export const stripedFromGb = 400;

/**
 * What RDS takes for PostgreSQL and MySQL; nothing for gp3 below 400 GiB, which has 3000 IOPS and 125 MiB/s and refuses both arguments. The ratios of IOPS to
 * GiB hold for the maximum of autoscaling too: up to 500 of gp3, 0.5 to 1000 of io2 (Nitro). A MiB/s of gp3 needs 4 IOPS.
 *
 * Source: RDS user guide, "Amazon RDS DB instance storage", https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 */
export function storageLimits(
  type: StorageType,
  allocatedGb: number,
  maxAllocatedGb: number,
): StorageLimits | undefined {
  if (type === 'io2')
    return { iops: [Math.max(1000, Math.ceil(maxAllocatedGb / 2)), Math.min(256_000, allocatedGb * 1000)] };
  return allocatedGb < stripedFromGb ? undefined : { iops: [12_000, 64_000], throughput: [500, 4000] };
}

/** The least throughput, MiB/s, that RDS gives with these IOPS: for MySQL it rises with them, 625 at 40000. */
export function leastThroughput(engine: EngineName, iops: number): number {
  return engine === 'mysql' ? Math.max(500, Math.ceil(iops / 64)) : 500;
}
