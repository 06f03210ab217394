import { Address4, Address6 } from 'ip-address';
import { intersect, join, sizeOf, subtract, type Ranges } from './ranges';

export type Family = 4 | 6;

/** A block of addresses, from its first to its last. */
export interface Cidr {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** As it was written. */
  readonly text: string;
}

const bits = { 4: 32, 6: 128 } as const;

/**
 * Reads a block in any spelling: `::/0`, `0:0::/0`, `10.1.2.3/8`. AWS clears the bits behind the prefix, so this does too;
 * an address without a prefix is a block of one.
 *
 * @returns nothing when the text is no block
 */
export function parseCidr(text: string): Cidr | undefined {
  const trimmed = text.trim();
  const isV6 = trimmed.includes(':');
  if (!(isV6 ? Address6.isValid(trimmed) : Address4.isValid(trimmed))) return undefined;
  const address = isV6 ? new Address6(trimmed) : new Address4(trimmed);
  const family: Family = isV6 ? 6 : 4;
  const free = BigInt(bits[family] - address.subnetMask);
  const first = (address.bigInt() >> free) << free;
  return { family, first, last: first + (1n << free) - 1n, text };
}

/** The addresses of the blocks that are of a family. */
export function union(cidrs: readonly Cidr[], family: Family): Ranges {
  return join(cidrs.filter((cidr) => cidr.family === family));
}

/** The part of a block that is in none of the ranges. */
export function without(cidr: Cidr, ranges: Ranges): Cidr[] {
  return subtract([cidr], ranges).map((left) => ({ ...cidr, ...left }));
}

/** Whether every address of `inner` is in one of the blocks. */
export function covers(cidrs: readonly Cidr[], inner: Cidr): boolean {
  return union(cidrs, inner.family).some(({ first, last }) => first <= inner.first && inner.last <= last);
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** All addresses of a family. */
export const everywhere: Readonly<Record<Family, Ranges>> = {
  4: [{ first: 0n, last: (1n << 32n) - 1n }],
  6: [{ first: 0n, last: (1n << 128n) - 1n }],
};

const blocks = (texts: readonly string[], family: Family): Ranges =>
  union(
    texts.flatMap((text) => parseCidr(text) ?? []),
    family,
  );

/** What no router of the internet carries: RFC 6890, and the multicast and reserved halves. */
const notRouted = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/3'],
];

/** The addresses that the internet routes. */
export const internet: Readonly<Record<Family, Ranges>> = {
  4: subtract(everywhere[4], blocks(notRouted, 4)),
  6: blocks(['2000::/3'], 6),
};

/** How many addresses the internet routes to the blocks: of `10.0.0.0/8` none. */
export function publicAddresses(cidrs: readonly Cidr[], family: Family): bigint {
  return sizeOf(intersect(union(cidrs, family), internet[family]));
}

/**
 * Wider than any one owner's range: a /8 of IPv4, a /16 of IPv6. More than that is open to strangers, however it is
 * split into blocks.
 */
const most = { 4: 1n << 24n, 6: 1n << 112n } as const;

/** Whether the blocks, all together, are the world: `0.0.0.0/0`, or `0.0.0.0/1` and `128.0.0.0/1`. */
export function isWorld(cidrs: readonly Cidr[], family: Family): boolean {
  return isWorldWide(union(cidrs, family), family);
}

/** `isWorld`, of addresses that no longer are blocks. */
export function isWorldWide(addresses: Ranges, family: Family): boolean {
  return sizeOf(intersect(addresses, internet[family])) > most[family];
}

/** Whether any address of the block is one that the internet routes. */
export function isPublic(cidr: Cidr): boolean {
  return publicAddresses([cidr], cidr.family) > 0n;
}
