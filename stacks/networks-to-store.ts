import type { Environment } from '../environments/schema';
import type { AddressPeer } from '../modules/security-group';

/** The ranges of connected networks that open connections to a database or a cache, each a peer of its own. */
export function networksTo(
  { network }: Environment,
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
      if (data === 'none' || !data[stores].includes(name)) return [];
      return ranges.map((cidr) => ({
        network: connected,
        peer: { name: `${connected}-${cidr.replace(/[./]/g, '-')}`, cidr },
      }));
    },
  );
}
