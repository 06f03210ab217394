/** Addresses of one family, from and to, both of them in it. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** A set of addresses of one family: ranges that neither overlap nor touch, lowest first. */
export type Ranges = readonly Range[];

export function join(ranges: readonly Range[]): Ranges {
  const joined: Range[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    const before = joined.at(-1);
    if (!before || first > before.last + 1n) joined.push({ first, last });
    else if (last > before.last) joined[joined.length - 1] = { first: before.first, last };
  }
  return joined;
}

export function intersect(one: Ranges, other: Ranges): Ranges {
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

export function subtract(from: Ranges, taken: Ranges): Ranges {
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

export function isSame(one: Ranges, other: Ranges): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every(({ first, last }, index) => other[index]?.first === first && other[index]?.last === last)
  );
}

/** How many addresses. */
export function sizeOf(ranges: Ranges): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}
