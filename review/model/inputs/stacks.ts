import type { Json, SourceFile } from '../configuration/blocks';
import { Evaluator } from '../configuration/evaluate';
import { Allowance } from '../configuration/instances';
import { Module } from '../configuration/module';
import { Unknown } from '../value';
import { Graph, type Note } from '../graph';
import { linkRemoteStates } from '../remote-state';
import type { Place, Root } from '../resource';
import { scopesOf } from '../scopes';
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
  readonly json: Json;
  /** The line of each block, `resource.aws_vpc.main`, where the file was read as text. */
  readonly lines?: ReadonlyMap<string, number>;
}

/** Which TypeScript made a construct. */
export type SourceOf = (constructPath: string) => Place | undefined;

/** Reads synthesized stacks as one graph: what one stack publishes, another knows, in whatever order they come. */
export async function graphOfStacks(stacks: readonly StackInput[], sourceOf?: SourceOf): Promise<Graph> {
  const evaluator = new Evaluator();
  const allowance = new Allowance();
  const modules: Module[] = [];
  const remoteState = linkRemoteStates(() => modules);
  for (const { name, environment = name, file, json, lines } of stacks) {
    const root: Root = { name, environment, file };
    const files: SourceFile[] = [{ file, json: checkedJson(file, json), ...(lines && { lines }) }];
    const input = () => undefined;
    const called = () => new Unknown('a module that a stack calls is not read');
    const props = { root, files, input, allowance, remoteState, called, prefix: '' };
    modules.push(new Module({ ...props, ...(sourceOf && { source: sourceOf }) }, evaluator));
  }
  await prepare(modules.flatMap(({ props }) => props.files));
  const resources = modules.flatMap((module) => module.resources);
  return new Graph([...resources, ...scopesOf(modules)], { notes: modules.flatMap(notesOf) });
}

function notesOf(module: Module): Note[] {
  return module.blocks.all('module').map(({ label, place }) => {
    const message = `${label} of ${module.label} is not read, so its resources are not judged; give a plan to have them judged`;
    return { ...place, message };
  });
}
