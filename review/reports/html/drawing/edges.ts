import type { CellView, MatrixView, VpcView } from '../../../reach/views';
import { size, type Bar } from './sizes';
import { isHere } from './diagram-items';

interface Certainty {
  readonly isCertain: boolean;
}

/** The connections to one target: a line with its sources, and the ports they can reach. */
export interface Bus {
  readonly target: Bar;
  readonly sources: readonly (Certainty & { readonly bar: Bar })[];
  readonly x: number;
  readonly captions: readonly (Certainty & { readonly text: string })[];
}

/** Between different groups of this VPC, or with the internet. What nothing stops, and what may be open. */
export function edgesOf(matrix: MatrixView | undefined, vpc: VpcView): readonly CellView[] {
  const here = new Set((matrix?.groups ?? []).filter((group) => isHere(group, vpc)).map(({ id }) => id));
  return (matrix?.cells ?? []).filter(
    ({ from, to, verdict }) => verdict !== 'blocked' && from !== to && here.has(from) && here.has(to),
  );
}

/** The room that is needed beside a target. */
export function captionsHeight(target: string, edges: readonly CellView[]): number {
  return captionsOf(target, edges).length * size.line;
}

/** One for each target that anything reaches, beside each other from `left` on. */
export function busesOf(bars: ReadonlyMap<string, Bar>, edges: readonly CellView[], left: number): readonly Bus[] {
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
    return { target, sources, x: left + index * size.lane, captions };
  });
}

/** Those that may say the same in one line. */
function captionsOf(target: string, edges: readonly CellView[]): readonly (readonly [string, readonly CellView[]])[] {
  const groups = new Map<string, CellView[]>();
  for (const edge of edges) {
    if (edge.to !== target) continue;
    const traffic = isCertain(edge) ? edge.traffic : `possibly ${edge.traffic}`;
    const group = groups.get(traffic);
    if (group) group.push(edge);
    else groups.set(traffic, [edge]);
  }
  return [...groups];
}

function isCertain({ verdict }: CellView): boolean {
  return verdict === 'reachable';
}
