import { relative } from 'node:path';
import { pickEnvironments, stacksOf } from '../environments';
import { toJson } from '../files';
import { print, type Io } from '../io';
import { findProject } from '../project';
import { synthesize } from '../synthesis';

/** Synthesizes every environment; an older result stays until all of the new one is there. */
export async function synth({ json }: { readonly json?: boolean }, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  const environments = pickEnvironments([], project.root);
  const synthesized = stacksOf(environments, await synthesize(project, io));
  const all = synthesized.map(({ environment, stacks }) => ({
    name: environment.name,
    stacks: stacks.map(({ name }) => name),
  }));
  if (json) print(io, toJson({ folder: project.synthesized, environments: all }).trimEnd());
  else {
    for (const { name, stacks } of all) print(io, `${name}: ${stacks.join(', ')}`);
    print(io, `wrote ${relative(io.cwd, project.synthesized)}`);
  }
  return 0;
}
