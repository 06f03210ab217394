import { InputError } from '../input-error';
import type { Place } from '../resource';
import type { Json } from './json-block';
import { overridden } from './override';

/** A file of a module. */
export interface SourceFile {
  readonly file: string;
  readonly json: Json;
  /** The line of a block, `resource.aws_vpc.main`, where that was looked for. */
  readonly lines?: ReadonlyMap<string, number>;
  /** Whether YAML is decoded somewhere in it, where that was looked for. */
  readonly mentionsYaml?: boolean;
  /** `override.tf`, `x_override.tf`: its blocks replace arguments of the other files' blocks. */
  readonly isOverride?: boolean;
}

/** A block, its labels and where it is written. */
export interface Block {
  /** `resource.aws_vpc.main`, `variable.cidr` */
  readonly label: string;
  /** `['aws_vpc', 'main']` */
  readonly names: readonly string[];
  readonly json: Json;
  readonly place: Place;
}

/** How many labels the blocks have that a review reads, and whether a module may have the same one again. */
const kinds: ReadonlyMap<string, { readonly labels: number; readonly isUnique: boolean }> = new Map([
  ['resource', { labels: 2, isUnique: true }],
  ['data', { labels: 2, isUnique: true }],
  ['ephemeral', { labels: 2, isUnique: true }],
  ['module', { labels: 1, isUnique: true }],
  ['variable', { labels: 1, isUnique: true }],
  ['output', { labels: 1, isUnique: true }],
  ['provider', { labels: 1, isUnique: false }],
  ['locals', { labels: 0, isUnique: false }],
  ['terraform', { labels: 0, isUnique: false }],
]);

/**
 * The blocks of a module's files, by kind.
 *
 * @throws InputError where a block is no block, or is declared twice
 */
export class Blocks {
  private readonly byKind = new Map<string, Block[]>();
  private readonly byLabel = new Map<string, Block>();

  constructor(files: readonly SourceFile[]) {
    for (const source of files.filter(({ isOverride }) => !isOverride)) this.read(source, (block) => this.add(block));
    for (const source of files.filter(({ isOverride }) => isOverride))
      this.read(source, (block) => this.override(block));
  }

  /** `resource`, `variable`, `terraform` */
  all(kind: string): readonly Block[] {
    return this.byKind.get(kind) ?? [];
  }

  /** `variable.cidr` */
  get(label: string): Block | undefined {
    return this.byLabel.get(label);
  }

  private read({ file, json, lines }: SourceFile, found: (block: Block) => void): void {
    for (const [kind, { labels }] of kinds) {
      for (const [names, block] of named(json[kind], labels, [], (at, found) => refuse(file, [kind, ...at], found))) {
        const label = [kind, ...names].join('.');
        const line = lines?.get(label);
        found({ label, names, json: block, place: { file, ...(line !== undefined && { line }) } });
      }
    }
  }

  private add(block: Block): void {
    const kind = block.label.split('.', 1)[0] as string;
    const first = this.byLabel.get(block.label);
    if (first && kinds.get(kind)?.isUnique) {
      const words = wordsOf(block.label);
      throw new InputError(
        block.place.file,
        `${words} is declared twice, first in ${placeText(first.place)}: rename one`,
        block.place.line,
      );
    }
    this.byLabel.set(block.label, block);
    const same = this.byKind.get(kind);
    if (same) same.push(block);
    else this.byKind.set(kind, [block]);
  }

  private override(block: Block): void {
    const kind = block.label.split('.', 1)[0] as string;
    const same = this.byKind.get(kind);
    const at = same?.findIndex(({ label, json }) => label === block.label && json.alias === block.json.alias) ?? -1;
    const original = same?.[at];
    if (!same || !original || kind === 'locals') return this.add(block);
    const merged = { ...original, json: overridden(kind, original.json, block.json) };
    same[at] = merged;
    this.byLabel.set(block.label, merged);
  }
}

/** Blocks below their labels; each label, and each block, may be in a list, as HCL and JSON have it. */
function* named(
  raw: unknown,
  labels: number,
  names: readonly string[],
  refused: (at: readonly string[], found: unknown) => never,
): Generator<[readonly string[], Json]> {
  if (raw === undefined || raw === null) return;
  if (Array.isArray(raw)) {
    for (const one of raw) yield* named(one, labels, names, refused);
  } else if (typeof raw !== 'object') refused(names, raw);
  else if (labels === 0) yield [names, raw as Json];
  else {
    for (const [name, inner] of Object.entries(raw)) {
      if (name === '//') continue;
      if (inner === null || typeof inner !== 'object') refused([...names, name], inner);
      yield* named(inner, labels - 1, [...names, name], refused);
    }
  }
}

function refuse(file: string, at: readonly string[], found: unknown): never {
  throw new InputError(file, `${at.join('.')}: expected a block, found ${JSON.stringify(found).slice(0, 40)}`);
}

/** `resource "aws_vpc" "main"` */
export function wordsOf(label: string): string {
  const [kind = '', ...names] = label.split('.');
  return [kind, ...names.map((name) => `"${name}"`)].join(' ');
}

export function placeText({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}
