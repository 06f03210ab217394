import { basename } from 'node:path';
import type { SourceFile } from '../configuration/blocks';
import { Evaluator } from '../configuration/evaluate';
import { Allowance } from '../configuration/instances';
import { Module } from '../configuration/module';
import { Graph } from '../graph';
import type { Root } from '../resource';
import { scopesOf } from '../scopes';
import type { Value } from '../value';
import { CalledModules } from './called-modules';
import { folderReader } from './folder-reader';
import { parseHclFile } from './hcl';

import { prepare } from './prepare';
import { sourceFilesOf } from './source-files';
import { readVariables, valuesOf } from './variables';

export interface FolderOptions {
  /** @default the name of the folder */
  readonly name?: string;
  /** @default the name of the root */
  readonly environment?: string;
  /** Files of variables beside those that Terraform takes by itself, the last wins: `prod.tfvars`. */
  readonly varFiles?: readonly string[];
  /** Values of variables, which win over all files. */
  readonly variables?: Readonly<Record<string, Value>>;
}

/** Reads HCL given as text: an example of a rule, a test. */
export async function graphOfHcl(hcl: string, name = 'example'): Promise<Graph> {
  const root: Root = { name, environment: name, file: '' };
  return graphOfRoot(root, [await parseHclFile('main.tf', hcl)], new Evaluator(), () => undefined);
}

/** Reads a folder of Terraform as `terraform plan` would: its files, variables, and the local modules that it calls. */
export async function graphOfFolder(folder: string, options: FolderOptions = {}): Promise<Graph> {
  const name = options.name ?? (basename(folder) || 'root');
  const root: Root = { name, environment: options.environment ?? name, file: folder };
  const files = await sourceFilesOf(folder);
  const modules = new CalledModules(folder);
  await modules.load(files);
  const evaluator = new Evaluator(folderReader(folder, modules.boundary, modules.folders));
  const given = await readVariables(folder, options.varFiles ?? []);
  const values = valuesOf(given, options.variables ?? {}, evaluator);
  return graphOfRoot(root, files, evaluator, (variable) => values.get(variable), modules);
}

async function graphOfRoot(
  root: Root,
  files: readonly SourceFile[],
  evaluator: Evaluator,
  input: (name: string) => Value | undefined,
  modules?: CalledModules,
): Promise<Graph> {
  const allowance = new Allowance();
  const module = new Module(
    { root, files, input, allowance, prefix: '', ...(modules && { called: modules.called }) },
    evaluator,
  );
  await prepare([...files, ...(modules?.files ?? [])]);
  return new Graph([...module.resources, ...scopesOf([module])]);
}
