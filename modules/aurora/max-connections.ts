import { engines } from '../rds/engine';
import { memoryBytes } from '../rds/instance-class';
import type { ClusterCapacityProps } from './capacity-props';
import { clusterEngines, serverlessClass } from './cluster-engine';
import type { ClusterEngineProps } from './cluster-engine-props';

const gib = 1024 ** 3;

/** Memory of an instance in bytes; of one that scales, at its maximum: an ACU is about 2 GiB. */
export function memoryOf(instanceClass: string, { serverless }: Pick<ClusterCapacityProps, 'serverless'>): number {
  if (instanceClass === serverlessClass) return (serverless?.maxAcu ?? 0) * 2 * gib;
  return memoryBytes(instanceClass) ?? 0;
}

/**
 * `max_connections` of an instance: as its parameters say, or the engine's formula. That of Aurora MySQL is 45 or 1000 for each doubling of memory, the larger, and gives
 * the numbers of AWS's table. PostgreSQL has 2000 at most where the minimum is 0 or 0.5 ACU.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html, "Maximum connections", and
 * aurora-serverless-v2.setting-capacity.html, "Maximum connections for Aurora Serverless v2"
 */
export function maxConnections(
  engine: Pick<ClusterEngineProps, 'name' | 'parameters' | 'instanceParameters'>,
  instanceClass: string,
  capacity: Pick<ClusterCapacityProps, 'serverless'>,
): number {
  const own = engine.instanceParameters?.max_connections ?? engine.parameters?.max_connections;
  if (own !== undefined) return Number(own);
  const memory = memoryOf(instanceClass, capacity);
  const { bytesPerConnection, mostConnections } = engines[clusterEngines[engine.name].compatible];
  if (engine.name === 'aurora-mysql') {
    const doublings = (bytes: number) => Math.round(Math.log2(memory / bytes));
    return Math.max(45 * doublings(805_306_368), 1000 * doublings(8_187_281_408), 45);
  }
  const isSmall = instanceClass === serverlessClass && (capacity.serverless?.minAcu ?? 0) <= 0.5;
  return Math.min(memory / bytesPerConnection, isSmall ? 2000 : mostConnections);
}
