import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Evaluator } from './configuration/evaluate';
import { Module, type Body, type Json } from './configuration/module';
import { Syntax } from './configuration/syntax';
import { Graph } from './graph';
import { InputError } from './input-error';
import { linkRemoteStates } from './remote-state';
import type { Place, Root } from './resource';
import { scopesOf } from './scopes';

/** A synthesized stack, as the loader of `cdktf.out` and a caller that has one in memory give it. */
export interface StackInput {
  /** `prod-network` */
  readonly name: string;
  /** @default the name of the stack */
  readonly environment?: string;
  /** The file that it was read from. */
  readonly file: string;
  readonly json: Json;
}

/** Which TypeScript made a construct. */
export type SourceOf = (constructPath: string) => Place | undefined;

/** Reads synthesized stacks as one graph: what one stack publishes, another knows. */
export async function graphOfStacks(stacks: readonly StackInput[], sourceOf?: SourceOf): Promise<Graph> {
  const syntax = new Syntax();
  for (const stack of stacks) await syntax.parseAll(stack.json);
  const evaluator = new Evaluator(syntax);
  const modules: Module[] = [];
  const remoteState = linkRemoteStates(stacks, () => modules);
  for (const { name, environment = name, file, json } of stacks) {
    const root: Root = { name, environment, file };
    const body: Body = { json, place: () => ({ file }) };
    modules.push(
      new Module({ root, body, prefix: '', inputs: {}, remoteState, ...(sourceOf && { source: sourceOf }) }, evaluator),
    );
  }
  return withScopes(modules);
}

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

async function graphOfFiles(files: Readonly<Record<string, string>>, name: string, folder = ''): Promise<Graph> {
  const bodies = await Promise.all(
    Object.entries(files).map(
      async ([file, text]) => [join(folder, file), await parse(join(folder, file), text)] as const,
    ),
  );
  const syntax = new Syntax();
  for (const [, json] of bodies) await syntax.parseAll(json);
  const root: Root = { name, environment: name, file: folder };
  const module = new Module({ root, body: merge(bodies), prefix: '', inputs: {} }, new Evaluator(syntax));
  return withScopes([module]);
}

async function parse(file: string, text: string): Promise<Json> {
  try {
    if (file.endsWith('.json')) return JSON.parse(text) as Json;
    const { parse } = await import('@cdktf/hcl2json');
    return await parse(file, text);
  } catch (error) {
    throw new InputError(file, (error as Error).message);
  }
}

/** The blocks of several files as those of one. */
function merge(files: readonly (readonly [string, Json])[]): Body {
  const json: Record<string, unknown[]> = {};
  const places = new Map<string, Place>();
  for (const [file, blocks] of files) {
    for (const [kind, block] of Object.entries(blocks)) {
      (json[kind] ??= []).push(...[block].flat());
      for (const [type, named] of [block].flat().flatMap((map) => Object.entries((map ?? {}) as object))) {
        for (const name of Object.keys((named ?? {}) as object)) places.set(`${kind}.${type}.${name}`, { file });
      }
    }
  }
  return { json, place: (block) => places.get(block) ?? { file: files[0]?.[0] ?? '' } };
}

function withScopes(modules: readonly Module[]): Graph {
  const resources = modules.flatMap((module) => module.resources);
  return new Graph([...resources, ...scopesOf(modules)]);
}
