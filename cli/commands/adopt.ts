import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Environment } from '../../environments/schema';
import { importBlocks, notes } from '../adopt/blocks';
import { ExistingResources, type Existing } from '../adopt/existing';
import { pickEnvironments, shortName, stacksOf } from '../environments';
import { CliError } from '../errors';
import { toJson, writeWhole } from '../files';
import { print, say, type Io } from '../io';
import { openStacks, waitsFor } from '../plan/open-stacks';
import { runTasks } from '../progress';
import { findProject, type Project } from '../project';
import { synthesize, type Stack } from '../synthesis';
import { temporaryPathFor } from '../temporary';
import { initialize } from '../terraform/init';
import { assertBinary, openTerraform, requiredBy } from '../terraform/open';

export interface AdoptOptions {
  readonly json?: boolean;
  readonly write?: boolean;
}

/** The result for one stack. */
type Adopted =
  | ({ readonly name: string } & Existing)
  /** Other stacks have to be applied first, or `bootstrap`. */
  | { readonly name: string; readonly waitsFor: readonly string[] };

/**
 * Finds the resources of an environment that AWS has and no state has, and prints the `import` blocks for them. Reads AWS and the
 * states; changes neither.
 *
 * @param only the stacks to look at: `network`; all where none is named
 * @returns 0, or 1 when AWS has several objects for one resource.
 */
export async function adopt(
  name: string,
  only: readonly string[],
  { json, write }: AdoptOptions,
  io: Io,
): Promise<number> {
  const project = findProject(io.cwd);
  const [environment] = pickEnvironments([name], project.root) as [Environment];
  const adopted = await find(environment, only, project, io);
  if (write) for (const stack of adopted) writeImports(stack, project, io);
  if (json) print(io, toJson({ environment: environment.name, stacks: adopted }).trimEnd());
  else for (const stack of adopted) report(stack, io);
  return adopted.some((stack) => 'several' in stack && stack.several.length + stack.gone.length > 0) ? 1 : 0;
}

async function find(environment: Environment, only: readonly string[], project: Project, io: Io): Promise<Adopted[]> {
  const [{ stacks }] = stacksOf([environment], await synthesize(project, io)) as [ReturnType<typeof stacksOf>[number]];
  checkNames(environment, stacks, only);
  const terraform = openTerraform(await assertBinary(io), stacks, project, io);
  const expected = { providers: requiredBy(stacks), modules: [] };
  const initialized = await initialize(terraform, expected, project.root, project.cache);
  const folder = temporaryPathFor(join(project.cache, 'adopt', environment.name));
  const { account } = environment;
  try {
    const chosen = stacks.filter((stack) => only.length === 0 || only.includes(shortName(environment, stack)));
    const needed = withStatesRead(chosen, stacks);
    const opened = await openStacks(terraform, environment, needed, folder, initialized.lock);
    const [failed] = opened.flatMap(({ diagnostics }) => diagnostics);
    if (failed) throw new CliError(failed.summary, failed.detail);
    const tasks = opened
      .filter(({ stack }) => chosen.includes(stack))
      .map((one) => ({
        title: one.stack.name,
        run: async (progress: (text: string) => void): Promise<Adopted> => {
          const { stack, folder } = one;
          const waiting = waitsFor(one, opened);
          if (waiting.length > 0) return { name: stack.name, waitsFor: waiting };
          const place = { account, json: stack.json, folder, terraform, initialized, progress };
          return { name: stack.name, ...(await new ExistingResources(place).find()) };
        },
      }));
    return await runTasks(io, tasks, 2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stacks, and those of all whose states they read. */
export function withStatesRead(chosen: readonly Stack[], all: readonly Stack[]): Stack[] {
  const names = new Set(chosen.flatMap(({ name, dependencies }) => [name, ...dependencies]));
  return all.filter(({ name }) => names.has(name));
}

/** @throws CliError for a name that no stack has. */
export function checkNames(environment: Environment, stacks: readonly Stack[], only: readonly string[]): void {
  const names = stacks.map((stack) => shortName(environment, stack));
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new CliError(
    `${environment.name}: expected one of the stacks ${names.join(', ')}, found ${JSON.stringify(unknown)}`,
  );
}

/** Beside the stack's own configuration, where `cdktf deploy` and Terraform read it. One of an earlier run is removed. */
function writeImports(stack: Adopted, project: Project, io: Io): void {
  const file = join(project.synthesized, 'stacks', stack.name, 'imports.tf');
  rmSync(file, { force: true });
  if (!('imports' in stack) || stack.imports.length === 0) return;
  writeWhole(file, `${importBlocks(stack.name, stack.imports)}\n`);
  say(io, `wrote ${relative(io.cwd, file)}`);
}

function report(stack: Adopted, io: Io): void {
  if ('waitsFor' in stack) {
    say(io, `${stack.name}: not looked at, it waits for ${stack.waitsFor.join(', ')}`);
    return;
  }
  if (stack.imports.length > 0) print(io, `${importBlocks(stack.name, stack.imports)}\n`);
  for (const note of notes(stack.name, stack)) say(io, note);
}
