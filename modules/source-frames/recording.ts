import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConstruct, Node } from 'constructs';
import { Frames, type SourceFrame } from './frame';

/** What an `App` of cdktf, or of CDK Terrain, is here. */
export interface SynthesizedApp extends IConstruct {
  readonly outdir: string;
  synth(): void;
}

/** Beside `manifest.json`. */
const sidecar = 'sources.json';

/** The lines that make constructs, until their app writes them. */
export class Recording {
  private readonly found = new Map<IConstruct, SourceFrame>();
  private readonly apps = new WeakSet<SynthesizedApp>();

  /** @param root the folder that files are named from */
  constructor(private readonly root: string) {}

  /** Records every construct that is made from here on with this class of `constructs`. Returns what stops it. */
  start({ prototype }: { readonly prototype: Node }, onConstruct?: (root: IConstruct) => void): () => void {
    const node = prototype as unknown as { addChild(this: Node, child: IConstruct, name: string): void };
    const { found } = this;
    const frames = new Frames(this.root);
    const addChild = node.addChild;
    node.addChild = function (child, name) {
      addChild.call(this, child, name);
      const frame = isElement(child) ? frames.ofCaller() : undefined;
      if (frame) found.set(child, frame);
      onConstruct?.(this.root);
    };
    return () => (node.addChild = addChild);
  }

  /** Has `app.synth()` write `sources.json`, once however often it is asked for. */
  writeWith(app: SynthesizedApp, onSynthesized?: () => void): void {
    if (this.apps.has(app)) return;
    this.apps.add(app);
    const synth = app.synth.bind(app);
    app.synth = () => {
      const file = join(app.outdir, sidecar);
      // A run that fails leaves none, rather than that of an older one.
      if (existsSync(file)) rmSync(file);
      try {
        synth();
      } finally {
        onSynthesized?.();
      }
      writeFileSync(file, `${JSON.stringify(this.framesOf(app))}\n`);
    };
  }

  /** By construct path. */
  private framesOf(app: SynthesizedApp): Record<string, SourceFrame> {
    const its = [...this.found].filter(([child]) => child.node.root === app);
    const byPath = its.map(([child, frame]) => [child.node.path, frame] as const);
    return Object.fromEntries(byPath.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Gets a block of its own in the JSON, as a resource or a module does. The others are many, and a stack takes longer than a construct. */
function isElement(child: IConstruct): boolean {
  return 'constructNodeMetadata' in child;
}
