import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../configuration/blocks';
import { InputError } from '../input-error';
import { parseHclFile } from './hcl';
import { parseJsonFile } from './json';
import { namesIn, readText, stats } from './text';

/** Reads the files of a module: `.tf` and `.tf.json`, and those of them that override. */
export async function sourceFilesOf(folder: string): Promise<SourceFile[]> {
  if (!stats(folder).isDirectory())
    throw new InputError(folder, 'is not a directory: expected one with .tf or .tf.json files');
  const names = configurationNames(folder);
  if (names.length === 0) throw new InputError(folder, nothingIn(folder));
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const text = readText(file);
      const isOverride = /(^|_)override\.tf(\.json)?$/.test(name);
      const about = { isOverride, mentionsYaml: text.includes('yamldecode') };
      if (!name.endsWith('.json')) return { ...(await parseHclFile(file, text)), ...about };
      return { file, ...about, ...parseJsonFile(file, text) };
    }),
  );
}

/** As Terraform picks them: no hidden files, no editor's backups. */
function configurationNames(folder: string): string[] {
  return namesIn(folder).filter((name) => /^[^.#].*\.tf(\.json)?$/.test(name) && !name.endsWith('~'));
}

/** Whether a folder is a module of Terraform. */
export function hasConfiguration(folder: string): boolean {
  return configurationNames(folder).length > 0;
}

function nothingIn(folder: string): string {
  const synthesized = join(folder, 'cdktf.out');
  if (existsSync(join(synthesized, 'manifest.json')))
    return `is a project of CDKTF: name ${synthesized}, to which it synthesizes`;
  if (existsSync(join(folder, 'cdktf.json')))
    return `is a project of CDKTF: run "terrace synth ${folder}", then name ${synthesized}`;
  const below = namesIn(folder).filter((name) => !name.startsWith('.') && isModule(join(folder, name)));
  const nothing = 'holds no .tf or .tf.json file';
  if (below.length === 0) return `${nothing}: name a folder that does`;
  const some = below.slice(0, 5).map((name) => join(folder, name));
  return `${nothing}, but ${below.length === 1 ? 'a folder' : `${below.length} folders`} below it: name one, such as ${some.join(', ')}`;
}

function isModule(path: string): boolean {
  try {
    return stats(path).isDirectory() && hasConfiguration(path);
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
