import { dirname, join, normalize } from 'node:path';
import type { Graph } from '../graph';
import { InputError } from '../input-error';
import { parseJsonFile } from './json';
import { graphOfStacks, type SourceOf, type StackInput } from './stacks';
import { readText } from './text';

export interface SynthesizedOptions {
  /** @default each stack is an environment of its own */
  readonly environmentOf?: (stack: string) => string;
  readonly sourceOf?: SourceOf;
}

/** Reads what `cdktf synth` wrote, all stacks together: the folder `cdktf.out`. */
export async function graphOfSynthesized(folder: string, options: SynthesizedOptions = {}): Promise<Graph> {
  const stacks = stacksIn(folder).map(({ name, path }): StackInput => {
    const file = join(folder, path);
    const environment = options.environmentOf?.(name);
    return {
      name,
      file,
      folder: dirname(file),
      ...parseJsonFile(file, readText(file)),
      ...(environment !== undefined && { environment }),
    };
  });
  return graphOfStacks(stacks, options.sourceOf);
}

function stacksIn(folder: string): { name: string; path: string }[] {
  const file = join(folder, 'manifest.json');
  const { stacks } = parseJsonFile(file, readText(file)).json;
  if (typeof stacks !== 'object' || stacks === null || Array.isArray(stacks)) {
    throw new InputError(file, 'expected the stacks that cdktf synth writes: run it again');
  }
  const found = Object.entries(stacks as Record<string, { synthesizedStackPath?: unknown } | null>).map(
    ([name, stack]) => {
      const path = stack?.synthesizedStackPath;
      if (typeof path !== 'string' || normalize(path).startsWith('..') || path.startsWith('/')) {
        throw new InputError(
          file,
          `stacks.${name}.synthesizedStackPath: expected a path in this folder, found ${String(JSON.stringify(path))}`,
        );
      }
      return { name, path };
    },
  );
  if (found.length === 0) throw new InputError(file, 'has no stacks: there is nothing to review');
  return found;
}
