import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Graph } from '../graph';
import { InputError } from '../input-error';
import { graphOfFolder, type FolderOptions } from './folder';
import { parseJsonFile } from './json';
import { graphOfPlan, type PlanOptions } from './plan/plan';
import { graphOfStacks } from './stacks';
import { graphOfSynthesized, type SynthesizedOptions } from './synthesized';
import { readText, stats } from './text';

export type PathOptions = FolderOptions & SynthesizedOptions & Omit<PlanOptions, 'file'>;

/**
 * Reads whatever a path is: a folder of `cdktf synth`, a plan of `terraform show -json`, a synthesized stack, or a folder
 * of Terraform.
 *
 * @throws InputError where it is none of them, or cannot be read
 */
export async function checkPath(path: string, options: PathOptions = {}): Promise<Graph> {
  if (stats(path).isDirectory()) {
    return existsSync(join(path, 'manifest.json')) ? graphOfSynthesized(path, options) : graphOfFolder(path, options);
  }
  const expected =
    'expected a plan of "terraform show -json", a cdk.tf.json, or a folder of Terraform or of cdktf synth';
  if (!path.endsWith('.json')) {
    throw new InputError(
      path,
      path.endsWith('.tf') ? `is one file of a module: name its folder, ${dirname(path)}` : expected,
    );
  }
  const file = parseJsonFile(path, readText(path));
  if (path.endsWith('.tf.json')) {
    const name =
      options.name ?? (basename(path) === 'cdk.tf.json' ? basename(dirname(path)) : basename(path, '.tf.json'));
    const environment = options.environment ?? options.environmentOf?.(name);
    return graphOfStacks(
      [{ name, file: path, folder: dirname(path), ...file, ...(environment !== undefined && { environment }) }],
      options.sourceOf,
    );
  }
  if ('format_version' in file.json) return graphOfPlan(file.json, { ...options, file: path });
  throw new InputError(path, expected);
}
