import { isStateful } from '../engine/stateful';
import { groupBy } from '../group-by';
import type { Place } from '../model/resource';
import type { ResourceNote } from './inventory';
import { replacingArguments } from './replacing-arguments';

/** What happened to a resource since an older review. */
export interface ResourceDifference {
  /** `replaced` where an argument changed that is known to force it: any other change may, too, and only a plan tells. */
  readonly kind: 'added' | 'removed' | 'changed' | 'replaced';
  readonly root: string;
  readonly address: string;
  readonly type: string;
  readonly constructPath?: string;
  readonly place: Place;
  /** Whether it holds data, or all that does is in it. */
  readonly holdsData: boolean;
  /** What changed; empty of one that was added or removed. */
  readonly attributes: readonly AttributeDifference[];
}

export interface AttributeDifference {
  readonly name: string;
  /** Absent where nothing was written. A digest, `#1a2b3`, stands for a value that may be a secret. */
  readonly before?: string;
  readonly after?: string;
  /** Whether it forces the replacement. */
  readonly replaces: boolean;
}

/** The resources of an environment against those that it had. */
export function resourceDifferences(
  older: readonly ResourceNote[],
  now: readonly ResourceNote[],
): readonly ResourceDifference[] {
  const names = rootPairs(older, now);
  const key = (root: string | undefined, address: string) => `${root} ${address}`;
  const before = new Map(older.map((note) => [key(note.root, note.address), note]));
  const differences: ResourceDifference[] = [];
  for (const note of now) {
    const id = key(names.get(note.root), note.address);
    const was = before.get(id);
    before.delete(id);
    if (!was) differences.push(differenceOf(note, 'added'));
    else {
      const attributes = attributeDifferences(was, note);
      if (attributes.length === 0) continue;
      const kind = attributes.some(({ replaces }) => replaces) ? 'replaced' : 'changed';
      differences.push(differenceOf(note, kind, attributes));
    }
  }
  return [...differences, ...[...before.values()].map((note) => differenceOf(note, 'removed'))];
}

/** `instance_class: "db.r6g.large" became "db.r6g.xlarge"`; of what may be a secret only that it changed. */
export function attributeText({ name, before = 'nothing', after = 'nothing' }: AttributeDifference): string {
  return [before, after].some((value) => value.startsWith('#'))
    ? `${name} changed`
    : `${name}: ${before} became ${after}`;
}

function differenceOf(
  note: ResourceNote,
  kind: ResourceDifference['kind'],
  attributes: readonly AttributeDifference[] = [],
): ResourceDifference {
  const { root, address, type, constructPath, place } = note;
  const holdsData = isStateful({ mode: 'managed', type });
  return { kind, root, address, type, ...(constructPath && { constructPath }), place, holdsData, attributes };
}

function attributeDifferences(older: ResourceNote, now: ResourceNote): readonly AttributeDifference[] {
  const replacing = replacingArguments(now.type);
  const names = new Set([...Object.keys(older.attributes), ...Object.keys(now.attributes)]);
  return [...names].flatMap((name) => {
    const [before, after] = [older.attributes[name], now.attributes[name]];
    if (before === after) return [];
    const replaces = replacing.some((argument) => name === argument || name.startsWith(`${argument}.`));
    return { name, ...(before !== undefined && { before }), ...(after !== undefined && { after }), replaces };
  });
}

/**
 * The older stack or folder of each of today's: the one with the same state, if both configure it; else the one of the
 * same name; else, if one is left on each side, the other. So a folder may be renamed, and a stack that moves to
 * another state is a new one.
 */
function rootPairs(older: readonly ResourceNote[], now: readonly ResourceNote[]): ReadonlyMap<string, string> {
  const statesOf = (notes: readonly ResourceNote[]) =>
    new Map([...groupBy(notes, ({ root }) => root)].map(([root, [first]]) => [root, first?.state]));
  const [was, is] = [statesOf(older), statesOf(now)];
  const paired = new Map<string, string>();
  const pair = (mayBe: (root: string, old: string) => boolean) => {
    for (const root of is.keys()) {
      if (paired.has(root)) continue;
      const taken = new Set(paired.values());
      const found = [...was.keys()].find((old) => !taken.has(old) && mayBe(root, old));
      if (found !== undefined) paired.set(root, found);
    }
  };
  const isOneUnknown = (root: string, old: string) => is.get(root) === undefined || was.get(old) === undefined;
  pair((root, old) => is.get(root) !== undefined && is.get(root) === was.get(old));
  pair((root, old) => root === old && isOneUnknown(root, old));
  if (is.size - paired.size === 1 && was.size - paired.size === 1) pair(isOneUnknown);
  return paired;
}
