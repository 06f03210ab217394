import { Address4 } from 'ip-address';
import type { Wanted } from './field';

/** An IPv4 range, or nothing for what is not one: `10.0.0.0/16`, digits and no leading zeros. */
function range(value: unknown): Address4 | undefined {
  const written = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;
  return typeof value === 'string' && written.test(value) && Address4.isValid(value) ? new Address4(value) : undefined;
}

/** Whether a range is written with its first address, as AWS keeps it. */
export function isCanonical(value: string): boolean {
  return value === range(value)?.networkForm();
}

/** Names the intended range, when only its first address is wrong. */
export function rangeWanted(what: string, ok: (network: Address4) => boolean): Wanted {
  return (found) => {
    const network = range(found);
    return network && ok(network) ? `${what}, from its first address: ${network.networkForm()}` : what;
  };
}

/** Whether two ranges have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}
