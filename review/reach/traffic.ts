import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import { everywhere, intersect, isSame, join, none, subtract, type Addresses } from './addresses';
import type { Family } from '../network/cidr';

/** The protocols that are followed. ICMP is one, whatever its type; others are left out. */
export type Protocol = 'tcp' | 'udp' | 'icmp';
export const protocols: readonly Protocol[] = ['tcp', 'udp', 'icmp'];
export const lastPort = 65_535;

/** Packets that have passed so far: any of these ports, from any of these client ports, between these addresses. */
export interface Packets {
  readonly from: number;
  readonly to: number;
  readonly clientFrom: number;
  readonly clientTo: number;
  readonly sources: Addresses;
  readonly destinations: Addresses;
}

/** The rule that decides, as a path tells it. */
export interface By {
  readonly resource: Resource;
  /** `rule 100 allows tcp 443 from 0.0.0.0/0` */
  readonly text: string;
  readonly note?: string;
  readonly unknown?: Unknown;
}

/** Of some ports, the addresses that may pass. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly addresses: Addresses;
  /** Which rule lets which of them pass. */
  readonly parts: readonly { readonly addresses: Addresses; readonly by: By }[];
}

/** What passes certainly, and what passes possibly. The slices of each have no port in common. */
export interface Filter {
  readonly certain: readonly Slice[];
  readonly possible: readonly Slice[];
  /** Of a deny that may apply: the value that decides it. */
  readonly denies?: Unknown;
}

/** A rule: of a list, the first that matches decides. */
export interface Entry {
  readonly from: number;
  readonly to: number;
  readonly addresses: Addresses;
  readonly allows: boolean;
  readonly by: By;
  /** Why it is not known what the rule matches; then ports and addresses are an upper bound. */
  readonly unknown?: Unknown;
}

export const shut: Filter = { certain: [], possible: [] };

/** A filter of everything or nothing: whether a gateway is there, an address public. */
export function gate(open: boolean | Unknown, family: Family, by: By): Filter {
  if (open === false) return shut;
  const all = (unknown?: Unknown): Slice[] => {
    const addresses = everywhere[family];
    return [{ from: 0, to: lastPort, addresses, parts: [{ addresses, by: unknown ? { ...by, unknown } : by }] }];
  };
  return open === true ? { certain: all(), possible: all() } : { certain: [], possible: all(open) };
}

/** Rules in the order of evaluation; what none matches is denied. */
export function filterOf(entries: readonly Entry[], family: Family): Filter {
  const certain = slices(
    entries.filter(({ unknown, allows }) => !unknown || !allows),
    family,
  );
  if (entries.every(({ unknown }) => !unknown)) return { certain, possible: certain };
  const possible = slices(
    entries.filter(({ unknown, allows }) => !unknown || allows),
    family,
  );
  const denies = entries.find(({ unknown, allows }) => unknown && !allows)?.unknown;
  return { certain, possible, ...(denies && { denies }) };
}

function slices(entries: readonly Entry[], family: Family): Slice[] {
  const cuts = [...new Set(entries.flatMap(({ from, to }) => [from, to + 1]))].sort((a, b) => a - b);
  const slices: Slice[] = [];
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = (cuts[index + 1] as number) - 1;
    const slice = decide(
      entries.filter((entry) => entry.from <= from && to <= entry.to),
      family,
    );
    const before = slices.at(-1);
    if (before && before.to === from - 1 && isSame(before.addresses, slice.addresses) && isSameBy(before, slice)) {
      slices[slices.length - 1] = { ...before, to };
    } else if (slice.addresses.length > 0) slices.push({ from, to, ...slice });
  }
  return slices;
}

function decide(entries: readonly Entry[], family: Family): Pick<Slice, 'addresses' | 'parts'> {
  let left = everywhere[family];
  const parts: { addresses: Addresses; by: By }[] = [];
  for (const entry of entries) {
    if (left.length === 0) break;
    const addresses = intersect(entry.addresses, left);
    if (addresses.length === 0) continue;
    left = subtract(left, addresses);
    if (entry.allows) parts.push({ addresses, by: entry.unknown ? { ...entry.by, unknown: entry.unknown } : entry.by });
  }
  return { addresses: parts.length > 0 ? join(parts.flatMap(({ addresses }) => addresses)) : none, parts };
}

function isSameBy(one: Pick<Slice, 'parts'>, other: Pick<Slice, 'parts'>): boolean {
  return (
    one.parts.length === other.parts.length &&
    one.parts.every(({ by }, index) => other.parts[index]?.by.text === by.text)
  );
}

/** Which address of a packet a filter looks at: of a request coming in its source, of a reply going out its destination. */
export type Side = 'sources' | 'destinations';

export interface Narrowed {
  readonly beams: readonly Packets[];
  /** What let them pass. */
  readonly by: readonly By[];
}

/**
 * What is left behind a filter.
 *
 * @param isReply the packet's port is the client's
 */
export function narrow(beams: readonly Packets[], pass: readonly Slice[], side: Side, isReply: boolean): Narrowed {
  const by = new Set<By>();
  const left = beams.flatMap((beam) =>
    pass.flatMap((slice): Packets[] => {
      const from = Math.max(slice.from, isReply ? beam.clientFrom : beam.from);
      const to = Math.min(slice.to, isReply ? beam.clientTo : beam.to);
      if (from > to) return [];
      const addresses = intersect(beam[side], slice.addresses);
      if (addresses.length === 0) return [];
      for (const part of slice.parts) {
        if (slice.parts.length === 1 || intersect(part.addresses, addresses).length > 0) by.add(part.by);
      }
      return [{ ...beam, [side]: addresses, ...(isReply ? { clientFrom: from, clientTo: to } : { from, to }) }];
    }),
  );
  return { beams: left, by: [...by] };
}
