import type { CellView, DistributionView, MatrixView, VpcView } from '../../../reach/views';
import { busesOf, captionsHeight, edgesOf, type Bus } from './edges';
import { noZone, rowsOf, type Row } from './rows';
import { withWebAcl } from './diagram-items';
import { door, size, type Bar } from './sizes';

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Where the VPC ends, and the lines between its things begin. */
  readonly right: number;
  readonly zones: readonly string[];
  readonly internet: Bar;
  /** Distributions, between the internet and the VPC. */
  readonly edge: readonly Bar[];
  /** Where the gateways of the VPC begin. */
  readonly doors: number;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly Row[];
  readonly buses: readonly Bus[];
}

/** The layout of a VPC diagram: zones are columns, tiers are rows, and connections are drawn at the right. */
export function layoutOf(
  vpc: VpcView,
  matrix: MatrixView | undefined,
  distributions: readonly DistributionView[] = [],
): Layout {
  const hasNoZone = vpc.subnets.some(({ zone }) => zone === undefined);
  const zones = [...vpc.zones, ...(hasNoZone || vpc.zones.length === 0 ? [noZone] : [])];
  const right = size.margin + size.label + zones.length * size.zone;
  const edges = edgesOf(matrix, vpc, distributions);
  const internet: Bar = {
    ...{ id: 'internet', label: 'internet', kind: '', look: 'internet' },
    ...{ x: size.margin, y: size.margin, width: right - size.margin },
    height: Math.max(30, captionsHeight('internet', edges)),
  };
  const gateways = vpc.gateways.filter(({ subnet }) => subnet === undefined).length;
  const doorsWidth = gateways * (door + 16) - 16;
  const isBeside = distributions.length > 0;
  const doors = isBeside ? size.margin + 14 : (size.margin + right - doorsWidth) / 2;
  const edge = edgeBars(distributions, edges, {
    x: gateways > 0 ? doors + doorsWidth + 20 : size.margin,
    y: internet.y + internet.height + 14,
    right,
  });
  const above = edge.at(-1) ?? internet;
  const top = above.y + above.height + (isBeside ? 28 : 42);
  const rows = rowsOf(vpc, matrix, zones, edges, top + 34);
  const last = rows.at(-1);
  const hasDoor = vpc.endpoints.some(({ kind }) => kind === 'gateway');
  const bottom = (last ? last.y + last.height + size.gap : top + 60) + (hasDoor ? 14 : 4);
  // A group in several tiers has several bars; its lines start at the first.
  const bars = new Map<string, Bar>();
  for (const bar of [internet, ...edge, ...rows.flatMap((row) => row.bars)])
    if (!bars.has(bar.id)) bars.set(bar.id, bar);
  const buses = busesOf(bars, edges, right + size.margin);
  const width = right + size.margin + (buses.length > 0 ? buses.length * size.lane + size.caption : 0);
  return { width, height: bottom + size.margin, right, zones, internet, edge, doors, top, bottom, rows, buses };
}

/** One below the other, beside the line from the internet to the gateways. */
function edgeBars(
  distributions: readonly DistributionView[],
  edges: readonly CellView[],
  { x, y, right }: { readonly x: number; readonly y: number; readonly right: number },
): readonly Bar[] {
  let next = y;
  return distributions.map(({ key, name, webAcl }): Bar => {
    const height = Math.max(30, captionsHeight(key, edges));
    const kind = webAcl === undefined ? 'CloudFront, no web ACL' : withWebAcl('CloudFront', [webAcl]);
    const bar = { id: key, label: name, kind, look: 'edge' as const, x, y: next, width: right - x, height };
    next += height + 6;
    return bar;
  });
}
