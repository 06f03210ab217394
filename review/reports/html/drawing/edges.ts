import type { CellView, DistributionView, GroupView, MatrixView, VpcView } from '../../../reach/views';
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
export function edgesOf(
  matrix: MatrixView | undefined,
  vpc: VpcView,
  distributions: readonly DistributionView[] = [],
): readonly CellView[] {
  const groups = (matrix?.groups ?? []).filter((group) => isHere(group, vpc));
  const here = new Set(groups.map(({ id }) => id));
  const cells = (matrix?.cells ?? []).filter(
    ({ from, to, verdict }) => verdict !== 'blocked' && from !== to && here.has(from) && here.has(to),
  );
  const byDistribution = distributions.flatMap((one) => edgesBy(one, groups, matrix));
  // What is handed on has a line from who hands it on.
  const last = [...byDistribution, ...cells.filter(({ isHanded }) => !isHanded)];
  const isDrawn = ({ to }: CellView) => last.some((edge) => edge.to === to && edge.from !== 'internet');
  return [...byDistribution, ...cells.filter((cell) => !cell.isHanded || !isDrawn(cell))];
}

/** From the internet to a distribution, and from it to its origins. */
function edgesBy(
  { key, origins }: DistributionView,
  groups: readonly GroupView[],
  matrix: MatrixView | undefined,
): readonly CellView[] {
  const entry = matrix?.cells.find((cell) => cell.from === 'internet' && idOf(matrix, cell.to) === idOf(matrix, key));
  const isOpen = entry && entry.verdict !== 'blocked';
  const toOrigins = origins.flatMap(({ key: member, traffic, verdict }): CellView[] => {
    const to = groups.find(({ members }) => members.includes(member))?.id;
    if (to === undefined || verdict === 'blocked') return [];
    return [{ from: key, to, verdict, ports: [], traffic, because: 'an origin of the distribution' }];
  });
  return [...(isOpen ? [{ ...entry, to: key }] : []), ...toOrigins];
}

/** The group that a member is in: of alike distributions one stands for all. */
const idOf = ({ groups }: MatrixView, key: string) => groups.find(({ members }) => members.includes(key))?.id ?? key;

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
