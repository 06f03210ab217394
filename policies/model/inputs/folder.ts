import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceFile } from '../configuration/blocks';
import { Evaluator } from '../configuration/evaluate';
import { parseBody } from '../configuration/hcl/body';
import { Allowance } from '../configuration/instances';
import { Module } from '../configuration/module';
import { Graph } from '../graph';
import { InputError } from '../input-error';
import type { Root } from '../resource';
import { scopesOf } from '../scopes';
import { checkedJson } from './json';

/** Reads HCL given as text: an example of a rule, a test. */
export async function graphOfHcl(hcl: string, name = 'example'): Promise<Graph> {
  return graphOfFiles({ 'main.tf': hcl }, name);
}

/** Reads the `.tf` and `.tf.json` files of a folder. */
export async function graphOfFolder(folder: string): Promise<Graph> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new InputError(folder, 'is no folder');
  const names = readdirSync(folder)
    .filter((name) => /\.tf(\.json)?$/.test(name))
    .sort();
  if (names.length === 0) throw new InputError(folder, 'holds no .tf or .tf.json file');
  return graphOfFiles(
    Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    basename(folder),
    folder,
  );
}

async function graphOfFiles(texts: Readonly<Record<string, string>>, name: string, folder = ''): Promise<Graph> {
  const files: SourceFile[] = Object.entries(texts).map(([file, text]) => ({
    file: join(folder, file),
    json: file.endsWith('.json') ? checkedJson(file, JSON.parse(text)) : parseBody(text),
  }));
  const root: Root = { name, environment: name, file: folder };
  const module = new Module(
    { root, files, prefix: '', input: () => undefined, allowance: new Allowance() },
    new Evaluator(),
  );
  return new Graph([...module.resources, ...scopesOf([module])]);
}
