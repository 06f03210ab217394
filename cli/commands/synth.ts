import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pickEnvironments, stacksOf } from '../environments';
import { CliError } from '../errors';
import { toJson } from '../files';
import { print, say, type Io } from '../io';
import { findProject } from '../project';
import { synthesize, synthesizeElsewhere } from '../synthesis';

export interface SynthOptions {
  readonly json?: boolean;
}

/**
 * Synthesizes every environment; an older result stays until all of the new one is there. With a folder, another CDKTF project, by its own
 * command, and records which line of its source makes each resource.
 */
export async function synth(folder: string | undefined, options: SynthOptions, io: Io): Promise<number> {
  return folder === undefined ? synthEnvironments(options, io) : synthProject(folder, options, io);
}

async function synthEnvironments({ json }: SynthOptions, io: Io): Promise<number> {
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

async function synthProject(folder: string, { json }: SynthOptions, io: Io): Promise<number> {
  const root = resolve(io.cwd, folder);
  if (!existsSync(join(root, 'cdktf.json'))) {
    throw new CliError(
      `${folder}: expected a CDKTF project, found no cdktf.json`,
      'Terraform itself needs no synthesis: terrace check reads it.',
    );
  }
  const project = findProject(root);
  const { stacks, lines } = await synthesizeElsewhere(project, io);
  if (json) print(io, toJson({ folder: project.synthesized, stacks, lines }).trimEnd());
  else {
    print(io, stacks.join(', '));
    print(
      io,
      `wrote ${relative(io.cwd, project.synthesized)}, with the source line of ${lines} ${lines === 1 ? 'construct' : 'constructs'}`,
    );
  }
  if (lines === 0)
    say(
      io,
      'no source line was recorded: only an app that runs in Node, and loads constructs from node_modules, has them',
    );
  return 0;
}
