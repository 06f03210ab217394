import type { MatrixView, VpcView } from '../../../reach/views';
import { busesOf, captionsHeight, edgesOf, type Bus } from './edges';
import { noZone, rowsOf, type Row } from './rows';
import { size, type Bar } from './sizes';

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Where the VPC ends, and the lines between its things begin. */
  readonly right: number;
  readonly zones: readonly string[];
  readonly internet: Bar;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly Row[];
  readonly buses: readonly Bus[];
}

/** The layout of a VPC diagram: zones are columns, tiers are rows, and connections are drawn at the right. */
export function layoutOf(vpc: VpcView, matrix: MatrixView | undefined): Layout {
  const hasNoZone = vpc.subnets.some(({ zone }) => zone === undefined);
  const zones = [...vpc.zones, ...(hasNoZone || vpc.zones.length === 0 ? [noZone] : [])];
  const right = size.margin + size.label + zones.length * size.zone;
  const edges = edgesOf(matrix, vpc);
  const internet: Bar = {
    ...{ id: 'internet', label: 'internet', kind: '', look: 'internet' },
    ...{ x: size.margin, y: size.margin, width: right - size.margin },
    height: Math.max(30, captionsHeight('internet', edges)),
  };
  const top = internet.y + internet.height + 42;
  const rows = rowsOf(vpc, matrix, zones, edges, top + 34);
  const last = rows.at(-1);
  const hasDoor = vpc.endpoints.some(({ kind }) => kind === 'gateway');
  const bottom = (last ? last.y + last.height + size.gap : top + 60) + (hasDoor ? 14 : 4);
  // A group in several tiers has several bars; its lines start at the first.
  const bars = new Map<string, Bar>();
  for (const bar of [internet, ...rows.flatMap((row) => row.bars)]) if (!bars.has(bar.id)) bars.set(bar.id, bar);
  const buses = busesOf(bars, edges, right + size.margin);
  const width = right + size.margin + (buses.length > 0 ? buses.length * size.lane + size.caption : 0);
  return { width, height: bottom + size.margin, right, zones, internet, top, bottom, rows, buses };
}
