import { readFileSync } from 'node:fs';
import { isAbsolute, join, normalize, relative } from 'node:path';
import { SourceMaps } from './source-maps';

/** Where in the source a construct is made. */
export interface SourceFrame {
  /** Relative to the folder that the app runs in. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Between a resource and the line that makes it are its own classes, cdktf's, constructs', and those of libraries. */
const depth = 50;

/** Without a library in between, the line is among so many. V8 takes microseconds to capture a frame, and more to read it. */
const nearby = 10;

/** Finds the line of the app in a stack. */
export class Frames {
  private readonly maps = new SourceMaps();
  private readonly seen = new Map<string, SourceFrame | undefined>();
  private readonly generated: string;

  /** @param root the folder that the app runs in */
  constructor(private readonly root: string) {
    this.generated = `/${normalize(`${generatedIn(root)}/`)}`.replaceAll('\\', '/');
  }

  /**
   * Of whoever calls: the innermost frame in the folder of the app; if there is none, the innermost elsewhere, as in a monorepo. Frames of
   * packages and of generated bindings are skipped: for a resource that a library makes, this is the line that calls the library. Of
   * TypeScript that runs in ts-node, tsx or swc-node, the lines are those of the TypeScript.
   */
  ofCaller(): SourceFrame | undefined {
    const near = this.inText(stackOf(nearby));
    return near && isBelow(near) ? near : this.inText(stackOf(depth));
  }

  /** The same, of the text of a stack. */
  inText(stack: unknown): SourceFrame | undefined {
    const own = String(stack)
      .split('\n')
      .flatMap((line) => this.ownFrame(line) ?? []);
    return own.find(isBelow) ?? own[0];
  }

  /** Of one line of a stack. The lines of resources that a loop makes are the same ones. */
  private ownFrame(text: string): SourceFrame | undefined {
    if (!this.seen.has(text)) this.seen.set(text, this.readFrame(text));
    return this.seen.get(text);
  }

  private readFrame(text: string): SourceFrame | undefined {
    const [, file, line, column] = /^ +at (?:.*? \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/.exec(text) ?? [];
    if (file === undefined) return undefined;
    const frame = this.maps.original({ file, line: Number(line), column: Number(column) });
    const named = this.named(frame.file);
    return isOwn(frame.file) && !`/${named}`.includes(this.generated) ? { file: named, line: frame.line } : undefined;
  }

  private named(file: string): string {
    return (isAbsolute(file) ? relative(this.root, file) : file).replaceAll('\\', '/');
  }
}

function stackOf(frames: number): unknown {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  const error = new Error();
  Error.stackTraceLimit = limit;
  return error.stack;
}

/** In the folder of the app. */
function isBelow({ file }: SourceFrame): boolean {
  return !file.startsWith('../');
}

/** Neither of Node, nor of a package, of yarn's loader, of the runtime that executes constructs for Python or Go, or of this folder. */
function isOwn(file: string): boolean {
  return (
    !/^node:|^evalmachine|(^|[\\/])(node_modules|\.pnp\.[cm]?js|@?jsii(-[^\\/]+)?)([\\/]|$)/.test(file) &&
    // By name: in a bundle, __dirname is the folder of the bundle, which may hold the whole app.
    !/[\\/]source-frames[\\/](index|frame|recording|register)\.[cm]?[jt]s$/.test(file)
  );
}

/** Where `cdktf get` writes the bindings of providers and modules: `codeMakerOutput` of cdktf.json. */
function generatedIn(root: string): string {
  try {
    const { codeMakerOutput } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as {
      codeMakerOutput?: unknown;
    };
    if (typeof codeMakerOutput === 'string') return codeMakerOutput;
  } catch {
    // Without it, or with one that cdktf itself will refuse.
  }
  return '.gen';
}
