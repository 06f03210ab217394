import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Graph } from '../graph';
import { InputError } from '../input-error';
import { readText, stats } from './text';
import { checkPath, type SourceOf } from '../load';

export interface PathInputOptions {
  /** The name of the environment, for waivers and reports. @default the name of the folder or the plan */
  readonly environment?: string;
  /** Of a folder, as Terraform's own option. @default none */
  readonly varFiles?: readonly string[];
}

/**
 * Reads what a path holds: a folder of Terraform, `cdktf.out`, a plan, a stack. All stacks that were synthesized together
 * are one environment. Findings name files as the path was given.
 *
 * @throws InputError where there is nothing to read, or it cannot be read
 */
export async function graphOfPath(path: string, { environment, varFiles }: PathInputOptions = {}): Promise<Graph> {
  const full = resolve(path);
  const isFolder = stats(path).isDirectory();
  const name = basename(full) === 'cdktf.out' ? basename(dirname(full)) : basename(full);
  const called = environment ?? (isFolder ? name : undefined);
  return checkPath(path, {
    sourceOf: sourcesOfPath(path),
    ...(isFolder && { name }),
    ...(called !== undefined && { environment: called, environmentOf: () => called }),
    ...(varFiles && { varFiles }),
  });
}

/**
 * The line that makes each construct, as synthesis recorded it beside the stacks.
 *
 * @param named the name of a file in findings. @default as it is recorded: relative to the folder that the app runs in
 */
export function sourcesOf(folder: string, named: (file: string) => string = (file) => file): SourceOf {
  const frames = framesOf(folder);
  return (path) => {
    const frame = Object.hasOwn(frames, path) ? frames[path] : undefined;
    return typeof frame?.file === 'string' ? { file: named(frame.file), line: Number(frame.line) || 1 } : undefined;
  };
}

/** The same for a path as a user gives it, a folder of synthesized stacks or one stack in it: files are named as the path is. */
function sourcesOfPath(path: string): SourceOf {
  const outdir = basename(path) === 'cdk.tf.json' ? join(path, '../../..') : path;
  const recorded = Object.values(framesOf(outdir)).flatMap((frame) =>
    typeof frame?.file === 'string' ? frame.file : [],
  );
  // The app runs in the folder that holds its output, or in one above.
  const app = [1, 2, 3]
    .map((levels) => join(outdir, '../'.repeat(levels)))
    .find((folder) => recorded.some((file) => existsSync(join(folder, file))));
  return sourcesOf(outdir, (file) => (app === undefined ? file : join(app, file)));
}

type Frames = Readonly<Record<string, { readonly file?: unknown; readonly line?: unknown } | null | undefined>>;

function framesOf(folder: string): Frames {
  const file = join(folder, 'sources.json');
  if (!existsSync(file)) return {};
  try {
    const frames: unknown = JSON.parse(readText(file));
    if (typeof frames === 'object' && frames !== null) return frames as Frames;
  } catch (error) {
    if (error instanceof InputError) throw error;
  }
  throw new InputError(file, 'expected what synthesis writes: synthesize again');
}
