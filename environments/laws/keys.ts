import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { eachShard } from './shards';
import type { Sound } from './sound';

/** What is protected leaves snapshots and backups that are read with the key: it may not go before them. */
export function keyStaysWithData({
  dataKey,
  databases = {},
  clusters = {},
  caches = {},
  tables = {},
  fileSystems = {},
  secrets = {},
}: Sound<Environment>): Finding[] {
  if (typeof dataKey?.deletionProtection !== 'object') return [];
  const stores = Object.entries({ databases, clusters, caches, tables, fileSystems, secrets }).flatMap(
    ([field, named]) =>
      Object.entries(named).flatMap(([name, store]) =>
        store?.deletionProtection === 'on' ? [`${field}.${name}`] : [],
      ),
  );
  const shards = eachShard({ databases }, ({ deletionProtection }, path) =>
    deletionProtection === 'on' ? [path.join('.')] : [],
  );
  const [first] = [...stores, ...shards];
  if (first === undefined) return [];
  return [{ path: ['dataKey', 'deletionProtection'], expected: `"on", while ${first} is protected` }];
}
