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

/** The stack of whoever calls, as text: of TypeScript that runs in ts-node, tsx or swc-node, with the lines of the TypeScript. */
export function captureStack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = depth;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return String(stack);
}

/** Finds the line of the app in a stack. */
export class Frames {
  private readonly maps = new SourceMaps();
  private readonly generated: string;

  /** @param root the folder that the app runs in */
  constructor(private readonly root: string) {
    this.generated = `/${normalize(`${generatedIn(root)}/`)}`.replaceAll('\\', '/');
  }

  /**
   * The innermost frame in the folder of the app; if there is none, the innermost elsewhere, as in a monorepo. Frames of packages and
   * of generated bindings are skipped: for a resource that a library makes, this is the line that calls the library.
   */
  of(stack: string): SourceFrame | undefined {
    const own = [...stack.matchAll(/^ +at (?:.*? \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/gm)].flatMap(
      ([, file = '', line, column]) => {
        const frame = this.maps.original({ file, line: Number(line), column: Number(column) });
        const named = this.named(frame.file);
        return isOwn(frame.file) && !`/${named}`.includes(this.generated) ? { file: named, line: frame.line } : [];
      },
    );
    return own.find(({ file }) => !file.startsWith('../')) ?? own[0];
  }

  private named(file: string): string {
    return (isAbsolute(file) ? relative(this.root, file) : file).replaceAll('\\', '/');
  }
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
