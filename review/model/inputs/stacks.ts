import type { SourceFile } from '../configuration/blocks';
import type { Json } from '../configuration/json-block';
import { Evaluator } from '../configuration/evaluate';
import { Allowance } from '../configuration/instances';
import { Module } from '../configuration/module';
import { LazyEvaluation } from '../configuration/lazy-value';
import { Graph } from '../graph';
import { linkRemoteStates } from '../remote-state';
import type { Place, Root } from '../resource';
import { scopesOf } from '../scopes';
import { CalledModules } from './called-modules';
import { folderReader } from './folder-reader';
import { checkedJson } from './json';
import { prepare } from './prepare';

/** A synthesized stack, as the loader of `cdktf.out` and a caller that has one in memory give it. */
export interface StackInput {
  /** `prod-network` */
  readonly name: string;
  /** @default the name of the stack */
  readonly environment?: string;
  /** The file that it was read from. */
  readonly file: string;
  /** The folder of that file, for the modules and files that the stack names. @default they are not read */
  readonly folder?: string;
  readonly json: Json;
  /** The line of each block, `resource.aws_vpc.main`, where the file was read as text. */
  readonly lines?: ReadonlyMap<string, number>;
}

/** Which TypeScript made a construct. */
export type SourceOf = (constructPath: string) => Place | undefined;

/** Reads synthesized stacks as one graph: what one stack publishes, another knows, in whatever order they come. */
export async function graphOfStacks(stacks: readonly StackInput[], sourceOf?: SourceOf): Promise<Graph> {
  const work = new LazyEvaluation();
  const allowance = new Allowance();
  const modules: Module[] = [];
  const remoteState = linkRemoteStates(() => modules);
  for (const { name, environment = name, file, folder, json, lines } of stacks) {
    const root: Root = { name, environment, file };
    const files: SourceFile[] = [{ file, json: checkedJson(file, json), ...(lines && { lines }) }];
    const called = folder === undefined ? undefined : new CalledModules(folder);
    await called?.load(files);
    await prepare([...files, ...(called?.files ?? [])]);
    const reader = folder !== undefined && called ? folderReader(folder, called.boundary, called.folders) : undefined;
    const props = { root, files, input: () => undefined, allowance, remoteState, prefix: '' };
    const optional = { ...(called && { called: called.called }), ...(sourceOf && { source: sourceOf }) };
    modules.push(new Module({ ...props, ...optional }, new Evaluator(reader, work)));
  }
  return new Graph([...modules.flatMap((module) => module.resources), ...scopesOf(modules)]);
}
