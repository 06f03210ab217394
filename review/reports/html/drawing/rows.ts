import type { CellView, Exposure, MatrixView, SubnetView, VpcView } from '../../../reach/views';
import { captionsHeight } from './edges';
import { size, type Bar } from './sizes';
import { diagramItemsOf, within, type DiagramItem } from './diagram-items';

/** A tier: its subnets by zone, and the bars that stand in them. */
export interface Row {
  readonly name: string;
  readonly exposure: Exposure;
  /** What its routes allow, a line each. */
  readonly says: readonly string[];
  readonly y: number;
  readonly height: number;
  /** By zone; none where the tier has no subnet in it. */
  readonly cells: readonly (readonly Pick<SubnetView, 'label' | 'cidrs'>[])[];
  readonly bars: readonly Bar[];
}

const ways: Readonly<Record<Exposure, readonly string[]>> = {
  public: ['to and from', 'the internet'],
  private: ['out only,', 'through NAT'],
  isolated: ['no route to', 'the internet'],
  unknown: ['a route is', 'not known'],
};

/** What has no zone stands in a column of its own. */
export const noZone = 'zone not known';

/** The tiers from top to bottom; at the end the resources whose subnet is not known. */
export function rowsOf(
  vpc: VpcView,
  matrix: MatrixView | undefined,
  zones: readonly string[],
  edges: readonly CellView[],
  top: number,
): readonly Row[] {
  const things = diagramItemsOf(vpc, matrix);
  const zoneOf = new Map(vpc.subnets.map(({ key, zone }) => [key, zone ?? noZone]));
  let y = top;
  const add = (
    row: Omit<Row, 'y' | 'height' | 'bars'>,
    its: readonly DiagramItem[],
    columns: (thing: DiagramItem) => number[],
  ): Row => {
    const lines = Math.max(1, ...row.cells.map((texts) => texts.length));
    const head = row.cells.some((texts) => texts.length > 0) ? size.head + (lines - 1) * 34 : 8;
    const { bars, bottom } = stack(its, columns, y + head, edges);
    const height = Math.max(bottom - y + 6, size.head + 14);
    const placedRow = { ...row, y, height, bars };
    y += height + size.gap;
    return placedRow;
  };
  const rows = vpc.tiers.map(({ name, exposure, subnets }) => {
    const its = vpc.subnets.filter(({ key }) => subnets.includes(key));
    const cells = zones.map((zone) =>
      its
        .filter(({ key }) => zoneOf.get(key) === zone)
        .map(({ label, cidrs }) => ({ label: within(label, vpc), cidrs })),
    );
    const here = (thing: DiagramItem) => thing.subnets.filter((key) => subnets.includes(key));
    const columns = (thing: DiagramItem) => here(thing).map((key) => zones.indexOf(zoneOf.get(key) ?? noZone));
    const standing = things.filter((thing) => here(thing).length > 0);
    return add({ name, exposure, says: ways[exposure], cells }, standing, columns);
  });
  const lost = things.filter((thing) => thing.subnets.every((key) => !zoneOf.has(key)));
  if (lost.length === 0) return rows;
  const nowhere = { name: 'not placed', exposure: 'unknown' as const, says: ['in which subnet', 'is not known'] };
  return [...rows, add({ ...nowhere, cells: zones.map(() => []) }, lost, () => zones.map((_, index) => index))];
}

/** Each bar has its own height, so that no lines cross; bars without lines may share one. */
function stack(
  things: readonly DiagramItem[],
  columns: (thing: DiagramItem) => number[],
  top: number,
  edges: readonly CellView[],
) {
  const shared: { y: number; taken: number[] }[] = [];
  let next = top;
  const bars = things.map(({ id, label, kind, look, ...rest }): Bar => {
    const at = columns({ id, label, kind, look, ...rest });
    const [first, last] = [Math.min(...at), Math.max(...at)];
    const height = Math.max(size.slot - 6, captionsHeight(id, edges));
    const x = size.margin + size.label + first * size.zone + 10;
    const width = (last - first + 1) * size.zone - size.gap - 20;
    const isQuiet = edges.every(({ from, to }) => from !== id && to !== id);
    const slot = isQuiet ? shared.find(({ taken }) => taken.every((one) => one < first || one > last)) : undefined;
    const y = slot?.y ?? next;
    if (slot) slot.taken.push(...at);
    else {
      if (isQuiet) shared.push({ y, taken: [...at] });
      next += height + 6;
    }
    return { id, label, kind, look, x, y, width, height };
  });
  return { bars, bottom: next };
}
