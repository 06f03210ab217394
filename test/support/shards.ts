import { shard, withMap } from '../../environments/changes/shards';
import { edit } from '../../environments/changes/edit';
import { smallProd as prod } from './small-prod';
import type { Environment } from '../../environments/schema';

/** The edit is of the whole prod; the small one has no report. */
const { 'services.report.tables': _, ...withMapOfSmall } = withMap;

/** prod, whose database has these shards beside it. */
export function sharded(...names: readonly string[]): Environment {
  const to = { map: 'shard-maps', others: Object.fromEntries(names.map((name) => [name, { ...shard }])) };
  return edit(prod, 'databases.*.shards', { to, with: withMapOfSmall, does: 'adds', says: '' })
    .environment as Environment;
}
