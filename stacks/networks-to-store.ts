import type { Environment } from '../environments/schema';
import { shardsOf } from '../environments/shards';
import type { AddressPeer } from '../modules/security-group';

/** The ranges of connected networks that open connections to a database, a shard of one or a cache, each a peer of its own. */
export function networksTo(
  { network, databases }: Environment,
  stores: 'databases' | 'caches',
  name: string,
): readonly { readonly network: string; readonly peer: AddressPeer }[] {
  return Object.entries(network.connectedNetworks).flatMap(
    ([
      connected,
      {
        ranges,
        tiers: { data },
      },
    ]) => {
      if (data === 'none') return [];
      const names =
        stores === 'caches'
          ? data.caches
          : data.databases.flatMap((database) => shardsOf(database, databases[database]));
      if (!names.includes(name)) return [];
      return ranges.map((cidr) => ({
        network: connected,
        peer: { name: `${connected}-${cidr.replace(/[./]/g, '-')}`, cidr },
      }));
    },
  );
}
