import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConstruct, Node } from 'constructs';
import { captureStack, Frames, type SourceFrame } from './frame';

/** What an `App` of cdktf, or of CDK Terrain, is here. */
export interface SynthesizedApp extends IConstruct {
  readonly outdir: string;
  synth(): void;
}

/** Beside `manifest.json`. */
const sidecar = 'sources.json';

/** The stacks in which constructs are made, until their app writes what it found in them. */
export class Recording {
  private readonly stacks = new Map<IConstruct, Error>();
  private readonly apps = new WeakSet<SynthesizedApp>();

  /** @param root the folder that files are named from */
  constructor(private readonly root: string) {}

  /** Records every construct that is made from here on with this class of `constructs`. Returns what stops it. */
  start({ prototype }: { readonly prototype: Node }, onConstruct?: (root: IConstruct) => void): () => void {
    const node = prototype as unknown as { addChild(this: Node, child: IConstruct, name: string): void };
    const { stacks } = this;
    const addChild = node.addChild;
    node.addChild = function (child, name) {
      addChild.call(this, child, name);
      stacks.set(child, captureStack());
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

  /** By construct path: of what gets a block of its own in the JSON, such as a resource or a module. */
  private framesOf(app: SynthesizedApp): Record<string, SourceFrame> {
    const frames = new Frames(this.root);
    const elements = [...this.stacks].filter(([child]) => 'constructNodeMetadata' in child && child.node.root === app);
    const found = elements.flatMap(([child, stack]) => {
      const frame = frames.of(stack);
      return frame ? [[child.node.path, frame] as const] : [];
    });
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
