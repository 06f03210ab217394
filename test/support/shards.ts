import { shard, withMap } from '../../environments/changes/shards';
import { edit } from '../../environments/changes/edit';
import { prod } from '../../environments/prod';
import type { Environment } from '../../environments/schema';

/** prod, whose database has these shards beside it. */
export function sharded(...names: readonly string[]): Environment {
  const to = { map: 'shard-maps', others: Object.fromEntries(names.map((name) => [name, { ...shard }])) };
  return edit(prod, 'databases.*.shards', { to, with: withMap, does: 'adds', says: '' }).environment as Environment;
}
