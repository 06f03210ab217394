import { everywhere, internet, type Family } from '../network/cidr';
import { isSame, type Ranges } from '../network/ranges';

export { everywhere, internet, union as addressesOf } from '../network/cidr';
export { intersect, isSame, join, sizeOf, subtract } from '../network/ranges';

/** Addresses of one family. */
export type Addresses = Ranges;

export const none: Addresses = [];

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
