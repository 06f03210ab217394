import { parseCidr, type Cidr, type Family, type Range } from '../network/cidr';

/** Addresses of one family: ranges that neither overlap nor touch, lowest first. */
export type Addresses = readonly Range[];

export const none: Addresses = [];
export const everywhere: Readonly<Record<Family, Addresses>> = {
  4: [{ first: 0n, last: (1n << 32n) - 1n }],
  6: [{ first: 0n, last: (1n << 128n) - 1n }],
};

/** The addresses of blocks that are of the family. */
export function addressesOf(cidrs: readonly Cidr[], family: Family): Addresses {
  return join(cidrs.filter((cidr) => cidr.family === family));
}

export function join(ranges: readonly Range[]): Addresses {
  const joined: Range[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    const before = joined.at(-1);
    if (!before || first > before.last + 1n) joined.push({ first, last });
    else if (last > before.last) joined[joined.length - 1] = { first: before.first, last };
  }
  return joined;
}

export function intersect(one: Addresses, other: Addresses): Addresses {
  if (one === other) return one;
  const both: Range[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [one[i], other[j]];
    if (!a || !b) return both;
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    if (first <= last) both.push({ first, last });
    if (a.last < b.last) i++;
    else j++;
  }
}

export function subtract(from: Addresses, taken: Addresses): Addresses {
  const left: Range[] = [];
  for (const { first, last } of from) {
    let start = first;
    for (const hole of taken) {
      if (hole.last < start || hole.first > last) continue;
      if (hole.first > start) left.push({ first: start, last: hole.first - 1n });
      start = hole.last + 1n;
    }
    if (start <= last) left.push({ first: start, last });
  }
  return left;
}

export function isSame(one: Addresses, other: Addresses): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every(({ first, last }, index) => other[index]?.first === first && other[index]?.last === last)
  );
}

/** Whether each address of `inner` is in `outer`. */
export function holds(outer: Addresses, inner: Addresses): boolean {
  return isSame(intersect(outer, inner), inner);
}

export function sizeOf(addresses: Addresses): bigint {
  return addresses.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

// What no router of the internet carries: RFC 6890, and the multicast and reserved halves.
const notRouted = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/3'],
];
const read = (texts: readonly string[], family: Family) =>
  addressesOf(
    texts.flatMap((text) => parseCidr(text) ?? []),
    family,
  );

/** The addresses that the internet routes. */
export const internet: Readonly<Record<Family, Addresses>> = {
  4: subtract(everywhere[4], read(notRouted, 4)),
  6: read(['2000::/3'], 6),
};

/** As blocks, `10.0.0.0/16`; `the internet` for all that it routes; cut after four. */
export function addressText(addresses: Addresses, family: Family): string {
  if (isSame(addresses, everywhere[family])) return family === 4 ? '0.0.0.0/0' : '::/0';
  if (isSame(addresses, internet[family])) return family === 4 ? 'the internet' : 'the internet (IPv6)';
  const blocks = blocksOf(addresses, family, 5);
  return blocks.length > 4 ? `${blocks.slice(0, 4).join(', ')}, …` : blocks.join(', ');
}

/** The fewest blocks that make up the addresses, `most` of them at the most. */
export function blocksOf(addresses: Addresses, family: Family, most = 64): string[] {
  const bits = family === 4 ? 32 : 128;
  const blocks: string[] = [];
  for (const { first, last } of addresses) {
    for (let start = first; start <= last && blocks.length < most;) {
      let free = 0;
      const fits = () =>
        (start & ((1n << BigInt(free + 1)) - 1n)) === 0n && start + (1n << BigInt(free + 1)) - 1n <= last;
      while (free < bits && fits()) free++;
      blocks.push(`${written(start, family)}/${bits - free}`);
      start += 1n << BigInt(free);
    }
  }
  return blocks;
}

function written(address: bigint, family: Family): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const words = Array.from({ length: 8 }, (_, at) => ((address >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const text = words.join(':');
  const longest = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (!longest) return text;
  return `${text.slice(0, longest.index)}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`;
}
