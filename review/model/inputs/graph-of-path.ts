import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Graph } from '../graph';
import { InputError } from '../input-error';
import { readText, stats } from './text';
import { checkPath, type SourceOf } from '../load';

export interface PathInputOptions {
  /** What the path holds, for waivers and reports. @default the name of the folder or the plan */
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
    sourceOf: sourcesOf(full),
    ...(isFolder && { name }),
    ...(called !== undefined && { environment: called, environmentOf: () => called }),
    ...(varFiles && { varFiles }),
  });
}

/** Which line made each construct, as synthesis recorded it beside the stacks. */
export function sourcesOf(folder: string): SourceOf {
  const file = join(folder, 'sources.json');
  if (!existsSync(file)) return () => undefined;
  const frames = framesIn(file);
  return (path) => {
    const frame = Object.hasOwn(frames, path) ? frames[path] : undefined;
    return typeof frame?.file === 'string' ? { file: frame.file, line: Number(frame.line) || 1 } : undefined;
  };
}

type Frames = Readonly<Record<string, { readonly file?: unknown; readonly line?: unknown } | null | undefined>>;

function framesIn(file: string): Frames {
  try {
    const frames: unknown = JSON.parse(readText(file));
    if (typeof frames === 'object' && frames !== null) return frames as Frames;
  } catch (error) {
    if (error instanceof InputError) throw error;
  }
  throw new InputError(file, 'expected what synthesis writes: synthesize again');
}
