import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import type { Sound } from './sound';

/** What is protected leaves snapshots and backups that are read with the key: it may not go before them. */
export function keyStaysWithData({ dataKey, databases = {}, caches = {}, tables = {} }: Sound<Environment>): Finding[] {
  if (typeof dataKey?.deletionProtection !== 'object') return [];
  const stores = Object.entries({ databases, caches, tables }).flatMap(([field, named]) =>
    Object.entries(named).flatMap(([name, store]) => (store?.deletionProtection === 'on' ? [`${field}.${name}`] : [])),
  );
  const [first] = stores;
  if (first === undefined) return [];
  return [{ path: ['dataKey', 'deletionProtection'], expected: `"on", while ${first} is protected` }];
}
