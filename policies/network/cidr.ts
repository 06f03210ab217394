import { Address4, Address6 } from 'ip-address';

export type Family = 4 | 6;

/** A block of addresses, from its first to its last. */
export interface Cidr {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** As it was written. */
  readonly text: string;
}

/** Addresses of one family, from and to, both of them in it. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
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

/** The blocks of a family as ranges that neither overlap nor touch, lowest first. */
export function union(cidrs: readonly Cidr[], family: Family): Range[] {
  const sorted = cidrs
    .filter((cidr) => cidr.family === family)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: Range[] = [];
  for (const { first, last } of sorted) {
    const before = merged.at(-1);
    if (before && first <= before.last + 1n) {
      merged[merged.length - 1] = { first: before.first, last: last > before.last ? last : before.last };
    } else merged.push({ first, last });
  }
  return merged;
}

/** The part of a block that is in none of the ranges, which are a union. */
export function without(cidr: Cidr, ranges: readonly Range[]): Cidr[] {
  const left: Cidr[] = [];
  let { first } = cidr;
  for (const range of ranges) {
    if (range.last < first || range.first > cidr.last) continue;
    if (range.first > first) left.push({ ...cidr, first, last: range.first - 1n });
    first = range.last + 1n;
  }
  return first <= cidr.last ? [...left, { ...cidr, first }] : left;
}

/** Whether every address of `inner` is in one of the blocks. */
export function covers(cidrs: readonly Cidr[], inner: Cidr): boolean {
  return union(cidrs, inner.family).some(({ first, last }) => first <= inner.first && inner.last <= last);
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

const blocks = (...texts: readonly string[]): readonly Cidr[] => texts.flatMap((text) => parseCidr(text) ?? []);

/** What the internet does not route: RFC 6890, and the multicast and reserved halves. */
const notRouted = union(
  blocks(
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
    ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/3'],
  ),
  4,
);
/** All of IPv6 that the internet routes. */
const globalUnicast = union(blocks('2000::/3'), 6);

/** How many addresses the internet routes to the blocks: of `10.0.0.0/8` none. */
export function publicAddresses(cidrs: readonly Cidr[], family: Family): bigint {
  const ranges = union(cidrs, family);
  if (family === 6) return common(ranges, globalUnicast);
  return size(ranges) - common(ranges, notRouted);
}

/**
 * More than anybody owns: a /8 of IPv4, a /16 of IPv6. Who admits more admits strangers, in however many blocks it is
 * written.
 */
const most = { 4: 1n << 24n, 6: 1n << 112n } as const;

/** Whether the blocks, all together, are the world: `0.0.0.0/0`, or `0.0.0.0/1` and `128.0.0.0/1`. */
export function isWorld(cidrs: readonly Cidr[], family: Family): boolean {
  return publicAddresses(cidrs, family) > most[family];
}

/** Whether any address of the block is one that the internet routes. */
export function isPublic(cidr: Cidr): boolean {
  return publicAddresses([cidr], cidr.family) > 0n;
}

function size(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** The addresses in both; each list is sorted and without overlaps. */
function common(one: readonly Range[], other: readonly Range[]): bigint {
  let sum = 0n;
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [one[i], other[j]];
    if (!a || !b) return sum;
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    if (first <= last) sum += last - first + 1n;
    if (a.last < b.last) i++;
    else j++;
  }
}
