import type { Environment } from '../environments/schema';
import { shardsOf } from '../environments/shards';
import type { Connectable } from '../modules/security-group';

type Store = Connectable & { readonly port: number };

/** Opens a database, a shard of one, a cluster or a cache to people on the VPN, where the environment names it. */
export function openToVpn(
  { network: { vpn: decided }, databases }: Environment,
  vpn: Connectable | undefined,
  stores: 'databases' | 'clusters' | 'caches',
  name: string,
  store: Store,
): void {
  if (decided === 'none' || !vpn) return;
  const names =
    stores === 'databases'
      ? decided.reaches.databases.flatMap((database) => shardsOf(database, databases[database]))
      : decided.reaches[stores];
  if (!names.includes(name)) return;
  vpn.connections.allowTo(store, store.port, `People on the VPN, to ${stores.slice(0, -1)} ${name}`);
}
