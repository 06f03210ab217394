import type { CellView, MatrixView, TierView, VpcView } from '../../../reach/views';
import { isHere, thingsOf, type Look } from './things';

/** Sizes in the picture's own units, which are pixels at its full width. */
export const size = {
  margin: 16,
  label: 132,
  zone: 236,
  gap: 12,
  head: 44,
  slot: 30,
  line: 16,
  lane: 16,
  caption: 190,
} as const;

/** Something drawn as a bar across the zones that it may be in. */
export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Row {
  readonly tier: TierView;
  readonly y: number;
  readonly height: number;
  /** `undefined` where the tier has no subnet in the zone. */
  readonly cells: readonly (readonly CellText[])[];
  readonly bars: readonly Bar[];
}
export interface CellText {
  readonly label: string;
  readonly cidrs: readonly string[];
}

interface Certainty {
  readonly isCertain: boolean;
}

/** All that may talk to one target: a line on which its sources stand, and what they may say. */
export interface Bus {
  readonly target: Bar;
  readonly sources: readonly (Certainty & { readonly bar: Bar })[];
  readonly x: number;
  readonly captions: readonly (Certainty & { readonly text: string })[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly right: number;
  readonly zones: readonly string[];
  readonly internet: Bar;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly Row[];
  readonly buses: readonly Bus[];
}

/** What has no zone stands in a column of its own. */
const noZone = 'zone not known';

/** Where everything of a VPC stands: zones are columns, tiers are rows, and what may talk is joined at the right. */
export function layoutOf(vpc: VpcView, matrix: MatrixView | undefined): Layout {
  const hasNoZone = vpc.subnets.some(({ zone }) => zone === undefined);
  const zones = [...vpc.zones, ...(hasNoZone ? [noZone] : [])];
  const right = size.margin + size.label + zones.length * size.zone;
  const edges = edgesOf(matrix, vpc);
  const internet: Bar = {
    ...{ id: 'internet', label: 'internet', kind: '', look: 'internet' },
    ...{
      x: size.margin,
      y: size.margin,
      width: right - size.margin,
      height: Math.max(30, captionsHeight('internet', edges)),
    },
  };
  const top = internet.y + internet.height + 42;
  let y = top + 34;
  const rows = vpc.tiers.map((tier) => {
    const row = rowOf(tier, vpc, matrix, zones, y, edges);
    y += row.height + size.gap;
    return row;
  });
  const bottom = y + 4;
  const bars = new Map([internet, ...rows.flatMap((row) => row.bars)].map((bar) => [bar.id, bar]));
  const buses = busesOf(bars, edges, right);
  const width = right + size.margin + (buses.length > 0 ? buses.length * size.lane + size.caption : 0);
  return { width, height: bottom + size.margin, right, zones, internet, top, bottom, rows, buses };
}

/** Between different groups of this VPC, or with the internet. What nothing stops, and what may be open. */
function edgesOf(matrix: MatrixView | undefined, vpc: VpcView): readonly CellView[] {
  const here = new Set((matrix?.groups ?? []).filter((group) => isHere(group, vpc)).map(({ id }) => id));
  return (matrix?.cells ?? []).filter(
    ({ from, to, verdict }) => verdict !== 'blocked' && from !== to && here.has(from) && here.has(to),
  );
}

function rowOf(
  tier: TierView,
  vpc: VpcView,
  matrix: MatrixView | undefined,
  zones: readonly string[],
  y: number,
  edges: readonly CellView[],
): Row {
  const its = vpc.subnets.filter(({ key }) => tier.subnets.includes(key));
  const column = (key: string) => zones.indexOf(its.find((subnet) => subnet.key === key)?.zone ?? noZone);
  const cells = zones.map((zone) =>
    its.filter((subnet) => (subnet.zone ?? noZone) === zone).map(({ label, cidrs }) => ({ label, cidrs })),
  );
  const lines = Math.max(1, ...cells.map((texts) => texts.length));
  let next = y + size.head + (lines - 1) * 34;
  const bars = thingsOf(vpc, matrix).flatMap((thing) => {
    const columns = thing.subnets.filter((key) => tier.subnets.includes(key)).map(column);
    if (columns.length === 0) return [];
    const [first, last] = [Math.min(...columns), Math.max(...columns)];
    const height = Math.max(size.slot - 6, captionsHeight(thing.id, edges));
    const bar: Bar = {
      ...{ id: thing.id, label: thing.label, kind: thing.kind, look: thing.look, y: next, height },
      x: size.margin + size.label + first * size.zone + 10,
      width: (last - first + 1) * size.zone - size.gap - 20,
    };
    next += height + 6;
    return [bar];
  });
  return { tier, y, height: Math.max(next - y + 6, size.head + 14), cells, bars };
}

function captionsOf(target: string, edges: readonly CellView[]): readonly (readonly [string, readonly CellView[]])[] {
  const groups = new Map<string, CellView[]>();
  for (const edge of edges.filter(({ to }) => to === target)) {
    const traffic = edge.verdict === 'unknown' ? `perhaps ${edge.traffic}` : edge.traffic;
    groups.set(traffic, [...(groups.get(traffic) ?? []), edge]);
  }
  return [...groups];
}

function captionsHeight(target: string, edges: readonly CellView[]): number {
  return captionsOf(target, edges).length * size.line;
}

function busesOf(bars: ReadonlyMap<string, Bar>, edges: readonly CellView[], right: number): readonly Bus[] {
  const targets = [...bars.values()].filter(({ id }) => edges.some(({ to }) => to === id));
  return targets.map((target, index) => {
    const captions = captionsOf(target.id, edges).map(([traffic, from]) => {
      const names = from.map((edge) => bars.get(edge.from)?.label ?? edge.from);
      return { text: `${traffic} from ${names.join(', ')}`, isCertain: from.every(isCertain) };
    });
    const sources = edges.flatMap((edge) => {
      const bar = bars.get(edge.from);
      return edge.to === target.id && bar ? [{ bar, isCertain: isCertain(edge) }] : [];
    });
    return { target, sources, x: right + size.margin + index * size.lane, captions };
  });
}

function isCertain({ verdict }: CellView): boolean {
  return verdict === 'reachable';
}
