import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Baseline } from '../../review/assessment/changes';
import type { PlanNote } from '../../review/assessment/review';
import type { Environment } from '../../environments/schema';
import { stacksOf, type EnvironmentStacks } from '../environments';
import { CliError } from '../errors';
import { isCi, say, type Io } from '../io';
import type { OlderTree } from '../older-tree';
import { planAgainst } from '../plan/against/compare';
import { toText } from '../plan/explain';
import { planAllOffline } from '../plan/offline';
import { isFailure, type PlanResult } from '../plan/result';
import type { Project } from '../project';
import type { Stack } from '../synthesis';
import { binaryName, findBinary, howToGetTerraform } from '../terraform/binary';

export interface Plans {
  readonly notes: Readonly<Record<string, PlanNote>>;
  /** Terraform refused one. */
  readonly failed: boolean;
}

/** Plans what was just synthesized; without Terraform says for each environment why there is no plan. */
export async function plansOf(environments: readonly Environment[], project: Project, io: Io): Promise<Plans> {
  const binary = await findBinary(io);
  if (!binary) {
    const leftOut = `${binaryName(io.env)} is not on the PATH, so nothing was planned.`;
    say(io, `${leftOut} ${howToGetTerraform}`);
    return { notes: noted(environments, () => ({ leftOut })), failed: false };
  }
  const results = await planAllOffline(stacksIn(environments, project), binary, project, io);
  for (const { name, diagnostics } of results) {
    for (const diagnostic of diagnostics) say(io, `${name}: ${toText(diagnostic, project.synthesized)}`);
  }
  const notes = noted(environments, ({ name }) => noteOf(results.find((result) => result.name === name)));
  return { notes, failed: results.some(isFailure) };
}

/**
 * What the provider says becomes of each resource since an older tree; undefined where there is no Terraform.
 *
 * @throws CliError where Terraform refuses a plan, and in CI where there is none: a report would say that nothing changes
 */
export async function plannedSince(
  older: OlderTree,
  environments: readonly Environment[],
  project: Project,
  io: Io,
): Promise<Baseline['planned']> {
  const binary = await findBinary(io);
  if (!binary) {
    const reason = `${binaryName(io.env)} is not on the PATH, so that the provider was not asked what becomes of resources`;
    if (isCi(io.env)) throw new CliError(reason, howToGetTerraform);
    say(io, `${reason}. ${howToGetTerraform}`);
    return undefined;
  }
  const results = await planAgainst(stacksIn(environments, project), older, binary, project, io);
  const failed = results.find(isFailure);
  if (failed) {
    const texts = failed.diagnostics.map((diagnostic) => toText(diagnostic, project.synthesized));
    throw new CliError(
      `${failed.name} against ${older.label}: ${texts.join('\n')}`,
      '--no-plan compares without Terraform.',
    );
  }
  return Object.fromEntries(results.map(({ name, stacks }) => [name, stacks.flatMap(({ changes }) => changes)]));
}

function noted(environments: readonly Environment[], noteOf: (environment: Environment) => PlanNote) {
  return Object.fromEntries(environments.map((environment) => [environment.name, noteOf(environment)]));
}

function noteOf(result: PlanResult | undefined): PlanNote {
  if (!result || isFailure(result)) return { leftOut: 'Terraform refused the plan; it says why on the terminal.' };
  const { add, change, destroy } = result;
  return { add, change, destroy };
}

/** The stacks of environments that were just synthesized. */
export function stacksIn(environments: readonly Environment[], project: Project): EnvironmentStacks[] {
  return stacksOf(environments, readStacks(project));
}

/** What `synthesize` wrote: the bytes that were judged are the ones that are planned. */
function readStacks(project: Project): Stack[] {
  const read = (path: string) => JSON.parse(readFileSync(join(project.synthesized, path), 'utf8'));
  const { stacks } = read('manifest.json') as {
    stacks: Record<string, { name: string; dependencies: string[]; synthesizedStackPath: string }>;
  };
  return Object.values(stacks).map(({ name, dependencies, synthesizedStackPath }) => ({
    name,
    dependencies,
    json: read(synthesizedStackPath),
  }));
}
