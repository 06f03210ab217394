import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { App } from 'cdktf';
import { Node, type IConstruct } from 'constructs';

/** Where in the source a construct was made. */
export interface SourceFrame {
  /** Relative to the folder that the app runs in. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Beside `manifest.json`. */
const sidecar = 'sources.json';
/** Between a resource and the line that made it stand its own classes, cdktf's and constructs'. */
const depth = 24;

/**
 * Records which line of TypeScript makes each resource, from here on, and has `app.synth()` write it to
 * `<outdir>/sources.json`, so that the review names it. Changes nothing of what is synthesized.
 *
 * Frames in `node_modules` are passed over: of a resource that a library makes, the line that called the library is
 * named. Of a bundle, what a source map makes of its frames (`node --enable-source-maps`).
 *
 * @param root the folder that files are named from
 */
export function recordSourceFrames(app: App, root: string = process.cwd()): void {
  const stacks = new Map<IConstruct, string>();
  const prototype = Node.prototype as unknown as { addChild(child: IConstruct, name: string): void };
  const addChild = prototype.addChild;
  prototype.addChild = function (child, name) {
    addChild.call(this, child, name);
    stacks.set(child, trace());
  };
  const synth = app.synth.bind(app);
  app.synth = () => {
    const file = join(app.outdir, sidecar);
    // A run that fails leaves none, rather than that of an older one.
    if (existsSync(file)) rmSync(file);
    try {
      synth();
    } finally {
      prototype.addChild = addChild;
    }
    writeFileSync(file, `${JSON.stringify(framesOf(stacks, root))}\n`);
  };
}

function trace(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = depth;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  return stack;
}

/** By construct path; resources only, since nothing else is judged. */
function framesOf(stacks: ReadonlyMap<IConstruct, string>, root: string): Record<string, SourceFrame> {
  const made = [...stacks].filter(([child]) => 'terraformResourceType' in child);
  const found = made.flatMap(([child, stack]) => {
    const frame = firstFrame(stack, root);
    return frame ? [[child.node.path, frame] as const] : [];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function firstFrame(stack: string, root: string): SourceFrame | undefined {
  for (const [, path = '', line] of stack.matchAll(/^ +at (?:.* \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/gm)) {
    const file = isAbsolute(path) ? relative(root, path) : path;
    if (isOwn(file)) return { file: file.replaceAll('\\', '/'), line: Number(line) };
  }
  return undefined;
}

function isOwn(file: string): boolean {
  return !/(^|[\\/])node_modules[\\/]|^node:|modules[\\/]source-frames[\\/]/.test(file) && !file.startsWith('..');
}
